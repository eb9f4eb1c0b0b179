import { SECOND } from '../../docs/examples/hosted-demo/workspaces.js';
import { type createSandbox, WORKSPACE_ID } from '../../src/sandbox/index.js';

type Snapshot = ReturnType<ReturnType<typeof createSandbox>['snapshot']>;
type Row = Record<string, unknown> & { id: string };

/** People and their tokens are the same in both Workspaces. */
const shared = ['users', 'oauthClients', 'oauthCodes', 'tokens', 'workspaces'];

/** What the words of people in a row are called, in the tables that have any. */
const wordy = [
  'spaces',
  'folders',
  'lists',
  'tasks',
  'comments',
  'checklists',
  'checklistItems',
  'goals',
  'goalFolders',
  'keyResults',
  'docs',
  'pages',
  'channels',
  'messages',
  'views',
  'timeEntries',
];
const words = new Set(['name', 'text', 'content', 'description', 'topic', 'subTitle']);

const uuid = /^[\da-f]{8}-[\da-f]{4}-/;

/** An id of the same form that there is not: its fourth character is another. */
function otherId(id: string): string {
  const char = id[3]!;
  const turned = (digits: string, by: number) => digits[(digits.indexOf(char) + by) % digits.length]!;
  const other = uuid.test(id)
    ? turned('0123456789abcdef', 8)
    : /\d/.test(char)
      ? turned('0123456789', 5)
      : turned('abcdefghijklmnopqrstuvwxyz', 13);
  return `${id.slice(0, 3)}${other}${id.slice(4)}`;
}

/** The same letters in another order of the alphabet: as long, and no word of the other. */
export const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

/** What is whose, among what answers may hold. */
export interface Twins {
  snapshot: Snapshot;
  /** An input about the first Workspace, about its twin: with the ids and words of that, or with one of the two. */
  mapped(input: unknown, what?: { ids?: boolean; words?: boolean }): unknown;
  /** Ids, and names long enough to mean nothing else, by the Workspace that alone has them. */
  ids: Readonly<Record<string, ReadonlySet<string>>>;
  names: Readonly<Record<string, readonly string[]>>;
}

/** Ids that are no figure by chance. */
const telling = (ids: Iterable<string>): ReadonlySet<string> => new Set([...ids].filter((id) => id.length >= 7));

/** Fills the second Workspace of a sandbox with all that the first has: other ids, other words, the same people. */
export function twinWorkspaces(snapshot: Snapshot): Twins {
  const tables = snapshot.rows as unknown as Record<string, readonly Row[]>;
  const own = Object.entries(tables).filter(([table]) => !shared.includes(table));
  const isOfFirst = (row: Row) => row.workspaceId === undefined || row.workspaceId === WORKSPACE_ID;
  const people = new Set(tables.users!.flatMap(({ id, username }) => [id, username as string]));
  const known = new Set(own.flatMap(([, rows]) => rows.map(({ id }) => id)));
  const idMap = new Map([[WORKSPACE_ID, SECOND]]);
  for (const [, rows] of own)
    for (const { id } of rows.filter(isOfFirst)) {
      // What others are put together of says nothing itself; `0` is the same everywhere.
      if (/[:]/.test(id) || id.length < 4 || people.has(id) || id === SECOND) continue;
      const other = otherId(id);
      if (known.has(other)) throw new Error(`${other} is an id already`);
      idMap.set(id, other);
    }
  const moved = (text: string): string => text.replace(/[\w-]+(\.txt)?/g, (token) => idMap.get(token) ?? token);
  const copied = (value: unknown, key: string, isWordy: boolean): unknown => {
    if (typeof value === 'string') return isWordy && words.has(key) ? rot13(value) : moved(value);
    if (typeof value === 'number' && key === 'customItemId') return Number(idMap.get(String(value)) ?? value);
    if (Array.isArray(value)) return value.map((each) => copied(each, key, isWordy));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [moved(name), copied(each, name, isWordy && name !== 'statuses')]),
    );
  };
  const names = { [WORKSPACE_ID]: new Set<string>(), [SECOND]: new Set<string>() };
  const nameMap = new Map<string, string>();
  const rows = Object.fromEntries(
    Object.entries(tables).map(([table, list]) => {
      if (shared.includes(table)) return [table, list];
      const isWordy = wordy.includes(table);
      const originals = list.filter(isOfFirst).filter(({ id }) => !(table === 'customItems' && !idMap.has(id)));
      const copies = originals.map((row) => copied(row, '', isWordy) as Row);
      for (const [at, { name }] of originals.entries()) {
        if (!isWordy || typeof name !== 'string') continue;
        if (!people.has(name))
          for (const mark of ['', '#']) nameMap.set(`${mark}${name}`.toLowerCase(), mark + rot13(name));
        // A conversation of two is called by one of them.
        if (name.length < 9 || people.has(name)) continue;
        names[WORKSPACE_ID]!.add(name);
        names[SECOND]!.add(copies[at]!.name as string);
      }
      const taken = new Set(copies.map(({ id }) => id));
      return [table, [...list.filter(({ id }) => !taken.has(id)), ...copies]];
    }),
  );
  const told = [...names[WORKSPACE_ID]!].sort((one, other) => other.length - one.length);
  const renamed = (text: string): string =>
    nameMap.get(text.toLowerCase()) ?? told.reduce((all, name) => all.replaceAll(name, rot13(name)), text);
  const mapped: Twins['mapped'] = (input, what = { ids: true, words: true }) => {
    const textOf = (text: string) => {
      const worded = what.words ? renamed(text) : text;
      return what.ids ? moved(worded) : worded;
    };
    if (typeof input === 'string') return textOf(input);
    if (typeof input === 'number') return what.ids ? Number(idMap.get(String(input)) ?? input) : input;
    if (Array.isArray(input)) return input.map((each) => mapped(each, what));
    if (typeof input !== 'object' || input === null) return input;
    return Object.fromEntries(
      Object.entries(input).map(([key, value]) => [what.ids ? moved(key) : key, mapped(value, what)]),
    );
  };
  return {
    snapshot: { ...snapshot, rows: rows as unknown as Snapshot['rows'] },
    mapped,
    ids: { [WORKSPACE_ID]: telling(idMap.keys()), [SECOND]: telling(idMap.values()) },
    names: Object.fromEntries(Object.entries(names).map(([tenant, all]) => [tenant, [...all]])),
  };
}
