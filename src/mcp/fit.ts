import type { Envelope } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { ListedTool } from '../runtime/tool.js';
import { unfit } from './result.js';
import { hasNotSucceeded, shortened } from './shorten.js';
import type { Shown } from './shown.js';

/** The call whose answer is too long. */
export interface LongCall {
  input: Readonly<Record<string, unknown>>;
  /** Its row in `tools/list`. */
  tool: ListedTool | undefined;
  /** Most characters of the answer. */
  limit: number;
  /** Characters that a model would read of it. */
  lengthOf(envelope: Shown): number;
  /** Makes the call with other arguments. */
  again(input: object): Promise<Envelope>;
}

/**
 * An answer that stays within the limit. A listing is asked for again with a `limit` that fits, so that its cursor goes on
 * behind the last row shown; any other answer is shortened. `guidance` says what was left out and how to get it.
 */
export async function fit(envelope: Shown, call: LongCall): Promise<Shown> {
  return (await shorterPage(envelope, call)) ?? shorter(envelope, call);
}

/** How often a page is asked for again: the first time is enough, unless its beginning is longer than its rest. */
const mostTries = 4;

/** Of the limit: rows differ in length, and the guidance takes some. */
const aim = 0.9;

async function shorterPage(first: Shown, call: LongCall): Promise<Shown | undefined> {
  const { input, tool, limit, lengthOf, again } = call;
  const all = sizeOf(first, tool);
  if (!argumentsOf(tool).cursor || all === undefined) return undefined;
  let page: Shown = first;
  let size = all.size;
  let before: Before | undefined;
  for (let tries = 0; tries < mostTries && size > 1 && lengthOf(page) > limit; tries++) {
    const smaller = Math.max(1, Math.floor((size * aim * limit) / lengthOf(page)));
    const answer = await again({ ...input, limit: smaller });
    const got = sizeOf(answer, tool);
    if (got === undefined || got.size >= size) return undefined;
    size = got.size;
    const goOn =
      cursorOf(answer) === cursorOf(first)
        ? narrower(first, call)
        : `Repeat the call with next_cursor as cursor for the rest; limit: ${smaller} fits.`;
    before = { answer, cut: `${all.name} (${size} of ${all.size}${all.unit})`, goOn };
    page = { ...answer, ...guidance(first, call, [before.cut], goOn) };
  }
  return lengthOf(page) <= limit ? page : shorter(first, call, before);
}

/** A page that was asked for again and is still too long, and what is said of it. */
interface Before {
  answer: Envelope;
  cut: string;
  goOn: string;
}

/** Without what fits no more; lists that are cut have lost the place where their cursor goes on. */
function shorter(first: Shown, call: LongCall, before?: Before): Shown {
  const envelope = before?.answer ?? first;
  const isPage = cursorOf(envelope) !== undefined;
  const withWhy = (cut: Shown, cuts: readonly string[]): Shown => {
    const size = sizeOf(cut, call.tool)?.size;
    const hasLostRows = isPage && size !== sizeOf(envelope, call.tool)?.size;
    const data = hasLostRows && cut.success ? { data: { ...(cut.data as object), next_cursor: undefined } } : {};
    const goOn = hasLostRows
      ? `Repeat the call with limit: ${size} for a cursor that goes on.`
      : (before?.goOn ?? narrower(cut, call));
    const all = before && !hasLostRows ? [before.cut, ...cuts] : cuts;
    return { ...cut, ...data, ...guidance(first, call, all, goOn) } as Shown;
  };
  return shortened(envelope, withWhy, (shown) => call.lengthOf(shown) <= call.limit) ?? unfit(envelope, 'too large');
}

function guidance({ guidance: said }: Shown, { limit }: LongCall, cuts: readonly string[], goOn: string) {
  const text = `Cut to fit ${limit} characters: ${cuts.join(', ')}. ${goOn}`;
  return { truncated: true, guidance: said ? `${said} ${text}` : text } as const;
}

const argumentsOf = (tool: ListedTool | undefined) =>
  (tool?.inputSchema.properties ?? {}) as Record<string, { type?: string; description?: string }>;

const cursorOf = (envelope: Shown): unknown =>
  envelope.success && isPlainObject(envelope.data) ? envelope.data.next_cursor : undefined;

/** How much of the listing an answer shows, in what `limit` counts: rows, or characters of text. */
function sizeOf(envelope: Shown, tool: ListedTool | undefined) {
  const data = envelope.success && isPlainObject(envelope.data) ? envelope.data : {};
  const [name, list] =
    Object.entries(data).find(([, value]) => Array.isArray(value) && value.some(isPlainObject)) ?? [];
  if (name === undefined || !Array.isArray(list)) return undefined;
  if (!argumentsOf(tool).limit?.description?.startsWith('characters')) {
    return { name, size: list.length, unit: '' };
  }
  const size = list.reduce((sum: number, row) => sum + String(row?.content ?? '').length, 0);
  return { name, size, unit: ' characters' };
}

/** Arguments that choose no rows, or are of no help to somebody who wants fewer. */
const unhelpful = new Set([
  'workspace_id',
  'detail',
  'cursor',
  'limit',
  'page',
  'order_by',
  'include',
  'group_by',
  'count_by',
]);

/** What became of the items of a write that are not shown; those that did not succeed are the last to be cut. */
function outcome({ data }: Shown & { success: true }): string {
  const { counts, results } = (data ?? {}) as { counts?: Record<string, number>; results?: unknown };
  const notDone = (counts?.total ?? 0) - (counts?.succeeded ?? 0);
  const shown = Array.isArray(results) ? results.filter(hasNotSucceeded).length : 0;
  if (notDone <= 0) return 'All of it was done: do not repeat it.';
  if (shown >= notDone) return 'What is not shown succeeded: do not repeat it.';
  return `Of ${notDone} items that did not succeed ${shown} are shown: read back before repeating any other.`;
}

/** Enough to choose from. */
const mostNamed = 5;

/** How to get what was left out where no cursor leads to it. */
function narrower(envelope: Shown, { input, tool }: LongCall): string {
  if (input.dry_run === true) return 'Plan fewer at once to see them all.';
  if (!tool?.annotations.readOnlyHint && envelope.success) return outcome(envelope);
  const names = Object.entries(argumentsOf(tool))
    .filter(([name, { type }]) => type !== 'boolean' && !unhelpful.has(name))
    .flatMap(([name, { type }]) => (!(name in input) ? [name] : type === 'array' ? [`fewer ${name}`] : []));
  const detail = input.detail === 'full' ? ['no detail: "full"'] : [];
  const ways = [...detail, ...names].slice(0, mostNamed);
  return `${ways.length > 0 ? `Narrow it with ${ways.join(', ')}, or raise` : 'Raise'} CLICKUP_CHARACTER_LIMIT.`;
}
