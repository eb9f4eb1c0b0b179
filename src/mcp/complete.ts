import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { CallExtra } from './direct-calls.js';
import type { McpServerOptions, ToolClient } from './options.js';
import { type Filler, prompts } from './prompts/prompts.js';
import { kinds } from './resources/resources.js';

/** Calls a tool, and gives its data; undefined where it fails, or is not served. */
type Ask = (tool: string, input: Record<string, unknown>) => Promise<Record<string, unknown> | undefined>;

/** As many values as MCP lets an answer have. @see https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/completion */
const mostValues = 100;

/** Below this many characters a search finds anything. */
const leastLetters = 2;

/** Ways to say a day that every tool understands. */
const days = [
  'today',
  'yesterday',
  'tomorrow',
  'monday',
  'last monday',
  'next friday',
  'in 2 weeks',
  '30 days ago',
  '60 days ago',
];

/** Finds values that begin with, or hold, what is typed so far; `others` are the arguments that are filled in already. */
type Fill = (typed: string, ask: Ask, others: Readonly<Record<string, unknown>>) => Promise<string[]>;

const fillers: Readonly<Record<Filler, Fill>> = {
  list: async (_, ask) => placesIn(await ask('clickup_workspace_get_hierarchy', {})).lists,
  space: async (_, ask) => placesIn(await ask('clickup_workspace_get_hierarchy', { depth: 'space' })).spaces,
  task: async (typed, ask) => {
    if (typed.length < leastLetters) return [];
    const found = rowsOf(await ask('clickup_task_search', { query: typed, limit: 20 }), 'tasks');
    return found.map(({ custom_id, id }) => String(custom_id ?? id));
  },
  doc: async (typed, ask) => {
    const query = typed.length < leastLetters ? {} : { query: typed };
    const docs = rowsOf(await ask('clickup_doc_search', { ...query, limit: 50 }), 'docs');
    const isOnly = (name: unknown) => docs.filter((doc) => doc.name === name).length === 1;
    return docs.map(({ name, id }) => String(isOnly(name) ? name : id));
  },
  page: async (_, ask, { id }) =>
    typeof id === 'string' ? rowsOf(await ask('clickup_doc_list_pages', { doc: id }), 'pages').map(nameOf) : [],
  person: async (_, ask) => ['me', ...rowsOf(await ask('clickup_user_find', {}), 'users').map(nameOf)],
  day: async () => days,
  nothing: async () => [],
};

/** Names that a search brought up need not hold what was typed. */
const searched: readonly Filler[] = ['task', 'doc'];

/**
 * Answers `completion/complete`. What cannot be found out, say without a key, is no error: nothing is suggested.
 * @throws McpError for a prompt or a template that there is not.
 */
export async function complete(
  { ref, argument, context }: Record<string, unknown>,
  options: McpServerOptions,
  extra: CallExtra,
): Promise<object> {
  const { name, value } = (argument ?? {}) as { name?: unknown; value?: unknown };
  const filler = fillerOf(ref, String(name));
  const typed = typeof value === 'string' ? value.trim() : '';
  const ask = asking(await options.clientFor(extra), options, extra);
  const others = isPlainObject(context) && isPlainObject(context.arguments) ? context.arguments : {};
  const found = [...new Set(await fillers[filler](typed, ask, others))];
  const values = searched.includes(filler) ? found : matching(found, typed);
  return {
    completion: { values: values.slice(0, mostValues), total: values.length, hasMore: values.length > mostValues },
  };
}

/** What the argument of a prompt, or the variable of a template, is filled in with. */
function fillerOf(ref: unknown, argument: string): Filler {
  const { type, name, uri } = (isPlainObject(ref) ? ref : {}) as Record<string, unknown>;
  if (type === 'ref/prompt') {
    const prompt = prompts.find((each) => each.name === name);
    if (prompt) return prompt.arguments.find((each) => each.name === argument)?.fills ?? 'nothing';
    if (name === 'agents_guide') return 'nothing';
  }
  if (type === 'ref/resource') {
    const kind = kinds.find(({ path }) => `clickup://${path}` === uri);
    if (kind) return kind.variables[argument] ?? 'nothing';
  }
  throw new McpError(ErrorCode.InvalidParams, 'ref names no prompt and no resource template of this server');
}

const asking =
  (client: ToolClient, { listing }: McpServerOptions, { signal }: CallExtra): Ask =>
  async (tool, input) => {
    if (!listing.some(({ name }) => name === tool)) return undefined;
    const envelope = await client.call(tool, input, { signal });
    return envelope.success && isPlainObject(envelope.data) ? envelope.data : undefined;
  };

/** What begins with the text first, then what holds it. */
function matching(values: readonly string[], typed: string): string[] {
  const sought = typed.toLowerCase();
  const lower = values.map((value) => [value, value.toLowerCase()] as const);
  const begins = lower.filter(([, text]) => text.startsWith(sought));
  const holds = lower.filter(([, text]) => text.includes(sought) && !text.startsWith(sought));
  return [...begins, ...holds].map(([value]) => value);
}

type Row = Record<string, unknown>;

const rowsOf = (data: Row | undefined, name: string): Row[] => {
  const rows = data?.[name];
  return Array.isArray(rows) ? rows.filter(isPlainObject) : [];
};

const nameOf = ({ name, username, email, id }: Row): string => String(name ?? username ?? email ?? id);

/** Paths of a tree, as every tool takes them. */
function placesIn(tree: Row | undefined): { spaces: string[]; lists: string[] } {
  const spaces = rowsOf(tree, 'spaces');
  const below = (place: Row, path: string): string[] => [
    ...rowsOf(place, 'folders').flatMap((folder) => below(folder, `${path} / ${nameOf(folder)}`)),
    ...rowsOf(place, 'lists').map((list) => `${path} / ${nameOf(list)}`),
  ];
  return { spaces: spaces.map(nameOf), lists: spaces.flatMap((space) => below(space, nameOf(space))) };
}
