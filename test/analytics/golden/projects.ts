import { expect } from 'vitest';
import { expectRisks, staysOf } from './insights.js';
import { expectProgress, expectWorkload, progressOf } from './tasks.js';
import {
  type Answer,
  type Check,
  countBy,
  dayMs,
  figures,
  hourMs,
  hours,
  mean,
  quantile,
  round,
  sum,
  type Task,
  type World,
} from './world.js';

const isThere = (row: Answer) => !row.deleted && !row.archived;

/** What discovery shows of places: tasks and open tasks of each. */
function places(world: World, where: (place: { kind: string; id: string; row: Answer }) => boolean): Answer[] {
  const { rows, live, isOpen, truth } = world;
  const kinds = { space: rows.spaces!, folder: rows.folders!, list: rows.lists! };
  return Object.entries(kinds).flatMap(([kind, all]) =>
    all
      .filter((row) => isThere(row) && where({ kind, id: row.id, row }))
      .map((row) => {
        const inside = live(
          (task) =>
            ({ space: task.spaceId, folder: truth.lists.get(task.listId)?.folderId ?? '', list: task.listId })[
              kind as 'space'
            ] === row.id,
        );
        return { kind, id: row.id, name: row.name, tasks: inside.length, open: inside.filter(isOpen).length };
      }),
  );
}

function expectPlaces(found: readonly Answer[], expected: readonly Answer[]): void {
  expect(expected.length).toBeGreaterThan(0);
  const shown = found.map(({ kind, id, name, tasks, open }) => ({ kind, id, name, tasks, open }));
  const by = (a: Answer, b: Answer) => (a.id < b.id ? -1 : 1);
  expect([...shown].sort(by)).toEqual([...expected].sort(by));
}

/** The full weeks before this one, and this one: their first days and what was completed in each. */
const pointsOf = ({ points }: Task): number => points ?? 0;

function weeksOf({ span, completedIn, truth, inProject }: World, count: number) {
  const { from } = span('this_week');
  return Array.from({ length: count + 1 }, (_, index) => {
    const [start, end] = [from - (count - index) * 7 * dayMs, from - (count - index - 1) * 7 * dayMs];
    const done = completedIn(start, end).filter(inProject);
    return {
      completed: done.length,
      sprint_points: sum(done.map(pointsOf)),
      estimate_hours: hours(sum(done.map(truth.estimateOf))),
      tracked_hours: hours(sum(done.map(({ id }) => truth.ownTime(id)))),
    };
  });
}

const label = ({ total, completed, by_category }: ReturnType<typeof progressOf>): string => {
  const open = (by_category.active ?? 0) + (by_category.not_started ?? 0);
  if (total === 0) return 'empty';
  if (open === 0) return 'completed';
  if (open > 50) return 'overloaded';
  return open > 20 && (100 * completed) / total < 20 ? 'stagnant' : 'good';
};

/** The share at the end of each week, from when tasks were made and completed, and from what the world itself did. */
async function expectCompletionByWeek(world: World): Promise<void> {
  const { ask, project, span, live, inProject, truth, since, now, completedAt, isComplete } = world;
  const { by_week, all } = await ask('get_project_completion_rate', { project, weeks: 5 });
  const week = span('this_week').from;
  expect(by_week.map(({ week_from }: Answer) => week_from)).toEqual(
    [5, 4, 3, 2, 1, 0].map((ago) => new Date(week - ago * 7 * dayMs + 12 * hourMs).toISOString().slice(0, 10)),
  );
  const stays = staysOf(world);
  const isAt = (task: Task, end: number): 'completed' | 'open' | undefined => {
    const stay = stays.filter(({ task: { id }, at }) => id === task.id && at < end).at(-1);
    if (end <= since) {
      if (task.dateCreated >= end) return undefined;
      const first = stays.find(({ task: { id } }) => id === task.id)!;
      if (first.category === 'cancelled') return undefined;
      // When it was completed before it was reopened is not known any more.
      const hasMoved = world.moves.some(({ id }) => id === task.id);
      return isComplete(task) && !hasMoved && completedAt(task) < end ? 'completed' : 'open';
    }
    if (!stay || stay.category === 'cancelled') return undefined;
    return ['done', 'closed'].includes(stay.category) ? 'completed' : 'open';
  };
  for (const [index, row] of (by_week as Answer[]).entries()) {
    const end = Math.min(now, week - (4 - index) * 7 * dayMs);
    const there = live(inProject).filter((task) => isAt(task, end) !== undefined);
    const done = there.filter((task) => isAt(task, end) === 'completed');
    const share = (of: (task: Task) => number) => {
      const whole = sum(there.map(of));
      return whole > 0 ? round(sum(done.map(of)) / whole, 3) : null;
    };
    expect(row).toMatchObject({
      completed: done.length,
      total: there.length,
      rate: share(() => 1),
      rate_by_points: share(pointsOf),
      rate_by_estimate: share(truth.estimateOf),
    });
  }
  expect(by_week.at(-1)).toMatchObject(all);
}

