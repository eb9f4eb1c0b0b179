import { operations } from '../../generated/operations.js';
import { unwrap } from '../clickup/api.js';
import type { Context } from '../clickup/context.js';
import type { History, HistoryChoice, HistoryRow, UndoRow } from '../clickup/history.js';
import type { Runtime } from '../runtime/client.js';
import { unconfirmed } from '../runtime/confirmation.js';
import { ClickUpError, clickUpError, invalidInput } from '../runtime/errors.js';
import type { Store } from '../runtime/store.js';
import { readsFor } from './reads.js';
import { type Entry, stream, type Undone } from './record.js';
import type { Reads, Step } from './row.js';
import { showing } from './show.js';
import { rowFor } from './table/index.js';
import { titleOf, undoEntry } from './undo.js';
import type { Wholes } from './wholes.js';

interface HistoryDeps {
  readonly store: Store;
  readonly wholes: Wholes;
  runtime(): Runtime;
}

/** The tool that takes back: what it does is not among the last things that it takes back. */
const undoTool = 'clickup_history_undo';

interface Kept {
  readonly entries: readonly Entry[];
  readonly undone: ReadonlySet<string>;
}

/** An operation's method on the typed client, which here is chosen by data. */
type Request = (method: string, path: string, init: object) => Promise<{ data?: unknown; response: Response }>;

/** What a client recorded, and the way back. */
export function historyIn({ store, wholes, runtime }: HistoryDeps): History {
  const kept = async (): Promise<Kept> => {
    const records = (await store.read(stream)) as readonly (Entry | Undone)[];
    // An entry that is written again, once more is known of it, stands for the one before.
    const entries = new Map(records.flatMap((record) => ('id' in record ? [[record.id, record]] : [])));
    return {
      entries: [...entries.values()],
      undone: new Set(records.flatMap((record) => ('undone' in record ? [record.undone] : []))),
    };
  };
  const readsOf = (ctx: Context) => {
    const { send, baseUrl, description: api, clock } = runtime();
    return readsFor(ctx.call, { send, baseUrl, api, wholes, now: () => clock.now(), isStrict: true });
  };
  const send = (ctx: Context) => (step: Step) => {
    const request = ctx.api.request as unknown as Request;
    const { method, path } = operations[step.id];
    const { body } = step;
    return unwrap(
      request(method, path, { params: { path: step.path, query: step.query }, ...(body !== undefined && { body }) }),
    );
  };
  return {
    async list(ctx) {
      const { entries, undone } = await kept();
      return Promise.all(entries.toReversed().map((entry) => rowOf(ctx, readsOf(ctx), entry, undone)));
    },
    async undo(ctx, choice) {
      const chosen = choose(await kept(), choice);
      confirmDeletions(ctx, chosen, choice);
      const results: UndoRow[] = [];
      /** In a dry run nothing changes, so that what lies below another is not as it will be. */
      const touched = new Set<string>();
      for (const entry of chosen) {
        const base = { entry_id: entry.id, did: didOf(entry) };
        const isCovered = ctx.dryRun && touched.has(keyOf(entry));
        touched.add(keyOf(entry));
        try {
          wholes.know(entry.parts);
          const given = isCovered ? withoutLeft(entry) : entry;
          const reads = readsOf(ctx);
          await store.exclusively(`undo ${entry.id}`, async () => {
            if ((await kept()).undone.has(entry.id)) throw undoneAlready(entry.id);
            const again = ctx.dryRun ? undefined : readsOf(ctx);
            await undoEntry(given, { reads, again, shown: showing(ctx, reads), send: send(ctx) });
            if (!ctx.dryRun) await store.append(stream, { undone: entry.id, at: ctx.now() } satisfies Undone);
          });
          results.push({ ...base, status: 'undone' });
        } catch (error) {
          ctx.call.throwIfAborted();
          if (!(error instanceof ClickUpError) || chosen.length === 1) throw error;
          const { code, message, advice } = error;
          results.push({ ...base, status: 'failed', error: { code, message, suggested_action: ctx.say(advice) } });
        }
        ctx.progress(results.length, chosen.length);
      }
      return results;
    },
  };
}

/** What was created is deleted again, with all that was put into it since. */
function confirmDeletions({ dryRun }: Context, entries: readonly Entry[], { confirm }: HistoryChoice): void {
  const doomed = entries.filter(({ steps }) => steps.some(({ id }) => operations[id].effect === 'delete'));
  if (dryRun || confirm === 'yes' || doomed.length === 0) return;
  throw unconfirmed(`Undoing this deletes ${doomed.map(titleOf).join(', ')}; nothing was changed yet`);
}

