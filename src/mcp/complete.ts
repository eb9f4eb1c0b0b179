import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { type CompletionName, completions, prompts, resources } from '../../generated/mcp.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { CallExtra } from './direct-calls.js';
import { filledInput, wordsIn } from './fill-in.js';
import type { McpServerOptions } from './options.js';

/** As many values as MCP lets an answer have. @see https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/completion */
const mostValues = 100;

/** Below this many characters a search finds anything. */
const leastLetters = 2;

/** What is searched for by what is typed: what it brings up need not hold it. */
const searched: readonly CompletionName[] = ['task', 'doc'];

/** The values in the data of an answer. */
const valuesIn: Readonly<Record<CompletionName, (data: Row) => string[]>> = {
  list: (data) => placesIn(data).lists,
  space: (data) => placesIn(data).spaces,
  task: (data) => rowsOf(data, 'tasks').map(({ custom_id, id }) => String(custom_id ?? id)),
  doc: (data) => {
    const docs = rowsOf(data, 'docs');
    const isOnly = (name: unknown) => docs.filter((doc) => doc.name === name).length === 1;
    return docs.map(({ name, id }) => String(isOnly(name) ? name : id));
  },
  page: (data) => rowsOf(data, 'pages').map(nameOf),
  person: (data) => ['me', ...rowsOf(data, 'users').map(nameOf)],
  day: () => [],
};

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
  const completion = completionOf(ref, String(name));
  const typed = typeof value === 'string' ? value.trim() : '';
  const others = isPlainObject(context) && isPlainObject(context.arguments) ? context.arguments : {};
  const found = completion ? await valuesOf(completion, { typed, others }, options, extra) : [];
  const isSearched = completion !== undefined && searched.includes(completion);
  const values = isSearched ? found : matching(found, typed);
  return {
    completion: { values: values.slice(0, mostValues), total: values.length, hasMore: values.length > mostValues },
  };
}

/** What completes the argument of a prompt, or the variable of a template; undefined where nothing does. */
function completionOf(ref: unknown, argument: string): CompletionName | undefined {
  const { type, name, uri } = (isPlainObject(ref) ? ref : {}) as Record<string, unknown>;
  if (type === 'ref/prompt') {
    const prompt = prompts.find((each) => each.name === name);
    if (prompt) return prompt.arguments.find((each) => each.name === argument)?.fills;
    if (name === 'agents_guide') return undefined;
  }
  if (type === 'ref/resource') {
    const resource = resources.find(({ path }) => `clickup://${path}` === uri);
    if (resource) return resource.variables[argument];
  }
  throw new McpError(ErrorCode.InvalidParams, 'ref names no prompt and no resource template of this server');
}

interface Given {
  typed: string;
  /** The arguments that are filled in already. */
  others: Readonly<Record<string, unknown>>;
}

/** The values that there are; none of a call that fails, is not served, or lacks a word that it needs. */
async function valuesOf(
  name: CompletionName,
  { typed, others }: Given,
  { listing, clientFor }: McpServerOptions,
  extra: CallExtra,
): Promise<string[]> {
  const completion = completions[name];
  if ('values' in completion) return [...completion.values];
  const { tool, input } = completion;
  const isEnough = typed.length >= leastLetters;
  const { id } = others;
  const words = { ...(isEnough && { typed }), ...(typeof id === 'string' && { id }) };
  if (name === 'task' && !isEnough) return [];
  if (wordsIn(input).includes('id') && words.id === undefined) return [];
  if (!listing.some((each) => each.name === tool)) return valuesIn[name]({});
  const envelope = await (await clientFor(extra)).call(tool, filledInput(input, words), { signal: extra.signal });
  return [...new Set(valuesIn[name](envelope.success && isPlainObject(envelope.data) ? envelope.data : {}))];
}

/** What begins with the text first, then what holds it. */
function matching(values: readonly string[], typed: string): string[] {
  const sought = typed.toLowerCase();
  const lower = values.map((value) => [value, value.toLowerCase()] as const);
  const begins = lower.filter(([, text]) => text.startsWith(sought));
  const holds = lower.filter(([, text]) => text.includes(sought) && !text.startsWith(sought));
  return [...begins, ...holds].map(([value]) => value);
}

type Row = Record<string, unknown>;

const rowsOf = (data: Row, name: string): Row[] => {
  const rows = data[name];
  return Array.isArray(rows) ? rows.filter(isPlainObject) : [];
};

const nameOf = ({ name, username, email, id }: Row): string => String(name ?? username ?? email ?? id);

/** Paths of a tree, as every tool takes them. */
function placesIn(tree: Row): { spaces: string[]; lists: string[] } {
  const spaces = rowsOf(tree, 'spaces');
  const below = (place: Row, path: string): string[] => [
    ...rowsOf(place, 'folders').flatMap((folder) => below(folder, `${path} / ${nameOf(folder)}`)),
    ...rowsOf(place, 'lists').map((list) => `${path} / ${nameOf(list)}`),
  ];
  return { spaces: spaces.map(nameOf), lists: spaces.flatMap((space) => below(space, nameOf(space))) };
}
