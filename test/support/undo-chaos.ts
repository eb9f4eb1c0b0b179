import { createClickUp, type WritePlan } from '../../src/index.js';
import {
  COMMENTS,
  createSandbox,
  FOLDERS,
  GOALS,
  LISTS,
  manualClock,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  USERS,
  VIEWS,
} from '../../src/sandbox/index.js';

/** What became of random writes that were undone. */
export interface UndoFigures {
  sequences: number;
  writes: number;
  /** Entries that were recorded, and those among them whose plan said that they cannot be undone. */
  entries: number;
  final: number;
  /** What differs from before without a plan that said so: must be none. */
  differs: string[];
}

type Input = Record<string, unknown>;
type Write = (pick: <T>(values: readonly T[]) => T) => readonly [tool: string, input: Input];

const tasks = [TASKS.offlineUnlock, TASKS.greyButton, TASKS.certificates, TASKS.secondRegion];
const lists = [LISTS.bugs, LISTS.backlog, LISTS.sprint24];
const people = [USERS.yuki, USERS.samuel, USERS.lena];

/** Writes of every kind that has an inverse, and some that have none. */
const writes: readonly Write[] = [
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), priority: pick(['low', 'normal', 'high', 'urgent', 'none']) },
  ],
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), name: pick(['A', 'B']), status: pick(['in progress', 'in review']) },
  ],
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), due_date: pick(['2026-11-02', '2026-11-02 15:00', 'none']), points: pick([1, 8]) },
  ],
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), description: pick(['plain', '**bold** [link](https://a.example)', '']) },
  ],
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), assignees: { [pick(['add', 'remove', 'set'])]: [pick(people)] } },
  ],
  (pick) => [
    'clickup_task_update',
    { task_id: pick(tasks), archived: pick([true, false]), start_date: pick(['2026-10-01', 'none']) },
  ],
  (pick) => [
    'clickup_task_update_bulk',
    { changes: [{ task_ids: tasks.slice(0, 2), priority: pick(['low', 'high']) }] },
  ],
  (pick) => [
    'clickup_task_create',
    { list_id: pick(lists), name: pick(['New', 'Newer']), priority: 'high', tags: ['bug'] },
  ],
  (pick) => [
    'clickup_task_update_tags',
    { task_id: pick(tasks), [pick(['add', 'remove'])]: [pick(['bug', 'mobile', 'backend'])] },
  ],
  (pick) => ['clickup_task_update_lists', { task_id: pick(tasks), [pick(['add', 'remove'])]: [pick(lists)] }],
  (pick) => [
    'clickup_task_update_relationships',
    { task_id: pick(tasks), [pick(['add', 'remove'])]: { links: [pick(tasks)] } },
  ],
  (pick) => ['clickup_comment_create', { task_id: pick(tasks), text: pick(['Hello', 'With **bold**']) }],
  (pick) => ['clickup_comment_update', { comment_id: COMMENTS.greyButtonCause, text: pick(['Other', 'x']) }],
  (pick) => ['clickup_custom_field_set', { task_ids: [pick(tasks)], fields: { Severity: pick(['Minor', 'Major']) } }],
  (pick) => ['clickup_custom_field_remove', { task_ids: [pick(tasks)], fields: ['Severity'] }],
  (pick) => [
    'clickup_list_update',
    { list_id: pick(lists), name: pick(['One', 'Two']), priority: pick(['low', 'none']) },
  ],
  (pick) => ['clickup_list_create', { folder_id: FOLDERS.platform, name: pick(['New List', 'Newer List']) }],
  (pick) => ['clickup_folder_update', { folder_id: FOLDERS.platform, name: pick(['Core', 'Base']) }],
  (pick) => ['clickup_space_update', { space_id: SPACES.engineering, name: pick(['Eng', 'Engine']) }],
  (pick) => ['clickup_goal_update', { goal_id: GOALS.unlock, name: pick(['G', 'H']), due_date: '2026-12-24' }],
  (pick) => ['clickup_view_update', { view_id: VIEWS.blocked, name: pick(['V', 'W']) }],
  (pick) => [
    'clickup_time_update',
    { timer_id: TIME_ENTRIES.acceptance, description: pick(['a', 'b']), billable: pick([true, false]) },
  ],
  (pick) => ['clickup_time_create', { task_id: pick(tasks), start: '2026-10-01 09:00', duration: '1h' }],
  (pick) => ['clickup_task_delete', { task_id: pick(tasks), confirm: 'yes' }],
  () => ['clickup_time_stop', {}],
];

