import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPS, LISTS, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture, copyOf } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';

// What the reports answer, and what the sandbox holds, is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;
type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

const hourMs = 3_600_000;
const rowsOf = ({ sandbox }: Fixture) => sandbox.snapshot().rows as unknown as Record<string, Answer[]>;

/** Who has a task: those who were assigned, then those whom its Teams bring. */
function peopleOf(fixture: Fixture, task: Answer): string[] {
  const groups = rowsOf(fixture).groups!;
  const brought = task.groupAssigneeIds.flatMap((id: string) => groups.find((group) => group.id === id)?.memberIds);
  return [...new Set<string>([...task.assigneeIds, ...brought])];
}

const assign = ({ clickup }: Fixture, task_id: string, body: object) =>
  clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: body as never });

describe.each(kinds)('tasks of Teams (%s)', (kind) => {
  const test = it.skipIf(isMissing(kind));

  test('count for everybody in the Team, in every report by person', async () => {
    const fixture = await analyticsFixture(kind);
    const { call, clock, sync } = fixture;
    await assign(fixture, TASKS.offlineUnlock, { group_assignees: { add: [GROUPS.design] } });
    const open = rowsOf(fixture).tasks!.filter(({ listId, deleted }) => listId === LISTS.bugs && !deleted);
    const nobodys = open.find(({ assigneeIds, parentId }) => assigneeIds.length === 0 && parentId === null) ?? open[0];
    await assign(fixture, nobodys.id, {
      assignees: { rem: nobodys.assigneeIds.map(Number) },
      group_assignees: { add: [GROUPS.backend, GROUPS.frontend] },
    });
    await sync();

    const { task } = await call<Answer>('get_task', { task: nobodys.id });
    expect(task).toMatchObject({
      teams: ['Backend', 'Frontend'],
      assignees: ['Priya Nair', 'Tomas Rivera', 'Samuel Okafor', 'Yuki Tanaka'],
    });
    const tasks = rowsOf(fixture).tasks!.filter(({ deleted, archived }) => !deleted && !archived);
    for (const assignee of Object.values(USERS)) {
      const found = await call<Answer>('get_tasks_by_assignee', { assignee, include_closed: true, limit: 500 }).catch(
        () => undefined,
      );
      const expected = tasks.filter((each) => peopleOf(fixture, each).includes(assignee)).map(({ id }) => id);
      if (found) expect(found.tasks.map(({ task_id }: Answer) => task_id).sort()).toEqual(expected.sort());
      else expect(expected).toEqual([]);
    }
    const { groups } = await call<Answer>('get_status_distribution', { group_by: 'user' });
    const counts: Record<string, number> = {};
    for (const each of tasks)
      for (const id of peopleOf(fixture, each).length > 0 ? peopleOf(fixture, each) : ['null'])
        counts[id] = (counts[id] ?? 0) + 1;
    expect(Object.fromEntries(groups.map(({ id, total }: Answer) => [String(id), total]))).toEqual(counts);

    // Parts of a shared task are all of it.
    const sumOf = (people: Answer[], key: string) => people.reduce((sum, each) => sum + each[key], 0);
    const split = await call<Answer>('get_workload', { shared: 'split' });
    const overdue = await call<Answer>('get_tasks', { limit: 500 });
    expect(sumOf(split.people, 'tasks')).toBeCloseTo(overdue.total, 1);

    await assign(fixture, nobodys.id, { group_assignees: { rem: [GROUPS.frontend] } });
    clock.advance(60_000);
    await sync();
    expect((await call<Answer>('get_task', { task: nobodys.id })).task.assignees).toEqual([
      'Priya Nair',
      'Tomas Rivera',
    ]);
    await fixture.drop();
  });

  test('cost one call where there are any, and none where not', async () => {
    const fixture = await analyticsFixture(kind);
    const { call, clock, sandbox, sync } = fixture;
    const reads = () => sandbox.requests.filter(({ operation }) => operation === 'GetUserGroups').length;
    await sync();
    expect(reads()).toBe(0);
    clock.advance(60_000);
    await assign(fixture, TASKS.offlineUnlock, { group_assignees: { add: [GROUPS.design] } });
    await sync();
    expect(reads()).toBe(1);
    clock.advance(60_000);
    await sync();
    expect(reads()).toBe(1);
    // Who is in a Team has no date: the audit of each hour looks.
    await call('clickup_team_update', { group_id: GROUPS.design, add_members: [USERS.priya] });
    clock.advance(hourMs);
    await sync();
    expect(reads()).toBe(2);
    expect((await call<Answer>('get_task', { task: TASKS.offlineUnlock })).task.assignees).toContain('Priya Nair');
    await fixture.drop();
  });

  test('are those of a fresh copy, whatever happened to tasks and Teams', async () => {
    const people = Object.values(USERS).slice(0, 6);
    const step = fc.record({
      task: fc.constantFrom(...Object.values(TASKS).slice(0, 8)),
      team: fc.constantFrom(...Object.values(GROUPS)),
      person: fc.constantFrom(...people),
      what: fc.constantFrom('team joins', 'team leaves', 'person joins', 'person leaves', 'enters team', 'leaves team'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        const fixture = await analyticsFixture(kind);
        const { clock, sync, db } = fixture;
        await sync();
        for (const { task, team, person, what } of steps) {
          const change = { [what.endsWith('leaves') || what === 'leaves team' ? 'rem' : 'add']: [] as unknown[] };
          const [how] = Object.keys(change);
          if (what.startsWith('team')) await assign(fixture, task, { group_assignees: { [how!]: [team] } });
          else if (what.startsWith('person')) await assign(fixture, task, { assignees: { [how!]: [Number(person)] } });
          else
            await fixture.clickup.api.PUT('/v2/group/{group_id}', {
              params: { path: { group_id: team } },
              body: { members: { add: [], rem: [], [how!]: [Number(person)] } } as never,
            });
          clock.advance(60_000);
          await sync();
        }
        clock.advance(hourMs);
        await sync();
        const known = await db.query<{ task_id: string; people: string[] }>(
          `SELECT task_id, array_agg(user_id::text ORDER BY position) AS people FROM cu.task_assignees
           WHERE workspace_id = $1 AND task_id = ANY($2::text[]) GROUP BY 1`,
          [WORKSPACE_ID, steps.map(({ task }) => task)],
        );
        const byId = new Map(known.map((row) => [row.task_id, row.people]));
        for (const { task } of steps) {
          const row = rowsOf(fixture).tasks!.find(({ id }) => id === task);
          expect(byId.get(task) ?? []).toEqual(peopleOf(fixture, row));
        }
        const incremental = await copyOf(db);
        await sync({ full: true });
        expect(await copyOf(db)).toEqual(incremental);
        await fixture.drop();
      }),
      { numRuns: kind === 'embedded' ? 1 : 4, seed: 15 },
    );
  });
});
