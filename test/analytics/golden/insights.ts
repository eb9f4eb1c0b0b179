import { expect } from 'vitest';
import { type Answer, type Check, dayMs, hours, mean, quantile, round, sum, type Task, type World } from './world.js';

const all = { limit: 500 };

/** Tasks at risk: which, with which reasons, and the sum of their points. */
export async function expectRisks(world: World, name: string, input: object, where: (task: Task) => boolean) {
  const { ask, truth, now, isOpen, isOverdue, dueEnd, openDeps, category, live } = world;
  /** Working days after today, until the one on which something is due. */
  const workdaysUntil = (end: number): number => {
    const dayOf = (ms: number) => world.local(ms, { dateStyle: 'short' });
    const days = new Set<string>();
    for (let at = now; at < end; at += dayMs / 4) days.add(dayOf(at));
    if (end > now) days.add(dayOf(end - 1));
    days.delete(dayOf(now));
    return [...days].filter((day) => ![0, 6].includes(new Date(day).getUTCDay())).length;
  };
  const movesOf = (id: string) => world.moves.filter((move) => move.id === id);
  const ended = world.moves.flatMap((move) => {
    const next = movesOf(move.id).find(({ at }) => at > move.at);
    return next ? [{ status: move.toStatus, ms: next.at - move.at }] : [];
  });
  const isLongInStatus = (task: Task): boolean => {
    const last = movesOf(task.id).at(-1);
    const usual = ended.filter(({ status }) => status === task.status).map(({ ms }) => ms);
    return last?.toStatus === task.status && usual.length >= 5 && now - last.at > quantile(usual, 0.85);
  };
  const reasonsOf = (task: Task): [reason: string, points: number][] => {
    const reasons: [string, number][] = [];
    const ratio = truth.estimateOf(task) > 0 ? truth.ownTime(task.id) / truth.estimateOf(task) : 0;
    const isSoon = dueEnd(task) > now && dueEnd(task) <= now + 3 * dayMs;
    if (isOverdue(task)) reasons.push(['overdue', 40]);
    if (isSoon) reasons.push([`due within 3 days${category(task) === 'not_started' ? ', not started' : ''}`, 20]);
    if (ratio >= 0.8)
      reasons.push([`${Math.round(ratio * 100)} % of the estimate used`, ratio >= 1.5 ? 30 : ratio >= 1 ? 20 : 10]);
    const needed = Math.max(0, truth.estimateOf(task) - truth.ownTime(task.id));
    const there = workdaysUntil(dueEnd(task)) * 8 * 3_600_000;
    if (dueEnd(task) > now && needed > there)
      reasons.push([`${hours(needed)} hours of work left, ${hours(there)} until it is due`, 20]);
    if (openDeps(task).length > 0) reasons.push([`waits on ${openDeps(task).join(', ')}`, 20]);
    if (isLongInStatus(task)) reasons.push([`longer in "${task.status}" than 85 % were`, 10]);
    if (reasons.length > 0 && task.assigneeIds.length === 0) reasons.push(['nobody is assigned', 10]);
    if (reasons.length > 0 && task.dateUpdated < now - 7 * dayMs) reasons.push(['not changed for 7 days', 10]);
    return reasons;
  };
  const found = await ask(name, { ...input, ...all });
  const expected = live((task) => where(task) && isOpen(task) && reasonsOf(task).length > 0);
  world.expectTasks(found.tasks, expected);
  expect(found.total).toBe(expected.length);
  for (const { task_id, reasons, score } of found.tasks) {
    const mine = reasonsOf(truth.taskOf(task_id) as Task);
    expect(reasons.map(({ reason, points }: Answer) => [reason, points])).toEqual(mine);
    expect(score).toBe(sum(mine.map(([, points]) => points)));
  }
  const scores = found.tasks.map(({ score }: Answer) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
}

/** How long each task was in which status since the first sync, from what the world itself did. */
export function staysOf({ tasks, moves, since, now, category }: World) {
  return tasks.flatMap((task) => {
    const mine = moves.filter(({ id }) => id === task.id);
    const first = mine[0] ?? { from: category(task), fromStatus: task.status };
    const begun = { status: first.fromStatus, category: first.from, at: Math.max(since, task.dateCreated) };
    const points = [begun, ...mine.map(({ at, to, toStatus }) => ({ status: toStatus, category: to, at }))];
    return points.map((point, index) => ({
      ...{ task, ...point, to: points[index + 1]?.at ?? now, isNow: index === points.length - 1 },
      isBegunThere: index > 0 || task.dateCreated >= since,
    }));
  });
}

/** Reports on what happened, on estimates, risks, statuses and people. */
export const insights: Record<string, Check> = {
  async get_progress_since(world) {
    const { ask, truth, span, tasks, now, moves, inProject, completedIn, project, isOpen } = world;
    const from = span('last_month').from;
    const found = await ask('get_progress_since', { since: 'last_month', scope: project, ...all });
    const completed = completedIn(from, now).filter(inProject);
    const created = tasks.filter((task) => inProject(task) && task.dateCreated >= from);
    world.expectTasks(found.completed_tasks, completed);
    world.expectTasks(found.created_tasks, created);
    const time = truth.time({ from, to: now, timeZone: 'UTC' }, (_e, _d, task) =>
      task && inProject(task as Task) ? 'all' : undefined,
    );
    const mine = moves.filter(({ id }) => inProject(truth.taskOf(id) as Task));
    expect(mine.length).toBeGreaterThan(5);
    expect(isOpen(truth.taskOf(mine.find(({ from: kind }) => kind === 'done' || kind === 'closed')!.id) as Task)).toBe(
      true,
    );
    expect(found).toMatchObject({
      completed: completed.length,
      created: created.length,
      updated_tasks: tasks.filter((task) => inProject(task) && task.dateUpdated >= from).length,
      status_changes: mine.length,
      reopened: mine.filter(({ from: kind, to }) => ['done', 'closed'].includes(kind) && to === 'active').length,
      time: { tracked_ms: time.all },
    });
    expect(found.changes.map((each: Answer) => [each.task_id, each.from_status, each.to_status]).sort()).toEqual(
      mine.map(({ id, fromStatus, toStatus }) => [id, fromStatus, toStatus]).sort(),
    );
  },
  async get_estimation_accuracy({ ask, truth, tasks, category, isComplete, inProject, project }) {
    for (const include_open of [true, false]) {
      const found = await ask('get_estimation_accuracy', { scope: project, include_open, limit: 200 });
      const mine = tasks.filter(
        (task) => inProject(task) && category(task) !== 'cancelled' && (include_open || isComplete(task)),
      );
      const estimated = mine.filter((task) => truth.estimateOf(task) > 0);
      const pairs = estimated.map((task): [number, number] => [truth.ownTime(task.id), truth.estimateOf(task)]);
      const ratios = pairs.map(([spent, estimate]) => spent / estimate);
      const [spent, estimate] = [sum(pairs.map(([own]) => own)), sum(pairs.map(([, own]) => own))];
      expect(found).toMatchObject({
        tasks: estimated.length,
        estimate_ms: estimate,
        spent_ms: spent,
        spent_without_estimate_ms: sum(
          mine.filter((task) => truth.estimateOf(task) === 0).map(({ id }) => truth.ownTime(id)),
        ),
        median_ratio: round(quantile(ratios, 0.5)),
        p80_ratio: round(quantile(ratios, 0.8)),
        weighted_error: round(sum(pairs.map(([own, planned]) => Math.abs(own - planned))) / estimate),
        bias: round((spent - estimate) / estimate),
        buckets: {
          over_estimated: ratios.filter((ratio) => ratio < 0.8).length,
          accurate: ratios.filter((ratio) => ratio >= 0.8 && ratio <= 1.2).length,
          under_estimated: ratios.filter((ratio) => ratio > 1.2).length,
        },
      });
      for (const { task_id, difference_hours } of found.furthest_off)
        expect(difference_hours).toBe(hours(truth.ownTime(task_id) - truth.estimateOf(truth.taskOf(task_id)!)));
    }
  },
  get_at_risk_tasks: (world) => expectRisks(world, 'get_at_risk_tasks', {}, () => true),
  async get_untracked_tasks({
    ask,
    truth,
    live,
    span,
    category,
    isComplete,
    completedAt,
    below,
    isRunning,
    expectTasks,
    nameOf,
  }) {
    const { from, to } = span('last_30_days');
    for (const status_filter of ['all', 'in_progress']) {
      const found = await ask('get_untracked_tasks', { status_filter, ...all });
      const expected = live((task) => {
        const isRecent = isComplete(task) && completedAt(task) >= from && completedAt(task) < to;
        const isWanted = category(task) === 'active' || (status_filter === 'all' && isRecent);
        return (
          isWanted &&
          task.assigneeIds.length > 0 &&
          below(task.id).every((id) => truth.ownTime(id) === 0 && !isRunning(id))
        );
      });
      expectTasks(found.tasks, expected);
      const people: Record<string, number> = {};
      for (const { assigneeIds } of expected)
        for (const id of assigneeIds) people[nameOf(id)!] = (people[nameOf(id)!] ?? 0) + 1;
      expect(found).toMatchObject({ total: expected.length, by_person: people });
    }
  },
  async get_missing_estimates({ ask, truth, live, isOpen, category, below, expectTasks }) {
    const hasNone = (task: Task) => below(task.id).every((id) => truth.estimateOf(truth.taskOf(id)!) === 0);
    for (const include_closed of [false, true]) {
      const found = await ask('get_missing_estimates', { include_closed, ...all });
      const counted = live((task) => (include_closed ? category(task) !== 'cancelled' : isOpen(task)));
      const missing = counted.filter(hasNone);
      expectTasks(found.tasks, missing);
      expect(found).toMatchObject({
        total: missing.length,
        of: counted.length,
        estimated_share: round((counted.length - missing.length) / counted.length, 3),
      });
      const spent = found.tasks.map(({ task_id }: Answer) => truth.ownTime(task_id));
      expect(spent).toEqual([...spent].sort((a, b) => b - a));
      expect(missing.length).toBeGreaterThan(0);
    }
  },
  async get_over_tracked_tasks({ ask, truth, tasks, rows, span, expectTasks }) {
    const worked = truth.time(span('last_90_days'), (_e, _d, task) => task?.id);
    const over = tasks.filter(
      (task) => worked[task.id] && truth.estimateOf(task) > 0 && truth.ownTime(task.id) > truth.estimateOf(task),
    );
    const found = await ask('get_over_tracked_tasks', { period: 'last_90_days', ...all });
    expectTasks(found.tasks, over);
    expect(over.length).toBeGreaterThan(2);
    const people: Record<string, number> = {};
    for (const task of over) {
      const all = truth.ownTime(task.id);
      const excess = all - truth.estimateOf(task);
      const own = new Map<string, number>();
      for (const { taskId, userId, start, end } of rows.timeEntries!)
        if (taskId === task.id && end !== null) own.set(userId, (own.get(userId) ?? 0) + end - start);
      const shares = [...own.keys()]
        .sort((a, b) => Number(a) - Number(b))
        .map((id): [string, number] => [id, Number((BigInt(excess) * BigInt(own.get(id)!)) / BigInt(all))]);
      let rest = excess - sum(shares.map(([, ms]) => ms));
      for (const [id, ms] of shares) people[id] = (people[id] ?? 0) + ms + (rest-- > 0 ? 1 : 0);
    }
    expect(Object.fromEntries(found.people.map((each: Answer) => [String(each.user_id), each.over_ms]))).toEqual(
      people,
    );
    expect(found.over_ms).toBe(sum(over.map((task) => truth.ownTime(task.id) - truth.estimateOf(task))));
    expect(found.over_ms).toBe(sum(Object.values(people)));
  },
  async get_stale_tasks({ ask, truth, live, isOpen, now, expectTasks }) {
    const found = await ask('get_stale_tasks', { days: 10, ...all });
    const stale = live((task) => isOpen(task) && task.dateUpdated < now - 10 * dayMs);
    expectTasks(found.tasks, stale);
    for (const { task_id, days_without_change } of found.tasks)
      expect(days_without_change).toBe(Math.floor((now - truth.taskOf(task_id)!.dateUpdated) / dayMs));
    const dates = found.tasks.map(({ task_id }: Answer) => truth.taskOf(task_id)!.dateUpdated);
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
  },
  async get_inactive_people({ ask, rows, live, tasks, isOpen, now, expectDate }) {
    for (const [days, everybody] of [
      [3, false],
      [8, true],
      [30, true],
    ] as const) {
      const found = await ask('get_inactive_people', { days, everybody });
      const people = rows.members!.map(({ userId, lastActive }) => {
        const tracked = rows.timeEntries!.filter((entry) => entry.userId === userId).map(({ end }) => end ?? now);
        const made = tasks.filter(({ creatorId }) => creatorId === userId).map(({ dateCreated }) => dateCreated);
        const open = live((task) => isOpen(task) && task.assigneeIds.includes(userId)).length;
        const [lastTracked, lastMade] = [Math.max(...tracked, 0), Math.max(...made, 0)];
        return { id: Number(userId), open, lastTracked, lastMade, last: Math.max(lastTracked, lastMade), lastActive };
      });
      const expected = people.filter(({ last, open }) => last < now - days * dayMs && (everybody || open > 0));
      expect(found.people.map(({ user_id }: Answer) => user_id).sort()).toEqual(expected.map(({ id }) => id).sort());
      for (const row of found.people) {
        const person = people.find(({ id }) => id === row.user_id)!;
        expect(row.open_tasks).toBe(person.open);
        expect(row.days_inactive).toBe(person.last > 0 ? Math.floor((now - person.last) / dayMs) : null);
        expectDate(row.last_tracked, person.lastTracked || null);
        expectDate(row.last_task_made, person.lastMade || null);
        expectDate(row.seen_in_clickup, person.lastActive);
      }
    }
  },
  async get_status_distribution({ ask, truth, live, category, rows }) {
    const groupsOf: Record<string, (task: Task) => string[]> = {
      none: () => ['all'],
      project: (task) => [truth.projectOf(task)],
      list: ({ listId }) => [listId],
      user: ({ assigneeIds }) => (assigneeIds.length > 0 ? assigneeIds : ['null']),
    };
    for (const [group_by, keysOf] of Object.entries(groupsOf)) {
      const { groups } = await ask('get_status_distribution', { group_by });
      const cells: Record<string, number> = {};
      for (const task of live())
        for (const key of keysOf(task)) {
          const cell = `${key} ${category(task)} ${task.status}`;
          cells[cell] = (cells[cell] ?? 0) + 1;
        }
      const found = groups.flatMap(({ id, statuses }: Answer) =>
        statuses.map((each: Answer) => [
          `${group_by === 'none' ? 'all' : id} ${each.category} ${each.status}`,
          each.tasks,
        ]),
      );
      expect(Object.fromEntries(found)).toEqual(cells);
      for (const { total, by_category, statuses } of groups) {
        expect(sum(Object.values(by_category))).toBe(total);
        for (const { tasks, share } of statuses) expect(share).toBe(round((100 * tasks) / total, 1));
      }
    }
    expect(rows.lists!.length).toBeGreaterThan(5);
  },
  async get_time_in_status(world) {
    const { from, to } = world.span('last_7_days');
    const found = await world.ask('get_time_in_status', { period: 'last_7_days', limit: 100 });
    const stays = staysOf(world).filter(
      ({ task, category }) => !task.archived && ['not_started', 'active', 'other'].includes(category),
    );
    const byStatus = new Map<string, Map<string, { ms: number; isNow: boolean }>>();
    for (const { task, status, category, at, to: end, isNow } of stays) {
      const ms = Math.min(end, to) - Math.max(at, from);
      if (ms <= 0) continue;
      const key = `${category} ${status}`;
      const mine = byStatus.get(key) ?? byStatus.set(key, new Map()).get(key)!;
      const known = mine.get(task.id) ?? { ms: 0, isNow: false };
      mine.set(task.id, { ms: known.ms + ms, isNow: known.isNow || isNow });
    }
    expect(found.statuses.map(({ category, status }: Answer) => `${category} ${status}`).sort()).toEqual(
      [...byStatus.keys()].sort(),
    );
    for (const row of found.statuses) {
      const mine = [...byStatus.get(`${row.category} ${row.status}`)!.values()];
      const ms = mine.map((each) => each.ms);
      expect(row).toMatchObject({
        tasks: mine.length,
        ms: sum(ms),
        mean_hours: hours(sum(ms) / ms.length),
        median_hours: hours(quantile(ms, 0.5)),
        p85_hours: hours(quantile(ms, 0.85)),
        in_it_now: mine.filter(({ isNow }) => isNow).length,
      });
    }
    for (const row of found.longest_now) {
      const stay = stays.find(({ task, isNow }) => isNow && task.id === row.task_id)!;
      expect(row.hours_in_status).toBe(hours(world.now - stay.at));
      expect(row.at_least).toBe(stay.isBegunThere ? undefined : true);
    }
    expect(found.meta.warnings.join()).toContain('time before it is left out');
  },
  async get_cycle_time(world) {
    const { ask, span, truth, completedIn, completedAt } = world;
    const { from, to } = span('last_7_days');
    const found = await ask('get_cycle_time', { period: 'last_7_days', limit: 200 });
    const done = completedIn(from, to);
    const stays = staysOf(world).filter(({ category }) => category === 'active');
    const cycleOf = (task: Task): number | null => {
      const mine = stays.filter((stay) => stay.task.id === task.id);
      if (mine.some(({ isBegunThere }) => !isBegunThere) || mine.length === 0) return null;
      const cycle = completedAt(task) - Math.min(...mine.map(({ at }) => at));
      return cycle < 0 ? null : cycle;
    };
    const leads = done.map((task) => Math.max(0, completedAt(task) - task.dateCreated));
    const cycles = done.flatMap((task) => cycleOf(task) ?? []);
    const spread = (ms: number[]) => ({
      tasks: ms.length,
      mean_hours: hours(mean(ms)),
      median_hours: hours(quantile(ms, 0.5)),
      p85_hours: hours(quantile(ms, 0.85)),
      longest_hours: hours(Math.max(...ms)),
    });
    expect(found).toMatchObject({ completed: done.length, lead_time: spread(leads), cycle_time: spread(cycles) });
    world.expectTasks(found.tasks, done);
    for (const { task_id, cycle_hours } of found.tasks) {
      const cycle = cycleOf(truth.taskOf(task_id) as Task);
      expect(cycle_hours).toBe(cycle === null ? null : hours(cycle));
    }
    // One that was begun and done between syncs, one without an active status, and one that was begun before the first.
    expect(cycles.length).toBeGreaterThanOrEqual(2);
    expect(done.length - cycles.length).toBeGreaterThanOrEqual(2);
  },
  async get_cumulative_flow(world) {
    const { days } = await world.ask('get_cumulative_flow', { period: 'last_3_days' });
    expectFlow(world, days, (day, expected) => expect(day).toMatchObject(expected));
  },
  async get_burnup(world) {
    const { days, scope_growth, completed_growth } = await world.ask('get_burnup', { period: 'last_3_days' });
    expectFlow(world, days, (day, { completed, active, not_started }) =>
      expect(day).toMatchObject({
        scope: completed + active + not_started,
        completed,
        remaining: active + not_started,
      }),
    );
    expect(scope_growth).toBe(days.at(-1).scope - days[0].scope);
    expect(completed_growth).toBe(days.at(-1).completed - days[0].completed);
  },
};

interface Bands {
  completed: number;
  active: number;
  not_started: number;
}

/** Days after the first sync: the state of each task at the end of the day is the last that it was brought into. */
function expectFlow(world: World, days: Answer[], compare: (day: Answer, expected: Bands) => void): void {
  const { local, tasks } = world;
  expect(days).toHaveLength(3);
  for (const day of days) {
    const expected: Record<string, number> = { completed: 0, active: 0, not_started: 0 };
    for (const task of tasks) {
      const last = staysOf(world)
        .filter(({ task: { id }, at }) => id === task.id && local(at, { dateStyle: 'short' }) <= day.day)
        .at(-1);
      if (!last || local(task.dateCreated, { dateStyle: 'short' }) > day.day) continue;
      const band = ['done', 'closed'].includes(last.category) ? 'completed' : last.category;
      if (band in expected) expected[band]! += 1;
    }
    compare(day, expected as unknown as Bands);
  }
}