/** Reports on a project. */
export const intelligence: Record<string, Check> = {
  async get_project_health_score(world) {
    const { ask, project, live, inProject, category, isOpen, isComplete, isBlocked, isOverdue, truth, now } = world;
    const share = (part: number, of: number, none: number) => (of === 0 ? none : (100 * part) / of);
    const all = live(inProject);
    const isStale = ({ dateUpdated }: Task) => dateUpdated < now - 5 * dayMs;
    const assigned = ({ assigneeIds }: Task) => assigneeIds.length > 0;
    const active = all.filter((task) => category(task) === 'active');
    const roots = all.filter(({ parentId }) => parentId === null);
    const hasEstimate = (task: Task): boolean =>
      truth.estimateOf(task) > 0 || all.some((child) => child.parentId === task.id && hasEstimate(child));
    const late = active.filter(({ dueDate }) => dueDate !== null && dueDate < now);
    const finished = all.filter((task) => isComplete(task) || category(task) === 'cancelled');
    const classic =
      0.3 * Math.max(0, 100 - (200 * late.length) / active.length) +
      0.2 * (100 - share(active.filter(isStale).length, active.length, 0)) +
      0.25 * share(finished.length, all.length, 0) +
      0.15 * share(active.filter(assigned).length, active.length, 100) +
      0.1 * share(roots.filter(hasEstimate).length, roots.length, 0);
    const first = await ask('get_project_health_score', { project, formula: 'classic' });
    expect(first.score).toBe(Math.round(classic));
    expect(first.grade).toBe(classic >= 89.5 ? 'A' : classic >= 74.5 ? 'B' : classic >= 49.5 ? 'C' : 'F');

    const counted = all.filter((task) => category(task) !== 'cancelled');
    const open = counted.filter(isOpen);
    const estimated = counted.filter((task) => truth.estimateOf(task) > 0);
    const inTime = estimated.filter((task) => truth.ownTime(task.id) <= truth.estimateOf(task));
    const parts: Record<string, [counted: number, among: number, score: number, weight: number]> = {};
    const twice = (some: readonly Task[]) => Math.max(0, 100 - 2 * share(some.length, open.length, 0));
    const part = (name: string, some: readonly Task[], of: readonly Task[], score: number, weight: number) => {
      parts[name] = [some.length, of.length, score, weight];
    };
    part('time', inTime, estimated, share(inTime.length, estimated.length, 0), 0.25);
    part(
      'completion',
      counted.filter(isComplete),
      counted,
      share(counted.filter(isComplete).length, counted.length, 0),
      0.25,
    );
    part('blockers', open.filter(isBlocked), open, twice(open.filter(isBlocked)), 0.2);
    part('overdue', open.filter(isOverdue), open, twice(open.filter(isOverdue)), 0.15);
    part('freshness', open.filter(isStale), open, 100 - share(open.filter(isStale).length, open.length, 0), 0.1);
    part('assignment', open.filter(assigned), open, share(open.filter(assigned).length, open.length, 100), 0.05);
    const found = await ask('get_project_health_score', { project });
    for (const { component, counted: count, among, score, weight } of found.components)
      expect([component, count, among, score, weight]).toEqual([
        component,
        ...parts[component]!.slice(0, 2),
        round(parts[component]![2], 1),
        parts[component]![3],
      ]);
    const score = Math.round(sum(Object.values(parts).map(([, , each, weight]) => each * weight)));
    expect(found.components).toHaveLength(6);
    expect(found.score).toBe(score);
    expect(found.grade).toBe(score >= 90 ? 'A' : score >= 80 ? 'B' : score >= 70 ? 'C' : score >= 60 ? 'D' : 'F');
  },
  async get_project_daily_standup(world) {
    const { ask, project, truth, span, live, inProject, isOpen, isBlocked, category, completedIn, now, local } = world;
    const standup = await ask('get_project_daily_standup', { project, limit: 100 });
    const day = span('yesterday').firstDay;
    expect(standup.since).toBe(day);
    const { from } = span(day);
    const done = completedIn(from, now).filter(inProject);
    const open = live((task) => inProject(task) && isOpen(task));
    const time = truth.time(span(day), ({ userId }, _, task) => (task && inProject(task as Task) ? userId : undefined));
    expect(standup).toMatchObject({
      completed: done.length,
      in_progress: open.filter((task) => category(task) === 'active').length,
      blocked: open.filter(isBlocked).length,
    });
    const ids = (rows: readonly Answer[]) => rows.map(({ task_id }) => task_id).sort();
    const own = (some: readonly Task[]) => some.map(({ id }) => id).sort();
    const people = new Set(standup.people.map(({ user_id }: Answer) => String(user_id)));
    for (const id of [...Object.keys(time), ...[...done, ...open].flatMap(({ assigneeIds }) => assigneeIds)])
      expect(people.has(id)).toBe(true);
    const today = local(now, { dateStyle: 'short' });
    for (const row of standup.people) {
      const isMine = ({ assigneeIds }: Task) => assigneeIds.includes(String(row.user_id));
      const mine = open.filter(isMine);
      expect(row.tracked_ms).toBe(time[row.user_id] ?? 0);
      expect(ids(row.completed)).toEqual(own(done.filter(isMine)));
      expect(ids(row.in_progress)).toEqual(own(mine.filter((task) => category(task) === 'active')));
      expect(ids(row.blocked)).toEqual(own(mine.filter(isBlocked)));
      const isToday = ({ dueDate }: Task) => dueDate !== null && local(dueDate, { dateStyle: 'short' }) === today;
      expect(ids(row.due_today)).toEqual(own(mine.filter(isToday)));
    }
  },
  async get_project_weekly_digest(world) {
    const { ask, project, truth, span, tasks, inProject, completedIn, nameOf, live } = world;
    for (const period of ['this_week', 'last_week']) {
      const { from, to } = span(period);
      const digest = await ask('get_project_weekly_digest', { project, period });
      const done = completedIn(from, to).filter(inProject);
      const created = tasks.filter((task) => inProject(task) && task.dateCreated >= from && task.dateCreated < to);
      const time = truth.time(span(period), ({ userId }, _, task) =>
        task && inProject(task as Task) ? userId : undefined,
      );
      const before = [1, 2, 3, 4].map(
        (week) => completedIn(from - week * 7 * dayMs, from - (week - 1) * 7 * dayMs).filter(inProject).length,
      );
      expect(digest).toMatchObject({
        completed: done.length,
        created: created.length,
        net: created.length - done.length,
        mean_completed_of_four_weeks: round(mean(before)),
        time: { tracked_ms: sum(Object.values(time)) },
      });
      expect(figures(digest.contributors, 'user_id', 'tracked_ms')).toEqual(time);
      expect(digest.completed_by_person).toEqual(
        countBy(
          done.flatMap(({ assigneeIds }) => assigneeIds),
          (id) => nameOf(id)!,
        ),
      );
      world.expectTasks(
        digest.completed_tasks,
        done.length <= 20 ? done : digest.completed_tasks.map((each: Answer) => truth.taskOf(each.task_id)),
      );
      expectProgress(world, digest.progress, live(inProject));
    }
  },
  async get_project_blockers(world) {
    const { ask, project, live, inProject, isOpen, isBlocked, category, now, truth } = world;
    const found = await ask('get_project_blockers', { project, stale_days: 5, limit: 500 });
    const open = live((task) => inProject(task) && isOpen(task));
    const holds = ({ id }: Task) =>
      truth.dependencies.some(({ taskId, dependsOn }) => {
        const held = truth.taskOf(taskId) as Task | undefined;
        return dependsOn === id && held !== undefined && isOpen(held);
      });
    world.expectTasks(found.blocked, open.filter(isBlocked));
    world.expectTasks(
      found.waiting,
      open.filter(({ status }) => status.includes('wait')),
    );
    world.expectTasks(found.blocking, open.filter(holds));
    world.expectTasks(
      found.stale,
      open.filter((task) => category(task) === 'active' && task.dateUpdated < now - 5 * dayMs),
    );
    for (const { task_id, waits_on } of found.blocked)
      expect(waits_on).toEqual(world.openDeps(truth.taskOf(task_id) as Task));
    const cut = await ask('get_project_blockers', { project, stale_days: 5, limit: 1 });
    const { totals, truncated: _, ...kinds } = cut;
    for (const [kind, tasks] of Object.entries(kinds).filter(([, value]) => Array.isArray(value))) {
      expect(totals[kind]).toBe(found[kind].length);
      // Those that nobody touched for longest.
      const untouched = (row: Answer) => (truth.taskOf(row.task_id) as Task).dateUpdated;
      expect(tasks).toEqual(found[kind].slice(0, 1));
      expect(found[kind].map(untouched)).toEqual(found[kind].map(untouched).sort((a: number, b: number) => a - b));
    }
    expect(cut.truncated).toBe(true);
  },
  get_project_at_risk: (world) =>
    expectRisks(world, 'get_project_at_risk', { project: world.project }, world.inProject),
  async get_project_team_workload(world) {
    const found = await world.ask('get_project_team_workload', { project: world.project, week_hours: 10 });
    expectWorkload(world, found, world.live(world.inProject), 'split');
  },
  async get_workspace_folderless_lists(world) {
    const found = await world.ask('get_workspace_folderless_lists');
    expectPlaces(
      found.lists,
      places(world, ({ kind, row }) => kind === 'list' && row.folderId === null),
    );
  },
  async get_project_statuses({ ask, tasks, statusesOf, places: { list } }) {
    const { used, defined, unused } = await ask('get_project_statuses', { project: list });
    const inList = tasks.filter(({ listId }) => listId === list);
    expect(figures(used, 'status', 'tasks')).toEqual(countBy(inList, ({ status }) => status));
    const all = statusesOf(inList[0]!).map(({ status, type }: Answer) => ({ status, type }));
    expect(defined.map(({ status, type }: Answer) => ({ status, type }))).toEqual(all);
    const names = new Set(inList.map(({ status }) => status));
    expect(unused).toEqual(all.map(({ status }: Answer) => status).filter((name: string) => !names.has(name)));
  },
  async get_project_completion_rate(world) {
    const { ask, project, live, inProject, category, isComplete, truth } = world;
    const found = await ask('get_project_completion_rate', { project });
    expect(found.by_week).toBeUndefined();
    await expectCompletionByWeek(world);
    const counted = live((task) => inProject(task) && category(task) !== 'cancelled');
    const parents = new Set(counted.map(({ parentId }) => parentId));
    for (const [rate, some] of [
      [found.all, counted],
      [found.top_tasks, counted.filter(({ parentId }) => parentId === null)],
      [found.without_subtasks, counted.filter(({ id }) => !parents.has(id))],
    ] as const) {
      const done = some.filter(isComplete);
      expect(rate).toEqual({
        total: some.length,
        completed: done.length,
        rate: round(done.length / some.length, 3),
        rate_by_points:
          sum(some.map(pointsOf)) > 0 ? round(sum(done.map(pointsOf)) / sum(some.map(pointsOf)), 3) : null,
        rate_by_estimate: round(sum(done.map(truth.estimateOf)) / sum(some.map(truth.estimateOf)), 3),
      });
    }
  },
  async get_project_velocity(world) {
    const found = await world.ask('get_project_velocity', { project: world.project, weeks: 6 });
    const weeks = weeksOf(world, 6);
    expect(found.weeks.concat(found.current_week).map(({ week_from: _, ...week }: Answer) => week)).toEqual(weeks);
    const counts = weeks.slice(0, -1).map(({ completed }) => completed);
    const open = world.live((task) => world.inProject(task) && world.isOpen(task)).length;
    const middle = mean(counts);
    const slope =
      sum(counts.map((value, index) => (index - 2.5) * (value - middle))) /
      sum(counts.map((_, index) => (index - 2.5) ** 2));
    const pace = (share: number) => {
      const each = quantile(counts, share);
      return each > 0 ? round(open / each, 1) : null;
    };
    expect(found).toMatchObject({
      mean: round(middle),
      median: round(quantile(counts, 0.5)),
      deviation: round(Math.sqrt(mean(counts.map((value) => (value - middle) ** 2)))),
      trend_per_week: round(slope),
      open_tasks: open,
      weeks_left: { likely: pace(0.5), slow: pace(0.2), fast: pace(0.8) },
    });
  },
};

