import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { FOLDERS, LISTS, SPACES, USERS } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { documentedTools } from '../support/documented-tools.js';

/** What each tool needs beside what it has by default. */
const given: Readonly<Record<string, unknown>> = {
  space: SPACES.engineering,
  folder: FOLDERS.platform,
  list: LISTS.bugs,
  project: LISTS.bugs,
  place: LISTS.bugs,
  assignee: String(USERS.priya),
  status: 'active',
  query: 'lock',
  since: 'last_week',
  alias: 'bugs',
  confirm: 'yes',
  name: 'A new one',
};
/** These are about a task, and the copy has none. */
const ofTask = ['get_task', 'get_task_hierarchy', 'get_task_time_breakdown'];

describe.each(kinds)('a copy without a task or an hour (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  let task = '';
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind);
    await fixture.sync();
    await fixture.db.query(
      'TRUNCATE cu.tasks, cu.time_entries, cu.task_assignees, cu.task_tags, cu.task_lists, cu.task_deps, cu.status_changes',
    );
    await fixture.call('add_project', { place: LISTS.bugs, alias: 'bugs' });
    task = (await fixture
      .call<{ task: { task_id?: string; id?: string } }>('create_task', {
        list: LISTS.bugs,
        name: 'One',
      })
      .then(({ task: made }) => made.task_id ?? made.id))!;
  });
  afterAll(() => fixture?.drop());

  // Those that take something away come last.
  const rank = (name: string): number =>
    ['clear_cache', 'refresh_projects', 'unmap_project', 'remove_project', 'invalidate_cache'].indexOf(name);
  const names = Object.values(documentedTools)
    .flat()
    .sort((a, b) => rank(a) - rank(b));

  it.skipIf(isAbsent).each(names)('%s answers, or says what is missing', async (name) => {
    const tool = analyticsTools.find((each) => each.name === name)!;
    const shape = tool.input.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
    const needed = Object.entries(shape).filter(([, type]) => !type.safeParse(undefined).success);
    const input = Object.fromEntries(needed.map(([key]) => [key, key === 'task' ? task : given[key]]));
    if (shape.confirm) input.confirm = 'yes';
    if (name === 'update_task') input.name = 'Another name';
    const answer = await fixture.clickup.call(name as never, input as never);
    if (answer.success)
      JSON.stringify(answer.data, (key, value) => {
        if (typeof value === 'number') expect([name, key, Number.isFinite(value)]).toEqual([name, key, true]);
        return value;
      });
    else {
      const expected = ofTask.includes(name) ? ['RESOURCE_NOT_FOUND'] : ['CONFLICT', 'RESOURCE_NOT_FOUND'];
      expect([name, expected.includes(answer.error.code)]).toEqual([name, true]);
      // The project is registered already, or was removed by the tool before.
      if (!ofTask.includes(name)) expect(name).toMatch(/^(add|map|remove|unmap|get|refresh)_(project|mapping)$/);
    }
  });
});
