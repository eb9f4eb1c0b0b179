import { idOf } from '../runtime/wire.js';
import type { Change, Helpers, Reads, Row, Sent, Step, Wire } from './row.js';
import type { Part } from './wholes.js';

/** A write as the history keeps it, with what takes it back. */
export interface Entry {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly tool: string;
  /** The call that made it, so that all writes of one call are taken back together. */
  readonly call: string;
  /** The journalled job that the call belongs to. */
  readonly job?: string;
  readonly reason?: string;
  readonly sent: Sent;
  readonly noun: string;
  readonly name?: string;
  readonly target?: string;
  readonly changes: readonly Change[];
  /** The values that it left, by name; absent where they could not be read. */
  readonly left?: Readonly<Record<string, unknown>>;
  /** The id of what it made. */
  readonly made?: string;
  readonly steps: readonly Step[];
  /** What the steps do not take back. */
  readonly except?: readonly string[];
  /** Why it cannot be taken back. */
  readonly none?: string;
  /** What it names that no operation reads by itself: whoever takes it back may not have seen where it lies. */
  readonly parts?: readonly Part[];
  /** Its answer was lost, and nobody could look: `left` is what it was to leave. */
  readonly unsure?: true;
  /** The write of a job, as `Ahead` has it. */
  readonly write?: string;
}

/** Marks an entry as taken back. */
export interface Undone {
  readonly undone: string;
  readonly at: number;
}

/** What a write of a job was about to change: if its process dies, whoever goes on with the job does not see that any more. */
export interface Ahead {
  /** Tells the write from others of the job. */
  readonly ahead: string;
  readonly before: Wire;
}

export const stream = 'history';

/** Values of an object by the names under which a request changes them. */
export const valuesIn = (row: Row, sent: Sent, object: Wire | undefined): Record<string, unknown> =>
  Object.fromEntries(row.changes(sent, object).map(({ name, before }) => [name, before ?? null]));

/** What an entry says besides when and by whom. */
export type Content = Omit<Entry, 'id' | 'at' | 'call' | 'tool'>;

const makes = ({ verb }: Row): boolean => verb === 'create' || verb === 'start';

/** The entry of a write that ClickUp took: what was there before, what takes it back, and what it left. */
export async function contentOf(
  row: Row,
  sent: Sent,
  { before, answer, reads, helpers }: { before: Wire | undefined; answer: Wire; reads: Reads; helpers: Helpers },
): Promise<Content> {
  const inverse = row.final === undefined ? row.inverse(sent, before, answer, helpers) : { none: row.final };
  const steps = 'steps' in inverse ? inverse.steps : [];
  const made = makes(row) ? Object.values(steps[0]?.path ?? {}).at(-1) : undefined;
  const isUndoable = steps.length > 0;
  const after = isUndoable ? await leftBy(row, sent, made, reads) : undefined;
  const parts = await partsOf([sent.path, ...steps.map(({ path }) => path)], reads);
  const name = row.name?.(sent, before) ?? nameIn(before) ?? nameIn(after);
  const target = made ?? idOf(before?.id) ?? (row.target ? row.target(sent, before) : Object.values(sent.path).at(-1));
  return {
    sent: withoutSecrets(sent),
    noun: row.noun,
    ...(name !== undefined && { name }),
    ...(target !== undefined && { target }),
    changes: row.changes(sent, before),
    ...(after && { left: valuesIn(row, sent, after) }),
    ...(made !== undefined && { made }),
    steps,
    ...(parts.length > 0 && { parts }),
    ...('none' in inverse && { none: inverse.none }),
    ...('except' in inverse && inverse.except && inverse.except.length > 0 && { except: inverse.except }),
  };
}

const partNouns = {
  comment_id: 'comment',
  checklist_id: 'checklist',
  key_result_id: 'key_result',
  message_id: 'chat_message',
} as const;

async function partsOf(paths: readonly Sent['path'][], reads: Reads): Promise<Part[]> {
  const named = paths.flatMap((path) =>
    Object.entries(partNouns).flatMap(([name, noun]) => (path[name] ? [`${noun} ${path[name]}`] : [])),
  );
  const parts = [...new Set(named)].map(async (key): Promise<Part[]> => {
    const [noun = '', id = ''] = key.split(' ');
    const whole = await reads.whole(noun, id);
    return whole ? [{ noun, id, whole }] : [];
  });
  return (await Promise.all(parts)).flat();
}

/** The entry of a change whose answer was lost; undefined where it can be seen that it did not take effect. */
export async function lostContent(
  row: Row,
  sent: Sent,
  { before, reads, helpers }: { before: Wire | undefined; reads: Reads; helpers: Helpers },
): Promise<Content | undefined> {
  if (makes(row) || !before) return undefined;
  const content = await contentOf(row, sent, { before, answer: {}, reads, helpers });
  if (content.steps.length === 0) return undefined;
  const was = valuesIn(row, sent, before);
  if (!content.left) return { ...content, left: wanted(content), unsure: true };
  const isChanged = JSON.stringify(content.left) !== JSON.stringify(was);
  return isChanged ? content : undefined;
}

const wanted = ({ changes }: Content): NonNullable<Entry['left']> =>
  Object.fromEntries(changes.map(({ name, after }) => [name, after ?? null]));

/** What a write has left there. */
const leftBy = async (row: Row, sent: Sent, made: string | undefined, reads: Reads) =>
  row.made ? row.made(sent, made ?? '', reads) : row.read?.(sent, reads);

export const nameIn = (object: Wire | undefined): string | undefined =>
  object && typeof object.name === 'string' && object.name !== '' ? object.name : undefined;

/** What is exchanged for a token is a secret itself. */
const withoutSecrets = (sent: Sent): Sent =>
  sent.id === 'GetAccessToken' ? { ...sent, query: {}, body: undefined } : sent;
