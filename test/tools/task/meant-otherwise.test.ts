import { describe, expect, it, test } from 'vitest';
import { COMMENTS, GOALS, LISTS, TASKS, VIEWS } from '../../../src/sandbox/index.js';
import { everyTool } from '../../support/catalog.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

describe('a search for something that names a task outright', () => {
  it.each(['https://app.clickup.com/t/86c131205', '86c131205', 'CU-86c131205', 'feature/CU-86c131205_Grey-button'])(
    'finds the task of %s',
    async (query) => {
      const { clickup } = sandboxClient();
      const found = await clickup.task.search({ query });
      expect(found).toMatchObject({ tasks: [{ id: TASKS.greyButton }], matched: 1, complete: true });
      expect(found.notes).toEqual([expect.stringContaining('names this task itself')]);
    },
  );

  it('finds it by its custom id', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.get({ task_id: 'ENG-96' });
    expect(await clickup.task.search({ query: 'ENG-96' })).toMatchObject({ tasks: [{ id: task?.id }], matched: 1 });
  });

  it('refuses the address of something else, and says what to do', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.search({ query: 'https://app.clickup.com/9011234567/v/li/901710000305' }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', message: expect.stringContaining('address of a list') });
    expect(error.suggestion).toContain('clickup_workspace_resolve');
  });

  it('looks for words that only look like an id as words', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.create({ list_id: LISTS.bugs, name: 'Move to utf8mb4 and SHA-256' });
    for (const query of ['utf8mb4', 'SHA-256'])
      expect((await clickup.task.search({ query })).tasks[0]?.name).toBe('Move to utf8mb4 and SHA-256');
  });

  it('looks for an emoji as it stands', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.create({ list_id: LISTS.bugs, name: '🚀 launch' });
    expect(await clickup.task.search({ query: '🚀' })).toMatchObject({ tasks: [{ name: '🚀 launch' }], matched: 1 });
  });
});

