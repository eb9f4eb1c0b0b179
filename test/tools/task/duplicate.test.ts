import { describe, expect, test } from 'vitest';
import { LISTS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.offlineUnlock;
const fail = (id: string): never => {
  throw new Error(`no task ${id}`);
};
const include = ['custom_fields', 'checklists', 'subtasks'] as const;

describe('clickup_task_duplicate', () => {
  test('copies what a task consists of, checklists with ticks and nesting, and field values', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.updateChecklists({
      task_id,
      changes: [{ action: 'update', items: ['Works in flight mode'], parent: 'Threat model reviewed', assignee: 'me' }],
    });
    const { task: copy, source_task_id, copied } = await clickup.task.duplicate({ task_id, name: 'Second try' });
    expect(source_task_id).toBe(task_id);
    expect(copied).toMatchObject({ description: true, checklists: 1, checklist_items: 4, subtasks: 0 });

    const read = async (id: string) =>
      (await clickup.task.get({ task_id: id, include: [...include] })).task ?? fail(id);
    const [original, twin] = [await read(task_id), await read(copy.id)];
    expect(copy.id).not.toBe(task_id);
    expect(twin).toMatchObject({ name: 'Second try', status: 'to do' });
    const { Progress: _, ...fields } = original.custom_fields as Record<string, unknown>;
    expect(twin.custom_fields).toMatchObject(fields);
    const { description, priority, assignees, tags, due_date, time_estimate, list_id } = original;
    expect(twin).toMatchObject({ description, priority, assignees, tags, due_date, time_estimate, list_id });
    const names = (
      items: readonly { name: string; resolved: boolean; assignee?: string; children?: never[] }[],
    ): unknown[] =>
      items.map(({ name, resolved, assignee, children = [] }) => [name, resolved, assignee, names(children)]);
    expect(twin.checklists?.map((list) => names(list.items as never))).toEqual(
      original.checklists?.map((list) => names(list.items as never)),
    );
  });

  test('says what it could not bring along, and how to get it', async () => {
    const { clickup } = sandboxClient();
    const { not_copied } = await clickup.task.duplicate({ task_id });
    expect(not_copied.map(({ what }) => what)).toEqual([
      'status "in progress"',
      'custom field "Progress"',
      'comments',
      'attachments (1)',
      'links',
      'tracked time',
      'subtasks',
    ]);
    expect(not_copied.find(({ what }) => what === 'subtasks')?.reason).toContain('include_subtasks');
  });

  test('copies subtasks of every level under the copy', async () => {
    const { clickup } = sandboxClient();
    const source = (await clickup.task.get({ task_id, include: ['subtasks'] })).task?.subtasks ?? [];
    const { task: below } = await clickup.task.create({
      list_id: LISTS.sprint24,
      name: 'Level two',
      parent: source[0]?.id ?? '',
    });
    const { task: copy, copied } = await clickup.task.duplicate({ task_id, include_subtasks: true });
    expect(copied.subtasks).toBe(source.length + 1);
    const { tasks } = await clickup.task.list({ list_id: LISTS.sprint24, include_closed: true });
    const children = tasks.filter(({ parent }) => parent === copy.id);
    expect(children.map(({ name }) => name).sort()).toEqual(source.map(({ name }) => name).sort());
    const second = tasks.find(({ name, id }) => name === 'Level two' && id !== below.id);
    expect(children.map(({ id }) => id)).toContain(second?.parent);
  });

  test('to another List it leaves out the fields that the List lacks, and asks for none of them', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { task, not_copied, copied } = await clickup.task.duplicate({ task_id, list_id: LISTS.autumnLaunch });
    expect(task.list).toBe('Autumn Launch');
    expect(copied.custom_fields).toBe(0);
    expect(not_copied).toContainEqual({
      what: 'custom field "Reviewer"',
      reason: 'Tasks of that List do not have the field.',
    });
    expect(sandbox.requests.some(({ operation }) => operation === 'SetCustomFieldValue')).toBe(false);
  });

  test('once the copy exists, a failure is reported and the rest goes on', async () => {
    const { clickup } = sandboxClient({
      faults: [
        { kind: '500', operation: 'CreateChecklistItem', nth: 2 },
        { kind: 'reset-after', operation: 'SetCustomFieldValue', nth: 1 },
      ],
    });
    const { copied, not_copied } = await clickup.task.duplicate({ task_id });
    expect(copied).toMatchObject({ checklists: 1, checklist_items: 3, custom_fields: 5 });
    const failed = not_copied.map(({ what }) => what);
    expect(failed).toContain('checklist "Definition of done", item "Token format agreed with firmware"');
    const unknown = not_copied.filter(({ reason }) => reason.includes('answer was lost'));
    expect(unknown).toMatchObject([
      { reason: expect.stringMatching(/^UNKNOWN_OUTCOME: .*It may be there: look at the copy/) },
    ]);
  });

  test('a create that is refused, or whose answer is lost, is the error', async () => {
    const lost = sandboxClient({ faults: [{ kind: 'reset-before', operation: 'CreateTask' }] });
    const error = await failure(lost.clickup.task.duplicate({ task_id }));
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', details: { settled_by: 'clickup_task_list' } });
    expect(lost.sent().filter((operation) => operation === 'CreateTask')).toHaveLength(1);
    const missing = await failure(sandboxClient().clickup.task.duplicate({ task_id: '86czzzzzz' }));
    expect(missing.code).toBe('RESOURCE_NOT_FOUND');
  });

  test('dry_run plans the copy, its checklist and its fields', async () => {
    const { clickup } = sandboxClient();
    const planned = await clickup.task.duplicate({ task_id, dry_run: true });
    const { requests } = planned as unknown as { requests: { method: string; path: string }[] };
    expect(requests[0]).toMatchObject({ method: 'POST', path: `/v2/list/${LISTS.sprint24}/task` });
    expect(requests.length).toBeGreaterThan(8);
  });
});