/** Who wrote last and when, and the log of it: nobody's work. */
const traces = /^(dateUpdated|statusHistory|dateDone|dateClosed|at|actions|lastCustomId|estimates)$/;
const logs = new Set(['auditLog', 'timeChanges', 'tags']);

/** What a row says without those traces. A row is never changed, only replaced, so that its text is made once. */
const texts = new WeakMap<object, string>();

function textOf(row: object): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = JSON.stringify(row, (key, value: unknown) => {
    if (traces.test(key)) return undefined;
    if (key === 'fields') return Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...value].sort() : value;
  });
  texts.set(row, text);
  return text;
}

/** The rows that are not deleted, by table and id, without those traces. */
export function standing(rows: object): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, list] of Object.entries(rows) as [string, { id: string; deleted?: boolean }[]][]) {
    if (logs.has(name)) continue;
    for (const row of list) if (!row.deleted) found.set(`${name} ${row.id}`, textOf(row));
  }
  return found;
}

/** Writes at random, undoes all of it, and compares with what was there, but for what a plan said cannot be undone. */
export async function undoChaos({
  sequences,
  seed,
  length = 6,
}: {
  sequences: number;
  seed: number;
  length?: number;
}): Promise<UndoFigures> {
  const figures: UndoFigures = { sequences, writes: 0, entries: 0, final: 0, differs: [] };
  let state = seed;
  const pick = <T>(values: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return values[(state >>> 8) % values.length]!;
  };
  for (let sequence = 0; sequence < sequences; sequence++) {
    const sandbox = createSandbox({ clock: manualClock() });
    const clickup = createClickUp({ ...sandbox.options, history: true });
    const call = (tool: string, input: Input) => clickup.call(tool, input as never);
    for (const task_id of tasks) await call('clickup_comment_list', { task_id });
    const before = standing(sandbox.snapshot().rows);
    const said: string[] = [];
    const made: string[] = [];
    for (let step = 0; step < length; step++) {
      const [tool, input] = pick(writes)(pick);
      const plan = await call(tool, { ...input, dry_run: true });
      const cannot = plan.success ? (plan.data as WritePlan).cannot_undo : undefined;
      const { success } = await call(tool, input);
      if (!success) continue;
      figures.writes++;
      made.push(`${tool} ${JSON.stringify(input)}`);
      if (cannot) said.push(...cannot);
    }
    const { entries } = await clickup.history.list({ limit: 200 });
    figures.entries += entries.length;
    figures.final += entries.filter(({ undo }) => undo === 'impossible').length;
    if (entries.length > 0) await call('clickup_history_undo', { last: entries.length, confirm: 'yes' });
    const after = standing(sandbox.snapshot().rows);
    const differs = [...new Set([...before.keys(), ...after.keys()])].filter(
      (key) => before.get(key) !== after.get(key),
    );
    const left = (await clickup.history.list({ limit: 200 })).entries.filter(
      ({ undo, tool }) => undo === 'possible' && tool !== 'clickup_history_undo',
    );
    if ((differs.length > 0 || left.length > 0) && said.length === 0)
      figures.differs.push(
        `${seed}/${sequence}: ${differs.join(', ')} after ${made.join('; ')}; left: ${left.map(({ did }) => did).join(', ')}`,
      );
  }
  return figures;
}
