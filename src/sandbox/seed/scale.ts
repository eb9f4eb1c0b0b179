import { Random } from '../random.js';
import type { State } from '../state/index.js';
import type { ListRow, StatusRow } from '../state/places.js';
import type { StatusSpan, TaskRow } from '../state/tasks.js';
import { type SeedContext, type SeedFunction, stampOf } from './context.js';
import { USERS, WORKSPACE_ID } from './ids.js';
import { harbourBikes } from './index.js';
import { engineeringFlow, folder, list, space } from './places.js';

/** Tasks of the company that every larger Workspace contains, and the most that ids and memory are made for. */
export const SCALE_LIMITS = { least: 240, most: 1_000_000 } as const;

const TASKS_PER_LIST = 500;
const LISTS_PER_FOLDER = 10;
const FOLDERS_PER_SPACE = 5;

const DAY = 86_400_000;
const verbs = ['Inspect', 'Repair', 'Replace', 'Order', 'Document', 'Measure', 'Clean', 'Move', 'Label', 'Review'];
const things = ['lock', 'dock', 'chain', 'battery', 'sensor', 'saddle', 'mudguard', 'cable', 'display', 'kickstand'];
const places = ['the north depot', 'the harbour station', 'the old bridge', 'the market', 'the campus', 'the workshop'];
const tags = ['series-a', 'series-b', 'warranty', 'urgent', 'spare-parts'];
const people = [USERS.lena, USERS.tomas, USERS.priya, USERS.samuel, USERS.yuki, USERS.chloe];

// Shared by all rows, which never change in place: a hundred thousand empty arrays would be most of the memory.
const nobody: readonly string[] = [];
const nothing = {};
const singles = new Map(people.map((id) => [id, [id]]));
const tagLists = tags.map((tag) => [tag]);

// Thousands of tasks are due on the same days.
const stamps = new Map<number, number>();

function dueOn(midnight: number): number {
  const stamp = stamps.get(midnight) ?? stampOf(midnight);
  stamps.set(midnight, stamp);
  return stamp;
}

const pick = <T>(random: Random, from: readonly T[]): T => from[random.int(from.length)] as T;

const digits = (prefix: string, i: number): string => `${prefix}${String(i).padStart(12 - prefix.length, '0')}`;

/** Nine characters like every task id; `86c3` keeps them apart from those of seed stories and of new tasks. */
const taskId = (i: number): string => `86c3${((i * 40503019) % 36 ** 5).toString(36).padStart(5, '0')}`;

function addPlaces(state: State, lists: number): ListRow[] {
  const rows: ListRow[] = [];
  for (let i = 0; i < lists; i++) {
    const folderNumber = Math.floor(i / LISTS_PER_FOLDER);
    const spaceNumber = Math.floor(folderNumber / FOLDERS_PER_SPACE);
    const [spaceId, folderId] = [digits('90180', spaceNumber + 1), digits('90181', folderNumber + 1)];
    if (!state.spaces.has(spaceId)) {
      state.spaces.put(space(spaceId, `Region ${spaceNumber + 1}`, '#0f766e', engineeringFlow, {}));
      for (const name of tags) {
        state.tags.put({
          id: `${spaceId}:${name}`,
          spaceId,
          name,
          fg: '#ffffff',
          bg: '#5f55ee',
          creatorId: USERS.lena,
        });
      }
    }
    if (!state.folders.has(folderId)) {
      const name = `Depot ${folderNumber + 1}`;
      state.folders.put(folder(folderId, spaceId, name, folderNumber % FOLDERS_PER_SPACE));
    }
    rows.push(state.lists.put(list(digits('90182', i + 1), spaceId, folderId, `Route ${i + 1}`, i % LISTS_PER_FOLDER)));
  }
  return rows;
}

function history(created: number, status: StatusRow, first: StatusRow): StatusSpan[] {
  if (status.status === first.status) return [{ status: first.status, from: created, to: null }];
  const changed = created + (status.orderindex + 1) * 3_600_000;
  return [
    { status: first.status, from: created, to: changed },
    { status: status.status, from: changed, to: null },
  ];
}

function task(random: Random, i: number, home: ListRow, flow: readonly StatusRow[], start: number): TaskRow {
  const first = flow[0] as StatusRow;
  const status = pick(random, flow);
  const dateCreated = start + random.int(300 * DAY);
  const spans = history(dateCreated, status, first);
  const changed = spans.at(-1)?.from ?? dateCreated;
  const assigneeIds = random.next() < 0.7 ? (singles.get(pick(random, people)) ?? nobody) : nobody;
  const finished = status.type === 'closed' || status.type === 'done';
  return {
    id: taskId(i),
    workspaceId: WORKSPACE_ID,
    spaceId: home.spaceId,
    listId: home.id,
    extraListIds: nobody,
    customId: null,
    customItemId: 0,
    name: `${pick(random, verbs)} ${pick(random, things)} ${1 + random.int(900)} at ${pick(random, places)}`,
    text: '',
    markdown: null,
    status: status.status,
    statusHistory: spans,
    orderindex: 67000000 + i,
    dateCreated,
    dateUpdated: changed,
    dateClosed: status.type === 'closed' ? changed : null,
    dateDone: finished ? changed : null,
    archived: false,
    deleted: false,
    creatorId: pick(random, people),
    assigneeIds,
    groupAssigneeIds: nobody,
    watcherIds: assigneeIds,
    tags: random.next() < 0.3 ? pick(random, tagLists) : nobody,
    parentId: null,
    priority: random.next() < 0.5 ? 1 + random.int(4) : null,
    dueDate: random.next() < 0.4 ? dueOn(Math.floor(dateCreated / DAY) * DAY + 14 * DAY) : null,
    startDate: null,
    points: null,
    timeEstimate: random.next() < 0.3 ? 1_800_000 * (1 + random.int(8)) : null,
    estimates: nothing,
    fields: nothing,
  };
}

/**
 * The default company plus Spaces of generated work, `tasks` tasks in all, the same every time. One task in ten is a subtask of
 * the one before it in its List.
 */
export const scaleSeed =
  (tasks: number): SeedFunction =>
  (seed: SeedContext) => {
    harbourBikes(seed);
    const { state, at } = seed;
    const more = tasks - state.tasks.size;
    const lists = addPlaces(state, Math.ceil(more / TASKS_PER_LIST));
    const random = new Random(tasks);
    const start = at(310);
    let above: string | null = null;
    for (let i = 0; i < more; i++) {
      const home = lists[Math.floor(i / TASKS_PER_LIST)] as ListRow;
      const row = task(random, i + 1, home, state.spaces.get(home.spaceId)?.statuses ?? [], start);
      const isChild = above !== null && i % TASKS_PER_LIST !== 0 && random.next() < 0.1;
      state.tasks.put(isChild ? { ...row, parentId: above } : row);
      if (!isChild) above = row.id;
    }
  };
