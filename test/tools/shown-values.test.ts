import { describe, expect, it } from 'vitest';
import { LISTS, TASKS } from '../../src/sandbox/index.js';
import { everyTool } from '../support/catalog.js';
import { changedAnswers, changedReads } from '../support/changed-answers.js';
import { sandboxClient } from '../support/sandbox-client.js';

const guest = { id: 777, username: null, email: 'new.person@example.com' };

describe('a person without a user name', () => {
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    if ('username' in value) return { ...value, username: null, email: guest.email };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
  };
  const clickup = changedAnswers((body, { path }) => (/\/v2\/(user|team)$/.test(path) ? body : replaced(body)));

  it.each([
    ['clickup_task_get', { task_id: TASKS.offlineUnlock }],
    ['clickup_task_list', { list_id: LISTS.bugs }],
    ['clickup_task_search', { assignees: ['me'] }],
    ['clickup_time_list', {}],
    ['clickup_time_get', { task_id: TASKS.offlineUnlock }],
    ['clickup_time_get_report', {}],
    ['clickup_comment_list', { task_id: TASKS.greyButton }],
    ['clickup_goal_list', {}],
  ])('is called by the e-mail address in %s', async (tool, input) => {
    const envelope = await clickup.call(tool, input);
    expect(envelope).toMatchObject({ success: true });
    expect(JSON.stringify(envelope)).toContain(guest.email);
  });
});

/** Anything that looks like a time. */
const times = /\d{4}-\d\d-\d\dT\d\d:\d\d[^"\s,;]*/g;

describe('times in answers', () => {
  const examples = everyTool.flatMap(([name, { examples }]) =>
    examples.map((example, number) => [name, number, example] as const),
  );

  it.each(examples)(
    'of %s, example %i, have the offset of the zone in which dates are read',
    async (name, _, { input, before }) => {
      const { clickup } = sandboxClient({ timeZone: 'Asia/Kolkata' });
      for (const step of before ?? []) await clickup.call(step.tool, step.input);
      const envelope = await clickup.call(name, input);
      if (!envelope.success || input.dry_run) return;
      const shown = JSON.stringify(envelope.data).match(times) ?? [];
      for (const time of shown) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{3})?)?\+05:30$/);
    },
  );

  it('are in UTC where that is asked for, days without a time excepted', async () => {
    const clickup = changedReads(/none/, (body) => body, { times: 'utc' });
    const { task, resolved } = await clickup.task.create({
      list_id: LISTS.bugs,
      name: 'Ship',
      start_date: '2026-10-06',
      due_date: '2026-10-09 17:00',
    });
    expect(task).toMatchObject({ start_date: '2026-10-06', due_date: '2026-10-09T15:00Z' });
    expect(resolved).toMatchObject({ due_date: '2026-10-09T15:00Z' });
  });

  it('of the full form are the same, date-only ones as dates', async () => {
    const { clickup } = sandboxClient();
    const { task: made } = await clickup.task.create({
      list_id: LISTS.bugs,
      name: 'Ship',
      start_date: '2026-10-24',
      due_date: '2026-10-26 17:00',
    });
    const { task } = await clickup.task.get({ task_id: made.id, detail: 'full' });
    expect(task).toMatchObject({ start_date: '2026-10-24', due_date: '2026-10-26T17:00+01:00' });
  });

  it.each(['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'])(
    'keep the day %s, at the change of the clocks too',
    async (day) => {
      const { clickup } = sandboxClient();
      const { task } = await clickup.task.create({ list_id: LISTS.bugs, name: 'x', start_date: day, due_date: day });
      expect(task).toMatchObject({ start_date: day, due_date: day });
      const { list } = await clickup.list.create({
        space_id: '901700000101',
        name: 'Around the change',
        due_date: day,
      });
      expect(list).toMatchObject({ due_date: day });
      const { goal } = await clickup.goal.create({ name: 'Around the change', due_date: day });
      expect(goal).toMatchObject({ due_date: day });
    },
  );
});
