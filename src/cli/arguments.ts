import { argumentSynonyms } from '../clickup/argument-names.js';
import { type Embedded, embeddedOf } from '../node/embedded.js';
import { freshArgument } from '../runtime/fresh.js';
import { nearest } from '../runtime/nearest.js';
import { isPlainObject, ownValue } from '../runtime/plain-object.js';
import { needsPlan } from '../runtime/planning.js';
import { writeArgumentsOf } from '../runtime/write-arguments.js';
import type { CatalogTool } from './catalog.js';
import { UsageError } from './usage.js';
import { readValue } from './values.js';
import { dashed, type Flag, flagsIn } from './words.js';

/** A `call` as typed: the tool's input and our own options. */
export interface CallArguments {
  input: Record<string, unknown>;
  /** The embedded ClickUp to use; false for the real one. */
  sandbox: false | Embedded;
  debug: boolean;
  /** Read anew what is remembered. */
  fresh: boolean;
  output: 'text' | 'json' | undefined;
}

/** Reads `--argument value`, `--argument=value`, bare flags, `--no-flag` and `--json`; names what it does not know. */
export function parseCall(tool: CatalogTool, words: readonly string[], readStdin: () => string): CallArguments {
  const call: CallArguments = { input: {}, sandbox: false, debug: false, fresh: false, output: undefined };
  let isEmbedded = false;
  const embedded: { plan?: string; now?: string } = {};
  const { required = [], properties } = tool.inputSchema;
  const first = required[0] ?? Object.keys(properties)[0];
  for (const flag of flagsIn(words, strayHint(first))) {
    if (flag.name === 'sandbox') isEmbedded = bare(flag);
    else if (flag.name === 'debug') call.debug = bare(flag);
    else if (flag.name === freshArgument) call.fresh = bare(flag);
    else if (flag.name === 'plan' || flag.name === 'now') embedded[flag.name] = flag.take() ?? '';
    else if (flag.name === 'output') call.output = outputForm(flag.take());
    else if (flag.name === 'json') call.input = { ...call.input, ...parseJson(flag.take(), readStdin) };
    else add(call.input, tool, flag);
  }
  if (isEmbedded) return { ...call, sandbox: embeddedOf(embedded) };
  const [alone] = Object.keys(embedded);
  if (alone) throw new UsageError(`--${alone} is of the embedded ClickUp`, `Add --sandbox, or leave --${alone} out.`);
  return call;
}

/** What was meant by a word that no argument takes. */
function strayHint(first: string | undefined) {
  const named = (value: string) => `${first ? `: ${dashed(first)} ${value}` : ''}.`;
  return (stray: string, before: readonly string[]): string => {
    if (stray.startsWith('-')) return `Arguments have two dashes and a name${named('value')}`;
    const [flag = '', value = ''] = before.slice(-2);
    const isCutShort = flag.startsWith('--') && !flag.includes('=') && value !== '' && !value.startsWith('--');
    return isCutShort
      ? `Quote text with spaces: ${flag} "${value} ${stray} ...".`
      : `Arguments are named${named(stray)}`;
  };
}

function bare({ name, attached }: Flag): true {
  if (attached === undefined) return true;
  throw new UsageError(`--${name} takes no value`, `Write --${name} alone, or leave it out.`);
}

function outputForm(value: string | undefined): 'text' | 'json' {
  if (value === 'text' || value === 'json') return value;
  throw new UsageError(`--output is ${value ? JSON.stringify(value) : 'empty'}`, 'Use --output text or --output json.');
}

function parseJson(text: string | undefined, readStdin: () => string): object {
  const json = (text === '-' ? readStdin() : (text ?? '')).replace(/^\ufeff/, '');
  const source = text === '-' ? 'standard input' : '--json';
  if (json.trim() === '') throw new UsageError(`${source} is empty`, 'Give the arguments: --json \'{"name": "x"}\'.');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UsageError(
      `${source} is not JSON: ${error instanceof Error ? error.message : ''}`,
      'Quote it as a whole: --json \'{"name": "x"}\'; long input fits better through --json - < file.',
    );
  }
  if (isPlainObject(value)) return value;
  throw new UsageError(`${source} is not an object`, 'It holds the arguments by name: {"task_id": "..."}');
}

function add(input: Record<string, unknown>, tool: CatalogTool, flag: Flag): void {
  const { properties } = tool.inputSchema;
  const name = meantBy(flag.name, properties);
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!schema) {
    if (besides(tool).includes(name)) {
      input[name] = flag.take() ?? '';
      return;
    }
    const negated = name.replace(/^no_/, '');
    if (negated === name || properties[negated]?.type !== 'boolean') throw unknownArgument(tool, name);
    input[negated] = !bare(flag);
    return;
  }
  const text = flag.take();
  // A value behind = was meant, and the tool judges it; a word that follows may have strayed.
  if (schema.type === 'boolean' && text !== flag.attached && !/^(true|false)$/i.test(text ?? ''))
    throw new UsageError(
      `${dashed(name)} is ${JSON.stringify(text)}`,
      `Write true or false, or ${dashed(`no_${name}`)} for false.`,
    );
  if (text !== undefined) input[name] = readValue(name, schema, text, input[name]);
  else if (schema.type === 'boolean') input[name] = true;
  else
    throw new UsageError(
      `${dashed(name)} needs a value`,
      `Write ${dashed(name)} value; ${dashed(name)}= is empty text.`,
    );
}

/** The argument of that name, or of one that it has elsewhere: `team_id`. */
function meantBy(name: string, properties: CatalogTool['inputSchema']['properties']): string {
  const synonym = ownValue(argumentSynonyms, name);
  return synonym && !Object.hasOwn(properties, name) && Object.hasOwn(properties, synonym) ? synonym : name;
}

const ownOptions = ['json', 'output', 'sandbox', 'debug', freshArgument];

/** What a tool takes that its schema does not have; `confirm` of bulk tools is the token of a plan. */
const besides = (tool: CatalogTool): readonly string[] =>
  tool.effect === 'read' ? [] : [...writeArgumentsOf(tool.name), ...(needsPlan(tool) ? ['confirm'] : [])];

function unknownArgument(tool: CatalogTool, name: string): UsageError {
  const known = [...Object.keys(tool.inputSchema.properties), ...besides(tool), ...ownOptions];
  const near = nearest(name, known);
  return new UsageError(
    `${tool.name} has no argument ${dashed(name)}`,
    near ? `Did you mean ${dashed(near)}?` : `It takes: ${known.map(dashed).join(', ')}.`,
  );
}