/** What an entry is about, whatever it was called then. */
const keyOf = ({ noun, target }: Entry): string => `${noun} ${target}`;

const withoutLeft = ({ left: _, ...entry }: Entry): Entry => entry;

/** The entries that are meant, newest first. */
function choose({ entries, undone }: Kept, choice: HistoryChoice): Entry[] {
  const { entry_ids: ids, call_id: call, job_id: job, last } = choice;
  if (ids) return [...new Set(ids.flatMap((id) => known(entries, undone, id)))].sort(newestFirst);
  const isOpen = (entry: Entry) => !undone.has(entry.id);
  const found = entries.filter((entry) =>
    call !== undefined ? entry.call === call : job !== undefined ? entry.job === job : entry.tool !== undoTool,
  );
  if (found.length === 0 && last === undefined)
    throw nothingOf(call === undefined ? 'job_id' : 'call_id', String(call ?? job));
  const open = found.filter(isOpen).sort(newestFirst);
  if (open.length === 0) {
    throw invalidInput('There is nothing to undo: all of it was undone already, or nothing was recorded', {
      suggestion: 'List the history to see what there is.',
    });
  }
  return last === undefined ? open : open.slice(0, last);
}

const newestFirst = (a: Entry, b: Entry): number => Number(b.id) - Number(a.id);

/** The entry of an id, or those of a range such as "12-24" that are not undone yet. */
function known(entries: readonly Entry[], undone: ReadonlySet<string>, id: string): Entry[] {
  const [, from, to] = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(id) ?? [];
  if (from !== undefined && to !== undefined) {
    const [least, most] = [Number(from), Number(to)].sort((a, b) => a - b) as [number, number];
    const within = entries.filter((each) => Number(each.id) >= least && Number(each.id) <= most);
    if (within.length === 0) throw nothingOf('entry_ids', id);
    const open = within.filter((each) => !undone.has(each.id));
    if (open.length === 0) throw undoneAlready(id);
    return open;
  }
  const entry = entries.find((each) => each.id === id.trim());
  if (!entry) throw nothingOf('entry_ids', id);
  if (undone.has(entry.id)) throw undoneAlready(id);
  return [entry];
}

const undoneAlready = (id: string) =>
  clickUpError('CONFLICT', `Entry ${id} was undone already`, {
    suggestion: 'List the history: the undoing is an entry of its own, which can be undone.',
    details: { parameter: 'entry_ids' },
  });

const nothingOf = (parameter: string, value: string) =>
  invalidInput(`The history has no ${parameter.replace(/s$/, '')} ${JSON.stringify(value)}`, {
    parameter,
    value,
    suggestion: 'List the history to see what there is; the oldest entries go first.',
  });

const didOf = (entry: Entry): string => `${rowFor(entry.sent.id)?.verb ?? entry.sent.id} ${titleOf(entry)}`;

async function rowOf(ctx: Context, reads: Reads, entry: Entry, undone: ReadonlySet<string>): Promise<HistoryRow> {
  const shown = showing(ctx, withoutReading(reads));
  const changes = entry.changes.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  const said = await Promise.all(
    changes.map(async ({ name, kind, before, after }) => {
      const [from, to] = await Promise.all([shown.value(kind, before), shown.value(kind, after)]);
      return from === undefined ? `${name}: ${to}` : `${name}: ${from} -> ${to}`;
    }),
  );
  const unsure = entry.unsure && 'its answer was lost: it may not have taken effect';
  const why = entry.none ?? [entry.except, unsure].flat().filter(Boolean).join('; ');
  return {
    entry_id: entry.id,
    at: entry.at,
    tool: entry.tool,
    call_id: entry.call,
    ...(entry.job !== undefined && { job_id: entry.job }),
    did: didOf(entry),
    changes: said,
    ...(entry.reason !== undefined && { reason: entry.reason }),
    undo: undone.has(entry.id)
      ? 'done'
      : entry.none !== undefined
        ? 'impossible'
        : entry.except
          ? 'in part'
          : 'possible',
    ...(why && { why }),
  };
}

/** A list of what was done reads no tasks: they stand by their ids. */
const withoutReading = (reads: Reads): Reads => ({ ...reads, get: async () => undefined });
