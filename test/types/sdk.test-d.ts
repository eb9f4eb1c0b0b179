import { describe, expectTypeOf, it } from 'vitest';
import {
  type ClickUp,
  ClickUpError,
  createClickUp,
  type DryRun,
  type Envelope,
  type TaskListData,
} from '../../src/index.js';

const clickup = {} as ClickUp;

describe('the SDK types', () => {
  it('a client needs nothing but a key', () => {
    expectTypeOf(createClickUp).toBeCallableWith({ apiKey: 'pk_1' });
    expectTypeOf(createClickUp({ apiKey: 'pk_1' })).toEqualTypeOf<ClickUp>();
  });

  it('methods know their input and their data', () => {
    expectTypeOf(clickup.task.list({ list_id: '1' })).resolves.toExtend<TaskListData>();
    expectTypeOf(clickup.task.list({ list_id: 901 })).resolves.toHaveProperty('tasks');
    // @ts-expect-error a List is needed
    clickup.task.list({});
    // @ts-expect-error no such argument
    clickup.task.list({ list_id: '1', lst: 2 });
    // @ts-expect-error not a priority
    clickup.task.create({ list_id: '1', name: 'x', priority: 'highest' });
  });

  it('people may be a plain list or a change', () => {
    expectTypeOf(clickup.task.update).toBeCallableWith({ task_id: '1', assignees: ['me'] });
    expectTypeOf(clickup.task.update).toBeCallableWith({
      task_id: '1',
      assignees: { add: [1], remove: ['ann@example.com'] },
    });
  });

  it('a dry run answers with requests', () => {
    expectTypeOf(clickup.task.delete({ task_id: '1', dry_run: true })).resolves.toExtend<DryRun>();
  });

  it('call gives an envelope that success tells apart', async () => {
    const envelope = await clickup.call('clickup_task_list', { list_id: '1' });
    expectTypeOf(envelope).toEqualTypeOf<Envelope<TaskListData>>();
    if (envelope.success) expectTypeOf(envelope.data.tasks).toBeArray();
    else
      expectTypeOf(envelope.error.type).toEqualTypeOf<
        'RATE_LIMIT' | 'NOT_FOUND' | 'AUTH' | 'VALIDATION' | 'API_ERROR'
      >();
  });

  it('pages go through listings only', () => {
    expectTypeOf(clickup.pages('clickup_task_list', { list_id: '1' })).toExtend<AsyncGenerator<TaskListData>>();
    // @ts-expect-error this tool has no pages
    clickup.pages('clickup_task_create', { list_id: '1', name: 'x' });
  });

  it('the raw client knows all paths', () => {
    expectTypeOf(clickup.api.GET).toBeCallableWith('/v3/workspaces/{workspace_id}/docs', {
      params: { path: { workspace_id: '1' } },
    });
    // @ts-expect-error no such path
    clickup.api.GET('/v2/tsk');
  });

  it('errors are one family', () => {
    expectTypeOf<ClickUpError['code']>().toExtend<string>();
    expectTypeOf(new ClickUpError('SERVER_ERROR', 'x', { suggestion: 'y' })).toExtend<Error>();
  });
});
