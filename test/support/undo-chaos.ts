import { type OperationId, operations } from '../../generated/operations.js';
import { createClickUp, memoryStore, type WritePlan } from '../../src/index.js';
import type { Entry } from '../../src/journal/record.js';
import { sentOf } from '../../src/journal/sent.js';
import { plannedRequest } from '../../src/runtime/layers/dry-run.js';
import { createRouter } from '../../src/runtime/router.js';
import {
  COMMENTS,
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
import { type Random, randomFrom } from '../attack/support/random.js';
import { catalogTools } from './catalog.js';
import { type Difference, differences, keyOf } from './row-differences.js';
import { type SharedSandbox, sharedSandbox } from './shared-sandbox.js';

/** What became of random writes that were undone. */
export interface UndoFigures {
  sequences: number;
  writes: number;
  /** Entries that were recorded, those among them whose plan said that they cannot be undone, whole or in part, and those that stood in the way of one before. */
  entries: number;
  final: number;
  inPart: number;
  blocked: number;
  /** Fields that differ from before, as a plan said. */
  said: number;
  /** What differs from before, or was not undone, without a plan that said so: must be none. */
  differs: string[];
}

type Input = Record<string, unknown>;
type Write = (pick: Random['pick']) => readonly [tool: string, input: Input];

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

/** Tools that write, each with its examples; those of the history are what is tested. */
const examples = catalogTools
  .filter(({ effect, toolset }) => effect !== 'read' && !['history', 'api'].includes(toolset))
  .flatMap(({ name, effect, examples: all }) =>
    all.map(({ input }) => [name, { ...input, ...(effect === 'delete' && { confirm: 'yes' }) }] as const),
  );

/** What an entry that is taken back in part leaves, by what it says of that. */
const parts: readonly [says: RegExp, is: (difference: Difference) => boolean][] = [
  [/^the timer that ran before/, ({ table, field }) => table === 'timeEntries' && field !== '*'],
  [/^its position/, ({ field }) => field === 'orderindex'],
  [/^tags, statuses and/, ({ table, field }) => table === 'tags' || /^(tags|status|customId)$/.test(field)],
  [/^tasks that had a tag/, ({ table, field }) => table === 'tasks' && field === 'tags'],
  [/^statuses of subtasks/, ({ table, field }) => table === 'tasks' && field === 'status'],
  [/^values of custom fields/, ({ table, field }) => table === 'tasks' && field === 'fields'],
  [/^statuses: /, ({ field }) => field === 'statuses' || field === 'status'],
  [/^content: /, ({ field }) => field === 'content' || field === 'markdown'],
];

/** Whether an entry says of a difference that it is not taken back. */
function leaves({ none, except = [] }: Entry, difference: Difference): boolean {
  if (none !== undefined) return true;
  return except.some((text) => {
    const known = parts.find(([pattern]) => pattern.test(text));
    const field = /^(\w+)(?: as it was|:| is not shown)/.exec(text)?.[1] ?? '';
    return known ? known[1](difference) : columnsOf(field).includes(difference.field);
  });
}

/** How the sandbox may call a field of a request. */
function columnsOf(field: string): string[] {
  const name = field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [name, `${name}Id`, `${name}Ids`, ...(name === 'tid' ? ['taskId'] : [])];
}

/** A write that arrived, and what it did. */
interface Arrival {
  readonly id: OperationId;
  readonly sent: string;
  readonly did: readonly Difference[];
  entry?: Entry;
}

const router = createRouter(operations);

/** Writes at random, undoes all of it, and compares field by field with what was there, but for what a plan said. */
export async function undoChaos({
  sequences,
  seed,
  length = 6,
  endsAt = Number.POSITIVE_INFINITY,
}: {
  sequences: number;
  seed: number;
  length?: number;
  /** In real Unix ms. */
  endsAt?: number;
}): Promise<UndoFigures> {
  const zero = { sequences: 0, writes: 0, entries: 0, final: 0, inPart: 0, blocked: 0, said: 0 };
  const figures: UndoFigures = { ...zero, differs: [] };
  const shared = sharedSandbox({ clock: manualClock(), plan: 'enterprise', rateLimit: false });
  for (; figures.sequences < sequences && Date.now() < endsAt; figures.sequences++) {
    const own = seed + figures.sequences;
    shared.sandbox.reset();
    const run = new Sequence(shared, randomFrom(own), figures);
    figures.differs.push(...(await run.make(length)).map((text) => `seed ${own}: ${text}`));
  }
  return figures;
}

class Sequence {
  private readonly store = memoryStore();
  private readonly arrivals: Arrival[] = [];
  private readonly problems: string[] = [];
  /** What may differ in the end, and the ids of the rows in which it does. */
  private readonly left = new Set<string>();
  private readonly touched = new Set<string>();
  /** The ids of what stays gone. */
  private readonly gone = new Set<string>();
  /** A Folder was moved, and with it the places of its neighbours. */
  private isMoved = false;
  private readonly clickup: ReturnType<typeof createClickUp>;

  constructor(
    private readonly shared: SharedSandbox,
    private readonly random: Random,
    private readonly figures: UndoFigures,
  ) {
    const { sandbox, rows } = shared;
    const { transport } = sandbox.options;
    this.clickup = createClickUp({
      ...sandbox.options,
      random: random.next,
      timeZone: 'UTC',
      history: true,
      store: this.store,
      transport: async (request, signal) => {
        const before = rows();
        const answer = await transport(request, signal);
        const sent = request.method === 'GET' ? undefined : sentOf(plannedRequest(request), router);
        if (sent && answer.status < 300)
          this.arrivals.push({
            id: sent.id,
            sent: JSON.stringify([sent.path, sent.body]),
            did: differences(before, rows()),
          });
        return answer;
      },
    });
  }

  /** Gives what went wrong. */
  async make(length: number): Promise<string[]> {
    // What a part belongs to is known once it was seen.
    for (const task_id of tasks) await this.call('clickup_comment_list', { task_id });
    const before = this.shared.rows();
    const calls: string[] = [];
    for (let step = 0; step < length; step++) calls.push(...(await this.write()));
    await this.undo();
    const now = differences(before, this.shared.rows());
    const isSaid = (each: Difference) =>
      this.left.has(keyOf(each)) ||
      this.left.has(keyOf({ ...each, field: '*' })) ||
      (this.isMoved && each.table === 'folders' && each.field === 'orderindex') ||
      this.namesGone(each);
    const wrong = now.filter((each) => !isSaid(each));
    this.figures.said += now.length - wrong.length;
    if (wrong.length > 0) this.problems.push(wrong.map(keyOf).join(', '));
    return this.problems.map((problem) => `${problem} after ${calls.join('; ')}`);
  }

  private call(tool: string, input: Input) {
    return this.clickup.call(tool, input as never);
  }

  /** One call, planned before; gives it in words, where it wrote. */
  private async write(): Promise<string[]> {
    const { random } = this;
    const [tool, input] = random.next() < 0.5 ? random.pick(writes)(random.pick) : random.pick(examples);
    const plan = await this.call(tool, { ...input, dry_run: true });
    const { cannot_undo: said = [], notes = [] } = (plan.success ? plan.data : {}) as Partial<WritePlan> & Noted;
    const from = this.arrivals.length;
    const { success } = await this.call(tool, input);
    if (success) this.figures.writes++;
    const done = this.arrivals.slice(from);
    const kept = (await this.store.read('history')) as readonly Partial<Entry>[];
    for (const entry of kept) {
      if (entry.id === undefined || this.arrivals.some((arrival) => arrival.entry?.id === entry.id)) continue;
      const sent = JSON.stringify([entry.sent?.path, entry.sent?.body]);
      const arrival = done.find((each) => !each.entry && each.id === entry.sent?.id && each.sent === sent);
      if (arrival) arrival.entry = entry as Entry;
      for (const text of [entry.none ?? [], entry.except ?? []].flat())
        if (!said.some((each) => each.includes(text))) this.problems.push(`${tool} does not say before: ${text}`);
    }
    for (const { entry } of done)
      if (entry?.except?.some((text) => text.startsWith('its position'))) this.isMoved = true;
    const isTagSaid = notes.some((note) => note.startsWith('Would be created as new'));
    for (const { id, did, entry } of done) {
      if (!entry) this.problems.push(`${id} has no entry`);
      const isNew = ({ table, field }: Difference) => isTagSaid && /^(tags|timeLabels)$/.test(table) && field === '*';
      this.leave(did.filter((each) => isNew(each) || (entry && leaves(entry, each))));
    }
    return done.length === 0 ? [] : [`${tool} ${JSON.stringify(input)}`];
  }

  /** Undoes all, newest first, and looks why what failed did. */
  private async undo(): Promise<void> {
    const all = this.arrivals.flatMap(({ entry }) => entry ?? []);
    const { figures } = this;
    figures.entries += all.length;
    figures.final += all.filter(({ none }) => none !== undefined).length;
    figures.inPart += all.filter(({ except }) => except).length;
    if (all.length === 0) return;
    const undone = this.arrivals.length;
    const answer = await this.call('clickup_history_undo', { last: all.length, confirm: 'yes' });
    const { results = [] } = (answer.success ? answer.data : {}) as { results?: UndoRow[] };
    const why = new Map(results.map(({ entry_id, error }) => [entry_id, error?.message]));
    this.spread();
    const done = new Set(
      (await this.store.read('history')).flatMap((record) => (record as { undone?: string }).undone ?? []),
    );
    for (const { entry, did, sent } of this.arrivals.slice(0, undone).reverse()) {
      if (!entry || entry.none !== undefined || done.has(entry.id)) continue;
      figures.blocked++;
      // What came later and stays stands in its way; else nothing may.
      const named = `${sent} ${JSON.stringify(did)}`;
      const isInTheWay = [...this.touched, ...this.gone].some((id) => named.includes(id));
      if (isInTheWay) this.leave(did);
      else this.problems.push(`${entry.sent.id} ${sent} was not undone: ${why.get(entry.id)}`);
    }
  }

  /** What belongs to something that stays gone is in no other state either. */
  private spread(): void {
    const rows = Object.values(this.shared.rows()).flat();
    for (let size = -1; size !== this.touched.size; ) {
      size = this.touched.size;
      for (const row of rows) {
        const names = Object.values(row).some(
          (value) => typeof value === 'string' && this.touched.has(value.replace(/^\w+:/, '')),
        );
        if (names) this.touched.add(row.id);
      }
    }
  }

  /** Whether a field named somebody or something that stays gone, and can name it no more. */
  private namesGone({ field, rows: [before] }: Difference): boolean {
    const was = JSON.stringify(before?.[field] ?? null);
    return [...this.gone].some((id) => was.includes(JSON.stringify(id)));
  }

  private leave(some: readonly Difference[]): void {
    for (const each of some) {
      this.left.add(keyOf(each));
      this.touched.add(each.id);
      // The row of a member is named by Workspace and person.
      if (each.field === '*') this.gone.add(each.id.split(':').at(-1)!);
    }
  }
}

interface UndoRow {
  entry_id: string;
  error?: { message: string };
}

type Noted = { notes?: readonly string[] };