/** The registry and the copy, from what stands in it; the last ones change it. */
export const registry: Record<string, Check> = {
  async discover_projects(world) {
    for (const level of ['space', 'folder', 'list', 'project'] as const) {
      const found = await world.ask('discover_projects', { level });
      expectPlaces(
        found.places,
        places(world, ({ kind, row }) =>
          level === 'project' ? kind === 'folder' || (kind === 'list' && row.folderId === null) : kind === level,
        ),
      );
    }
  },
  async discover_space(world) {
    const found = await world.ask('discover_space', { space: world.places.space });
    expectPlaces(
      found.places,
      places(world, ({ row }) => row.spaceId === world.places.space),
    );
  },
  async discover_folder(world) {
    const found = await world.ask('discover_folder', { folder: world.places.folder });
    expectPlaces(
      found.places,
      places(world, ({ row }) => row.folderId === world.places.folder),
    );
  },
  async add_project({ ask, db, places: { list } }) {
    expect(await ask('add_project', { place: list })).toEqual({
      project: { alias: 'bugs', kind: 'list', id: list, name: 'Bugs' },
    });
    expect(await db.query('SELECT alias, scope_kind, scope_id FROM cu.projects')).toEqual([
      { alias: 'bugs', scope_kind: 'list', scope_id: list },
    ]);
  },
  async map_project({ ask, db, places: { folder } }) {
    await ask('map_project', { place: folder, alias: 'The Platform' });
    expect(await db.query('SELECT alias, scope_id FROM cu.projects ORDER BY alias')).toContainEqual({
      alias: 'the-platform',
      scope_id: folder,
    });
  },
  async list_projects(world) {
    await expectListed(world, 'list_projects');
  },
  async list_mappings(world) {
    await expectListed(world, 'list_mappings');
  },
  async get_mapping({ ask, places: { folder } }) {
    expect((await ask('get_mapping', { alias: 'the-platform' })).project).toMatchObject({
      kind: 'folder',
      id: folder,
      name: 'Platform',
    });
  },
  async export_mappings({ ask, places: { folder, list } }) {
    const { projects, workspace_id } = await ask('export_mappings');
    expect(workspace_id).toBe('9011234567');
    expect(projects).toEqual([
      { alias: 'bugs', type: 'list', id: list, name: 'Bugs' },
      { alias: 'the-platform', type: 'folder', id: folder, name: 'Platform' },
    ]);
  },
  async import_mappings({ ask }) {
    const { projects } = await ask('export_mappings');
    await ask('import_mappings', { json: JSON.stringify({ projects }) });
    expect((await ask('export_mappings')).projects).toEqual(projects);
  },
  async get_project_status(world) {
    const found = await world.ask('get_project_status', { project: 'bugs' });
    const inList = world.live(({ listId }) => listId === world.places.list);
    expectProgress(world, found, inList);
    expect(found.label).toBe(label(progressOf(world, inList)));
  },
  async get_all_projects_status(world) {
    const {
      truth,
      live,
      within,
      places: { folder, list },
    } = world;
    const scopes: Record<string, (task: Task) => boolean> = {
      bugs: ({ listId }) => listId === list,
      'the-platform': ({ listId }) => within(folder, truth.lists.get(listId)?.folderId),
    };
    const { projects } = await world.ask('get_all_projects_status');
    expect(projects.map(({ alias }: Answer) => alias)).toEqual(Object.keys(scopes));
    for (const row of projects) {
      const { total, completed, completion_rate, completed_last_7_days, ...progress } = progressOf(
        world,
        live(scopes[row.alias]),
      );
      expect(row).toEqual({
        ...{ alias: row.alias, total, completed, completion_rate, completed_last_7_days },
        label: label({ total, completed, completion_rate, completed_last_7_days, ...progress }),
        open: (progress.by_category.active ?? 0) + (progress.by_category.not_started ?? 0),
      });
    }
  },
  async cache_status({ ask, rows, tasks, now, since, db }) {
    const found = await ask('cache_status');
    const there = (table: string) => rows[table]!.filter(({ deleted }) => !deleted).length;
    expect(found).toMatchObject({
      minutes_old: 0,
      synced_at: new Date(now).toISOString(),
      rows: {
        ...{
          spaces: there('spaces'),
          folders: there('folders'),
          lists: there('lists'),
          tasks: tasks.length,
          projects: 2,
        },
        members: rows.members!.length,
      },
      last_sync: { kind: 'full', state: 'done' },
    });
    expect(Date.parse(found.time_entries_from)).toBeLessThan(since);
    const from = Date.parse(found.time_entries_from);
    expect(found.rows.time_entries).toBe(rows.timeEntries!.filter(({ start }) => start >= from).length);
    expect(await db.query('SELECT count(*) AS runs FROM cu.sync_runs')).toEqual([{ runs: 5 }]);
  },
  async refresh_mapping({ ask }) {
    expect((await ask('refresh_mapping', { alias: 'bugs' })).project).toEqual({
      alias: 'bugs',
      state: 'ok',
      name: 'Bugs',
    });
  },
  async refresh_projects({ ask, clickup, places: { list } }) {
    await clickup.api.PUT('/v2/list/{list_id}', {
      params: { path: { list_id: list } },
      body: { name: 'Faults' } as never,
    });
    expect((await ask('refresh_projects')).projects).toEqual([
      { alias: 'bugs', state: 'renamed', name: 'Faults' },
      { alias: 'the-platform', state: 'ok', name: 'Platform' },
    ]);
  },
  async unmap_project({ ask, db }) {
    expect((await ask('unmap_project', { alias: 'the-platform' })).removed).toMatchObject({ alias: 'the-platform' });
    expect(await db.query('SELECT alias FROM cu.projects')).toEqual([{ alias: 'bugs' }]);
  },
  async remove_project({ ask, db }) {
    await ask('remove_project', { alias: 'bugs' });
    expect(await db.query('SELECT alias FROM cu.projects')).toEqual([]);
  },
  async create_task({ ask, sandbox, places: { list } }) {
    const input = { list, name: 'A new one', assignees: ['lena'], priority: 'high', time_estimate: '1h 30m' };
    const { task } = await ask('create_task', input);
    const made = (sandbox.snapshot().rows as unknown as { tasks: Answer[] }).tasks.find(
      ({ id }) => id === (task.id ?? task.task_id),
    );
    expect(made).toMatchObject({ listId: list, name: 'A new one', assigneeIds: ['81230001'], priority: 2 });
  },
  async update_task({ ask, sandbox, places: { task } }) {
    await ask('update_task', { task, name: 'Another name', priority: 'low' });
    const changed = (sandbox.snapshot().rows as unknown as { tasks: Answer[] }).tasks.find(({ id }) => id === task);
    expect(changed).toMatchObject({ name: 'Another name', priority: 4 });
  },
  async invalidate_cache({ ask, sync, db }) {
    await ask('invalidate_cache');
    expect(await db.query('SELECT full_synced_at FROM cu.workspaces')).toEqual([{ full_synced_at: null }]);
    expect(await sync()).toMatchObject({ kind: 'full' });
  },
  async clear_cache({ ask, sync, rows }) {
    await ask('clear_cache', { confirm: 'yes' });
    expect((await ask('cache_status')).rows).toMatchObject({ spaces: 0, folders: 0, lists: 0 });
    expect(await sync()).toMatchObject({ kind: 'full' });
    expect((await ask('cache_status')).rows.lists).toBe(rows.lists!.length);
  },
};

async function expectListed({ ask, places: { folder, list } }: World, name: string): Promise<void> {
  const { projects } = await ask(name);
  expect(projects.map(({ added_at: _, ...project }: Answer) => project)).toEqual([
    { alias: 'bugs', kind: 'list', id: list, name: 'Bugs' },
    { alias: 'the-platform', kind: 'folder', id: folder, name: 'Platform' },
  ]);
}
