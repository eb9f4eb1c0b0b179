import { describe, expect, test } from 'vitest';
import type { TaskUpdateChecklistsInput } from '../../../generated/contracts.js';
import { TASKS, USERS } from '../../../src/sandbox/index.js';
import { changedAnswers } from '../../support/changed-answers.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.offlineUnlock;
const done = 'Definition of done';
const empty = TASKS.greyButton;

type Items = readonly { name: string; resolved: boolean; assignee?: string; children?: Items }[];

/** `[x] name (person)`, nested under their parent. */
const outline = (items: Items = []): unknown[] =>
  items.flatMap(({ name, resolved, assignee, children }) => [
    `[${resolved ? 'x' : ' '}] ${name}${assignee ? ` (${assignee})` : ''}`,
    ...(children?.length ? [outline(children)] : []),
  ]);

describe('clickup_task_update_checklists', () => {
  test('creates a checklist, then ticks, assigns, renames and nests what it has just created', async () => {
    const { clickup } = sandboxClient();
    const { checklists, results, counts } = await clickup.task.updateChecklists({
      task_id: empty,
      changes: [
        { action: 'add', checklist: 'Release', items: ['Tag', 'Build', 'Notes'] },
        { action: 'update', checklist: 'release', items: ['Tag'], resolved: true, assignee: 'me' },
        { action: 'update', items: ['Build'], name: 'Build for iOS', parent: 'Tag' },
        { action: 'add', items: ['Build for Android'], parent: 'Tag', assignee: USERS.yuki },
        { action: 'update', checklist: 'Release', name: 'Release 2.5' },
      ],
    });
    expect(counts).toMatchObject({ total: 8, succeeded: 8 });
    expect(results.map(({ change, item, outcome }) => [change, item, outcome])).toEqual([
      [0, undefined, 'created'],
      [0, 'Tag', 'created'],
      [0, 'Build', 'created'],
      [0, 'Notes', 'created'],
      [1, 'Tag', 'updated'],
      [2, 'Build', 'updated'],
      [3, 'Build for Android', 'created'],
      [4, undefined, 'updated'],
    ]);
    expect(checklists.map(({ name }) => name)).toEqual(['Release 2.5']);
    expect(outline(checklists[0]?.items)).toEqual([
      '[x] Tag (Lena Hoffmann)',
      ['[ ] Build for iOS', '[ ] Build for Android (Yuki Tanaka)'],
      '[ ] Notes',
    ]);
  });

  test('"none" takes the person off and brings an item to the top', async () => {
    const { clickup } = sandboxClient();
    const [first, second] = ['Threat model reviewed', 'Works in flight mode'];
    await clickup.task.updateChecklists({
      task_id,
      changes: [{ action: 'update', items: [second], parent: first, assignee: 'Priya Nair' }],
    });
    const { checklists } = await clickup.task.updateChecklists({
      task_id,
      changes: [{ action: 'update', items: [second], parent: 'none', assignee: 'none', resolved: false }],
    });
    expect(outline(checklists[0]?.items)).toContain(`[ ] ${second}`);
  });

  test('deletes items and whole checklists only with confirm, and sends nothing before', async () => {
    const { clickup, sandbox } = sandboxClient();
    const changes = [
      { action: 'delete' as const, items: ['Works in flight mode'] },
      { action: 'add' as const, checklist: 'Other', items: ['One'] },
      { action: 'delete' as const, checklist: 'Other' },
    ];
    const error = await failure(clickup.task.updateChecklists({ task_id, changes }));
    expect(error).toMatchObject({ code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining('"Other"') });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
    const { checklists } = await clickup.task.updateChecklists({ task_id, changes, confirm: 'yes' });
    expect(checklists.map(({ name }) => name)).toEqual([done]);
    expect(checklists[0]?.items.map(({ name }) => name)).not.toContain('Works in flight mode');
  });

  test('takes ids, and names candidates where a name is not unique', async () => {
    const { clickup } = sandboxClient();
    const { checklists } = await clickup.task.updateChecklists({
      task_id: empty,
      changes: [{ action: 'add', checklist: 'Twice', items: ['Same', 'Same'] }],
    });
    const [first, second] = checklists[0]?.items ?? [];
    const error = await failure(
      clickup.task.updateChecklists({
        task_id: empty,
        changes: [{ action: 'update', items: ['same'], resolved: true }],
      }),
    );
    expect(error.code).toBe('AMBIGUOUS_REFERENCE');
    expect(error.details).toMatchObject({ allowed_values: [first?.id, second?.id] });
    const ticked = await clickup.task.updateChecklists({
      task_id: empty,
      changes: [{ action: 'update', items: [second?.id ?? ''], resolved: true }],
    });
    expect(outline(ticked.checklists[0]?.items)).toEqual(['[ ] Same', '[x] Same']);
  });

  test('add without items says when the checklist is already there', async () => {
    const { clickup, sent } = sandboxClient();
    const { results } = await clickup.task.updateChecklists({ task_id, changes: [{ action: 'add', checklist: done }] });
    expect(results).toEqual([
      { change: 0, action: 'add', checklist: done, status: 'succeeded', outcome: 'already there' },
    ]);
    expect(sent()).toEqual(['GetTask', 'GetTask']);
  });

  test.each([
    [{ action: 'update', checklist: 'Definition of dne', name: 'x' }, 'INVALID_PARAMETER', done],
    [{ action: 'update', items: ['Threat model'], resolved: true }, 'INVALID_PARAMETER', 'Threat model reviewed'],
    [{ action: 'update', checklist: done, resolved: true }, 'INVALID_PARAMETER', 'Name them in items'],
    [{ action: 'update', checklist: done }, 'INVALID_PARAMETER', 'Give name'],
    [
      { action: 'update', items: ['Threat model reviewed', 'Works in flight mode'], name: 'x' },
      'INVALID_PARAMETER',
      'one by one',
    ],
    [
      { action: 'update', items: ['Works in flight mode'], parent: 'Works in flight mode' },
      'INVALID_PARAMETER',
      'another item',
    ],
    [{ action: 'add', checklist: 'New', name: 'x' }, 'INVALID_PARAMETER', 'checklist'],
    [{ action: 'add', checklist: 'New', items: [' '] }, 'MISSING_PARAMETER', 'name'],
    [{ action: 'delete' }, 'MISSING_PARAMETER', 'name'],
    [{ action: 'delete', items: ['Works in flight mode'], resolved: true }, 'INVALID_PARAMETER', 'update'],
  ] as const)('refuses %j before it writes', async (change, code, hint) => {
    const { clickup, sandbox } = sandboxClient();
    const error = await failure(
      clickup.task.updateChecklists({
        task_id,
        changes: [{ ...change, items: 'items' in change ? [...change.items] : undefined } as never],
        confirm: 'yes',
      }),
    );
    expect(error).toMatchObject({ code, suggestion: expect.stringContaining(hint) });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('an empty list of changes, and a checklist that has to be named', async () => {
    const { clickup } = sandboxClient();
    expect(await failure(clickup.task.updateChecklists({ task_id, changes: [] }))).toMatchObject({
      code: 'MISSING_PARAMETER',
    });
    const missing = await failure(
      clickup.task.updateChecklists({ task_id: empty, changes: [{ action: 'add', items: ['x'] }] }),
    );
    expect(missing).toMatchObject({
      code: 'MISSING_PARAMETER',
      suggestion: expect.stringContaining('creates the first'),
    });
  });

  test('skips what builds on a step that failed, and goes on with the rest', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: '500', operation: 'CreateChecklist', nth: 1 }] });
    const { results, counts } = await clickup.task.updateChecklists({
      task_id,
      changes: [
        { action: 'add', checklist: 'Lost', items: ['a'] },
        { action: 'update', items: ['a'], resolved: true },
        { action: 'update', items: ['Works in flight mode'], resolved: true },
      ],
    });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped', 'succeeded']);
    expect(results[1]?.error?.message).toContain('"Lost" was not created');
    expect(counts).toEqual({ total: 4, succeeded: 1, failed: 1, unknown: 0, skipped: 2 });
  });

  test('dry_run plans every step, those on new items too', async () => {
    const { clickup } = sandboxClient();
    const planned = await clickup.task.updateChecklists({
      task_id: empty,
      changes: [
        { action: 'add', checklist: 'Release', items: ['Tag'], resolved: true },
        { action: 'delete', checklist: 'Release' },
      ],
      dry_run: true,
    });
    const { requests } = planned as unknown as { requests: { method: string }[] };
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT', 'DELETE']);
  });
});

describe('an answer without the id of what was created', () => {
  const release: TaskUpdateChecklistsInput['changes'][number] = { action: 'add', checklist: 'Release', items: ['Tag'] };
  const withoutIds = (left: string) =>
    changedAnswers((body, { method, path }) => (method === 'POST' && path.endsWith(left) ? { checklist: {} } : body));

  test.each(['/checklist', '/checklist_item'])('of a POST to %s: it is looked for in the task', async (left) => {
    const { results } = await withoutIds(left).task.updateChecklists({ task_id: empty, changes: [release] });
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
  });
});
