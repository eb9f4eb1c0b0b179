import { describe, expectTypeOf, it } from 'vitest';
import type { Mirror, Reports } from '../../src/analytics/index.js';
import {
  type ClickUp,
  ClickUpError,
  createClickUp,
  type DryRun,
  type Envelope,
  type PagedTool,
  type TaskCreateData,
  type TaskListData,
  type TaskListFullData,
  type Tools,
} from '../../src/index.js';

const clickup = {} as ClickUp;

describe('the SDK types', () => {
  it('a client needs nothing but a key', () => {
    expectTypeOf(createClickUp).toBeCallableWith({ apiKey: 'pk_1' });
    expectTypeOf(createClickUp).toBeCallableWith({ apiKey: process.env.A, workspaceId: process.env.B });
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
    // @ts-expect-error not a priority, of one task of many
    clickup.task.createBulk({ list_id: '1', tasks: [{ name: 'x', priority: 'highest' }] });
    // @ts-expect-error no way to compare a custom field
    clickup.task.list({ list_id: '1', custom_fields: [{ field: 'Severity', operator: '=!', value: 'Critical' }] });
  });

  it('people may be a plain list or a change', () => {
    expectTypeOf(clickup.task.update).toBeCallableWith({ task_id: '1', assignees: ['me'] });
    expectTypeOf(clickup.task.update).toBeCallableWith({
      task_id: '1',
      assignees: { add: [1], remove: ['ann@example.com'] },
    });
  });

  it('a date may be text, milliseconds or a Date', () => {
    for (const due_date of ['tomorrow', 1791511200000, new Date()])
      expectTypeOf(clickup.task.update).toBeCallableWith({ task_id: '1', due_date });
  });

  it('a function may pass on a signal that it was not given', () => {
    const list = (signal?: AbortSignal) => clickup.task.list({ list_id: '1' }, { signal });
    expectTypeOf(list()).resolves.toEqualTypeOf<TaskListData>();
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

  it('call knows what detail and dry_run make of the data, as the methods do', () => {
    const task = { list_id: '1', name: 'x' };
    const isTrial = Boolean(task.name);
    expectTypeOf(clickup.call('clickup_task_list', { list_id: '1', detail: 'full' })).resolves.toEqualTypeOf<
      Envelope<TaskListFullData>
    >();
    expectTypeOf(clickup.call('clickup_task_list', { list_id: '1', detail: 'raw' })).resolves.toEqualTypeOf<
      Envelope<TaskListFullData>
    >();
    expectTypeOf(clickup.call('clickup_task_list', { list_id: '1', fields: ['name'] })).resolves.toEqualTypeOf<
      Envelope<TaskListFullData>
    >();
    expectTypeOf(clickup.task.list({ list_id: '1', fields: ['name'] })).resolves.toEqualTypeOf<TaskListFullData>();
    expectTypeOf(clickup.call('clickup_task_create', { ...task, dry_run: true })).resolves.toEqualTypeOf<
      Envelope<DryRun>
    >();
    expectTypeOf(clickup.call('clickup_task_create', { ...task, dry_run: false })).resolves.toEqualTypeOf<
      Envelope<TaskCreateData>
    >();
    expectTypeOf(clickup.call('clickup_task_create', { ...task, dry_run: isTrial })).resolves.toEqualTypeOf<
      Envelope<TaskCreateData | DryRun>
    >();
  });

  it('call holds the input of a tool that it knows against its type', () => {
    // @ts-expect-error no such argument
    clickup.call('clickup_task_list', { list_id: '1', lst: 2 });
    // @ts-expect-error a List is needed
    clickup.call('clickup_task_list', {});
    // @ts-expect-error it only reads
    clickup.call('clickup_task_list', { list_id: '1', dry_run: false });
    expectTypeOf(clickup.call('clickup_task_list' as string, 7)).resolves.toEqualTypeOf<Envelope>();
    expectTypeOf(clickup.call('of_another_version', {})).resolves.toEqualTypeOf<Envelope>();
  });

  it('call and pages pass through what another function takes', () => {
    const call = <Name extends keyof Tools>(name: Name, input: Tools[Name]['input']) => clickup.call(name, input);
    const pages = <Name extends PagedTool>(name: Name, input: Tools[Name]['input']) => clickup.pages(name, input);
    expectTypeOf(call('clickup_task_list', { list_id: '1' })).resolves.toEqualTypeOf<
      Envelope<TaskListData | TaskListFullData>
    >();
    expectTypeOf(pages('clickup_task_list', { list_id: '1' })).toEqualTypeOf<
      AsyncGenerator<TaskListData | TaskListFullData>
    >();
  });

  it('a dry run says how dates and names were understood', () => {
    expectTypeOf<DryRun['resolved']>().toEqualTypeOf<Record<string, string> | undefined>();
    expectTypeOf<DryRun['notes']>().toEqualTypeOf<string[] | undefined>();
  });

  it('pages go through listings only', () => {
    expectTypeOf(clickup.pages('clickup_task_list', { list_id: '1' })).toExtend<AsyncGenerator<TaskListData>>();
    expectTypeOf(clickup.pages('clickup_task_list', { list_id: '1', detail: 'full' })).toEqualTypeOf<
      AsyncGenerator<TaskListFullData>
    >();
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

  it('reports of analytics know their input and their data', () => {
    const mirror = {} as Mirror;
    expectTypeOf(mirror.report('get_weekly_timesheet', { period: 'last_week' })).resolves.toEqualTypeOf<
      Envelope<Reports['get_weekly_timesheet']['data']>
    >();
    type Person = Reports['get_weekly_timesheet']['data']['people'][number];
    expectTypeOf<Person['days']>().toEqualTypeOf<Record<string, number>>();
    expectTypeOf<Reports['get_project_velocity']['data']['weeks_left']['likely']>().toEqualTypeOf<number | null>();
    // @ts-expect-error it has no such argument
    mirror.report('get_weekly_timesheet', { person: 'Lena' });
    // @ts-expect-error a task is needed
    mirror.report('get_task', {});
    const name: string = 'get_weekly_timesheet';
    expectTypeOf(mirror.report(name, { period: 'today' })).resolves.toEqualTypeOf<Envelope<unknown>>();
  });

  it('errors are one family', () => {
    expectTypeOf<ClickUpError['code']>().toExtend<string>();
    expectTypeOf(new ClickUpError('SERVER_ERROR', 'x', { suggestion: 'y' })).toExtend<Error>();
  });
});
