import { plainText } from '../../domain/markdown.js';
import { statusesOf } from '../../domain/places.js';
import { seedTaskId } from '../../ids.js';
import { hash, stableUuid } from '../../random.js';
import type { State } from '../../state/index.js';
import type { ListRow, StatusRow } from '../../state/places.js';
import type { StatusSpan, TaskRow } from '../../state/tasks.js';
import type { SeedContext, SeedFunction } from '../context.js';
import { FIELDS } from '../fields.js';
import { LISTS, USERS } from '../ids.js';
import { backlog, bugs } from './backlog.js';
import { autumnLaunch, contentCalendar, ideas } from './marketing.js';
import { facilities, maintenance, stationRollout } from './operations.js';
import { apiPlatform } from './platform.js';
import type { TaskSpec } from './spec.js';
import { sprint24, sprint25 } from './sprint.js';

const HOUR = 3_600_000;

const byList: Readonly<Record<keyof typeof LISTS, readonly TaskSpec[]>> = {
  sprint24,
  sprint25,
  backlog,
  apiPlatform,
  bugs,
  autumnLaunch,
  contentCalendar,
  ideas,
  maintenance,
  stationRollout,
  facilities,
};

/** A moment in working hours of the day `days` ago; the text decides the minute. */
const moment = (seed: SeedContext, days: number, text: string): number =>
  seed.at(days, '06:00') + (hash(text) % (days < 1 ? 170 : 590)) * 60_000;

/** The way a task took to its status: through the ones before it, without the detour over `blocked`. */
function wayTo(statuses: readonly StatusRow[], name: string): StatusRow[] {
  const target = statuses.find((status) => status.status === name);
  if (!target) throw new Error(`Seed: no status ${name}`);
  const before = statuses.filter(
    (s) => s.orderindex < target.orderindex && s.status !== 'blocked' && s.type !== 'done',
  );
  return [...before, target];
}

function historyOf(seed: SeedContext, statuses: readonly StatusRow[], spec: TaskSpec): StatusSpan[] {
  const way = wayTo(statuses, spec.status);
  const days = (step: number): number => Math.floor(spec.made * (1 - (step * 0.75) / way.length));
  const starts = way.map(
    (status, step) => moment(seed, step === 0 ? spec.made : days(step), spec.title) + step * status.orderindex * 60_000,
  );
  return way.map((status, step) => ({ status: status.status, from: starts[step] ?? 0, to: starts[step + 1] ?? null }));
}

const day = (seed: SeedContext, days: number | undefined): number | null =>
  days === undefined ? null : seed.day(days);

function taskRow(seed: SeedContext, list: ListRow, spec: TaskSpec, parentId: string | null): TaskRow {
  const { state } = seed;
  const statuses = statusesOf(state, list);
  const statusHistory = historyOf(seed, statuses, spec);
  const last = statusHistory.at(-1) ?? { from: 0 };
  const type = statuses.find((status) => status.status === spec.status)?.type;
  const creatorId = USERS[spec.by ?? 'tomas'];
  const assigneeIds = (spec.who ?? []).map((name) => USERS[name]);
  const fields = Object.entries(spec.fields ?? {}).map(([key, value]) => [FIELDS[key as keyof typeof FIELDS], value]);
  return {
    id: seedTaskId(spec.title),
    workspaceId: state.spaces.get(list.spaceId)?.workspaceId ?? '',
    spaceId: list.spaceId,
    listId: list.id,
    extraListIds: spec.also ?? [],
    customId: null,
    customItemId: spec.type ?? 0,
    name: spec.title,
    text: spec.md ? plainText(spec.md) : '',
    markdown: spec.md ?? null,
    status: spec.status,
    statusHistory,
    orderindex: 66123000 + state.tasks.size,
    dateCreated: statusHistory[0]?.from ?? 0,
    dateUpdated: last.from,
    dateClosed: type === 'closed' ? last.from : null,
    dateDone: type === 'closed' || type === 'done' ? last.from : null,
    archived: false,
    deleted: false,
    creatorId,
    assigneeIds,
    groupAssigneeIds: [],
    watcherIds: [...new Set([creatorId, ...assigneeIds])],
    tags: spec.tags ?? [],
    parentId,
    priority: spec.p ?? null,
    dueDate: day(seed, spec.due),
    startDate: day(seed, spec.start),
    points: spec.points ?? null,
    timeEstimate: spec.est === undefined ? null : spec.est * HOUR,
    estimates: {},
    fields: Object.fromEntries(fields),
  };
}

function addChecklist(state: State, task: TaskRow, { name, items }: NonNullable<TaskSpec['checklist']>): void {
  const id = stableUuid(`checklist ${task.name}`);
  const dateCreated = task.dateCreated + HOUR;
  state.checklists.put({ id, taskId: task.id, name, orderindex: 0, creatorId: task.creatorId, dateCreated });
  for (const [orderindex, item] of items.entries()) {
    const resolved = item.startsWith('x ');
    state.checklistItems.put({
      id: stableUuid(`checklist item ${task.name} ${orderindex}`),
      checklistId: id,
      parentId: null,
      name: resolved ? item.slice(2) : item,
      orderindex,
      assigneeId: null,
      resolved,
      dateCreated,
    });
  }
}

/** Custom ids in order of creation, where a Space has them. */
function numberTasks(state: State): void {
  for (const space of state.spaces.all()) {
    if (space.customIdPrefix === null) continue;
    const tasks = state.tasks.all().filter((task) => task.spaceId === space.id);
    tasks.sort((a, b) => a.dateCreated - b.dateCreated || (a.id < b.id ? -1 : 1));
    for (const [i, task] of tasks.entries())
      state.tasks.patch(task.id, { customId: `${space.customIdPrefix}-${i + 1}` });
    state.spaces.patch(space.id, { lastCustomId: tasks.length });
  }
}

/** All 240 tasks with subtasks, checklists and the tags they use. */
export const seedTasks: SeedFunction = (seed) => {
  const { state } = seed;
  const add = (list: ListRow, spec: TaskSpec, parentId: string | null) => {
    const row = taskRow(seed, list, spec, parentId);
    if (state.tasks.has(row.id)) throw new Error(`Seed: two tasks share the id of ${spec.title}`);
    state.tasks.put(row);
    for (const name of row.tags) {
      const id = `${row.spaceId}:${name}`;
      const bg = ['#5f55ee', '#e16b16', '#0f9d9f', '#ee5e99', '#4466ff'][hash(name) % 5] ?? '#595d66';
      if (!state.tags.has(id))
        state.tags.put({ id, spaceId: row.spaceId, name, fg: '#ffffff', bg, creatorId: USERS.lena });
    }
    if (spec.checklist) addChecklist(state, row, spec.checklist);
    for (const child of spec.sub ?? []) add(list, child, row.id);
  };
  for (const [key, specs] of Object.entries(byList)) {
    const list = state.lists.get(LISTS[key as keyof typeof LISTS]);
    if (!list) throw new Error(`Seed: no List ${key}`);
    for (const spec of specs) add(list, spec, null);
  }
  numberTasks(state);
};