describe('null in an update', () => {
  it('is told to change nothing, with the words that clear', async () => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_task_update', {
      task_id: TASKS.greyButton,
      name: 'Renamed',
      due_date: null,
      priority: null,
    } as never);
    expect(envelope).toMatchObject({
      success: true,
      data: { notes: [expect.stringMatching(/^priority, due_date were null, which changes nothing.*"none" clears/)] },
    });
  });

  it.each([
    [
      'clickup_task_update_bulk',
      { changes: [{ task_ids: [TASKS.greyButton], name: 'x', due_date: null }] },
      'changes[0].due_date',
    ],
    ['clickup_list_update', { list_id: LISTS.bugs, name: 'x', due_date: null }, 'due_date'],
    ['clickup_time_update', { time_entry_id: '4231190000000000003', description: 'x', tags: null }, 'tags'],
    ['clickup_task_update', { task_id: TASKS.greyButton, name: 'x', assignees: { add: null } }, 'assignees.add'],
    ['clickup_task_update', { taskId: TASKS.greyButton, name: 'x', dueDate: null }, 'due_date'],
    [
      'clickup_task_update',
      { task_id: TASKS.greyButton, name: 'x', assignees: '{"add":["me"],"remove":null}' },
      'assignees.remove',
    ],
    [
      'clickup_task_update_bulk',
      { changes: JSON.stringify([{ task_ids: [TASKS.greyButton], name: 'x', dueDate: null }]) },
      'changes[0].due_date',
    ],
    ['clickup_task_update_bulk', { changes: { task_ids: [TASKS.greyButton], name: 'x', due_date: null } }, 'due_date'],
  ])('of %s is told, nested too', async (tool, input, argument) => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call(tool, { ...input, dry_run: true });
    expect(JSON.stringify(envelope)).toContain(`${argument} was null, which changes nothing`);
  });

  it('of a creation is the same as absent, and not worth a word', async () => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_task_create', {
      list_id: LISTS.bugs,
      name: 'x',
      due_date: null,
    } as never);
    expect(JSON.stringify(envelope)).not.toContain('null');
  });

  it('alone is no change, and the error names none', async () => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_task_update', { task_id: TASKS.greyButton, due_date: null } as never);
    expect(envelope).toMatchObject({ error: { suggested_action: expect.stringContaining('"none" clears') } });
  });

  const updates = everyTool.filter(([name, { effect }]) => effect === 'write' && /_update$/.test(name));
  const optional = updates.flatMap(([name, tool]) =>
    tool.parameters
      .filter(({ name: argument, required }) => !required && !['dry_run', 'confirm', 'workspace_id'].includes(argument))
      .map(({ name: argument }) => [name, argument, tool] as const),
  );
  it.each(optional)('of %s for %s beside another change is told', async (name, argument, tool) => {
    const { clickup } = sandboxClient({ plan: 'enterprise', rateLimit: false });
    const { input, before = [] } = tool.examples[0]!;
    for (const step of before) await clickup.call(step.tool, step.input);
    const envelope = await clickup.call(name as string, { ...input, [argument]: null, dry_run: true });
    // Without what the example changes there may be nothing to do, or nobody to do it to.
    const isMissed = !envelope.success && envelope.error.details?.parameter === argument;
    const isNamed = JSON.stringify(envelope).includes(`${argument} was null, which changes nothing`);
    expect(isNamed || isMissed || Object.hasOwn(input, argument), JSON.stringify(envelope)).toBe(true);
  });

  it.each([
    ['clickup_list_update', { list_id: LISTS.bugs, due_date: null }, 'due_date'],
    ['clickup_goal_update', { goal_id: GOALS.unlock, due_date: null }, 'due_date'],
    ['clickup_time_update', { time_entry_id: '4231190000000000003', duration: null }, 'duration'],
    ['clickup_comment_update', { comment_id: COMMENTS.greyButtonCause, assignee: null }, 'assignee'],
    ['clickup_view_update', { view_id: VIEWS.sprintList, group_by: null }, 'group_by'],
  ])('alone is why %s has nothing to do', async (tool, input, argument) => {
    const envelope = await sandboxClient().clickup.call(tool as string, input);
    expect(envelope).toMatchObject({
      error: {
        code: 'MISSING_PARAMETER',
        suggested_action: expect.stringContaining(`${argument} was null, which changes nothing`),
      },
    });
  });

  it('"none" clears an estimate', async () => {
    const { clickup } = sandboxClient();
    await clickup.task.update({ task_id: TASKS.greyButton, time_estimate: '2h' });
    const { task } = await clickup.task.update({ task_id: TASKS.greyButton, time_estimate: 'none' });
    expect(task).not.toHaveProperty('time_estimate');
  });
});

describe('an exact list of people', () => {
  it('says whom it takes off, in a dry run too', async () => {
    const { clickup } = sandboxClient();
    const task_id = TASKS.offlineUnlock;
    const { task } = await clickup.task.update({ task_id, assignees: ['Priya', 'Lena'] });
    expect(task.assignees).toHaveLength(2);
    const rehearsed = await clickup.call('clickup_task_update', { task_id, assignees: ['Priya'], dry_run: true });
    expect(JSON.stringify(rehearsed)).toContain('assignees: Lena Hoffmann would be taken off');
    const { notes } = await clickup.task.update({ task_id, assignees: ['Priya'] });
    expect(notes).toEqual([expect.stringMatching(/^assignees: Lena Hoffmann was taken off/)]);
    const again = await clickup.task.update({ task_id, assignees: { add: ['Lena'] } });
    expect(again).not.toHaveProperty('notes');
  });

  it('does so in bulk, with the task', async () => {
    const { clickup } = sandboxClient();
    const task_id = TASKS.offlineUnlock;
    await clickup.task.update({ task_id, assignees: ['Lena'] });
    const { notes } = await clickup.task.updateBulk({ changes: [{ task_ids: [task_id], assignees: ['Priya'] }] });
    expect(notes?.join()).toContain(`of task ${task_id}: Lena Hoffmann was taken off`);
  });
});

describe('a date that is given as a shift', () => {
  it('moves the date of a task and keeps its time of day', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'x', due_date: '2026-10-24 17:00' });
    const moved = await clickup.task.update({ task_id: task.id, due_date: '+3 days' });
    expect(moved).toMatchObject({
      task: { due_date: '2026-10-27T17:00+01:00', due_date_was: '2026-10-24T17:00+02:00' },
      resolved: { due_date: '2026-10-27T17:00+01:00' },
    });
  });

  it('moves each task of a bulk update from its own date', async () => {
    const { clickup } = sandboxClient();
    const dates = ['2026-10-09', '2026-10-24', '2026-10-09 08:30'];
    const tasks = await Promise.all(
      dates.map(async (due_date) => (await clickup.task.create({ list_id: LISTS.bugs, name: 'x', due_date })).task),
    );
    const ids = tasks.map(({ id }) => id);
    const { counts } = await clickup.task.updateBulk({ changes: [{ task_ids: ids, due_date: '+1 week' }] });
    expect(counts).toMatchObject({ succeeded: 3 });
    const { tasks: after } = await clickup.task.get({ task_ids: ids });
    expect(after?.map(({ due_date }) => due_date)).toEqual(['2026-10-16', '2026-10-31', '2026-10-16T08:30+02:00']);
  });

  it('is refused where there is no date, or no time of day to move by hours', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'x', start_date: '2026-10-09' });
    expect(await failure(clickup.task.update({ task_id: task.id, due_date: '+3 days' }))).toMatchObject({
      message: 'There is no due date yet that could be moved by +3 days',
    });
    expect(await failure(clickup.task.update({ task_id: task.id, start_date: '+3 hours' }))).toMatchObject({
      message: 'The start date 2026-10-09 cannot be moved by +3 hours',
    });
  });

  it('moves the date of a List, a goal and a time entry from where it is', async () => {
    const { clickup } = sandboxClient();
    const { list } = await clickup.list.update({ list_id: LISTS.sprint25, due_date: '+1 week' });
    expect(list.due_date).toBe('2026-11-01');
    const { goal: before } = await clickup.goal.update({ goal_id: GOALS.unlock, due_date: '2026-12-10' });
    const { goal } = await clickup.goal.update({ goal_id: GOALS.unlock, due_date: '-2 days' });
    expect([before.due_date, goal.due_date]).toEqual(['2026-12-10', '2026-12-08']);
    const time_entry_id = '4231190000000000003';
    const { entry } = await clickup.time.update({ time_entry_id, start: '-30m' });
    expect(entry).toMatchObject({ start: '2026-10-02T09:30+02:00', end: '2026-10-02T11:15+02:00' });
    const { entry: moved } = await clickup.time.update({ time_entry_id, start: '+1 day', end: '+1 day' });
    expect(moved).toMatchObject({ start: '2026-10-03T09:30+02:00', end: '2026-10-03T11:15+02:00' });
  });

  it('is counted from now in a creation', async () => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'x', due_date: '+3 days' });
    expect(task.due_date).toBe('2026-10-08');
  });
});

describe('values in the forms of other programs', () => {
  it('custom fields as JSON text, also inside, and as a list of id and value', async () => {
    const { clickup } = sandboxClient();
    const { fields } = await clickup.customField.list({ list_id: LISTS.bugs });
    const platforms = fields.find(({ name }) => name === 'Platforms')!;
    const [first] = platforms.labels ?? [];
    const set = await clickup.customField.set({
      task_ids: [TASKS.greyButton],
      fields: { Platforms: JSON.stringify([first]) },
    });
    expect(set.results).toMatchObject([{ value: [first] }]);
    const changed = await clickup.customField.set({
      task_ids: [TASKS.greyButton],
      fields: { Platforms: { remove: JSON.stringify([first]) } },
    });
    expect(changed.results).toMatchObject([{ status: 'succeeded' }]);
    const envelope = await clickup.call('clickup_task_create', {
      list_id: LISTS.bugs,
      name: 'x',
      custom_fields: [{ id: platforms.id, value: [first] }] as never,
      dry_run: true,
    });
    expect(JSON.stringify(envelope)).toContain(platforms.id);
  });

  test('tags in one text with commas are several tags, and that is told', async () => {
    const { clickup } = sandboxClient();
    const { task, notes } = await clickup.task.create({ list_id: LISTS.bugs, name: 'x', tags: ['bug, frontend'] });
    expect(task.tags?.toSorted()).toEqual(['bug', 'frontend']);
    expect(notes?.join()).toContain('was read as 2 tags');
    const { tags } = await clickup.task.updateTags({ task_id: task.id, remove: ['bug,frontend'] });
    expect(tags).toEqual([]);
  });

  const tags = 'Planning, review';
  it.each<[string, object, string]>([
    ['clickup_task_create', { list_id: LISTS.bugs, name: 'x', tags }, 'tags'],
    ['clickup_task_create_bulk', { list_id: LISTS.bugs, tasks: [{ name: 'x', tags }] }, 'tasks[0].tags'],
    ['clickup_task_update_tags', { task_id: TASKS.greyButton, add: tags }, 'add'],
    ['clickup_task_list', { list_id: LISTS.bugs, tags }, 'tags'],
    ['clickup_task_search', { tags }, 'tags'],
    ['clickup_time_create', { start: 'today 8:00', duration: '1h', tags }, 'tags'],
    ['clickup_time_start', { tags }, 'tags'],
    ['clickup_time_update', { time_entry_id: '4231190000000000003', tags: { add: tags } }, 'tags.add'],
    ['clickup_time_update', { time_entry_id: '4231190000000000003', tags }, 'tags.set'],
    ['clickup_time_list', { tags }, 'tags'],
    ['clickup_time_get_report', { tags }, 'tags'],
    ['clickup_time_get_report', { task_tags: tags }, 'task_tags'],
  ])('%s %j reads two tags, and says so', async (tool, input, argument) => {
    const { clickup, sandbox } = sandboxClient({ rateLimit: false });
    const envelope = await clickup.call(tool, input);
    expect(envelope).toMatchObject({ success: true });
    expect(JSON.stringify(envelope)).toContain(`${argument}: \\"Planning, review\\" was read as 2 tags.`);
    const sent = JSON.stringify(sandbox.requests.map(({ path, body }) => [decodeURIComponent(path), body]));
    expect(sent).not.toMatch(/planning, ?review/i);
  });

  test('tags to filter by may be written in capitals', async () => {
    const { clickup } = sandboxClient();
    const [lower, upper] = await Promise.all(
      ['bug', ' BUG '].map((tag) => clickup.task.list({ list_id: LISTS.sprint24, tags: [tag] })),
    );
    expect(lower?.tasks.length).toBeGreaterThan(0);
    expect(upper?.tasks).toEqual(lower?.tasks);
  });

  test('person 0 is nobody', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id: TASKS.greyButton, assignees: [0] }));
    expect(error.message).toContain("0 is nobody's id");
  });

  test('whoever is not found as a person may be a user group', async () => {
    const { clickup } = sandboxClient();
    const error = await failure(
      clickup.task.update({ task_id: TASKS.greyButton, assignees: { add: ['Platform team'] } }),
    );
    expect(error.suggestion).toContain('clickup_team_list');
  });

  test('base64 with one sign too many is read, and what is none is refused as such', async () => {
    const { clickup } = sandboxClient();
    const file = (content_base64: string) =>
      clickup.task.attachFile({ task_id: TASKS.greyButton, content_base64, name: 'a.txt' });
    expect(await file('aGk==')).toMatchObject({ attachment: { title: 'a.txt' } });
    expect(await failure(file('a=Gk'))).toMatchObject({ code: 'INVALID_PARAMETER' });
  });
});
