import { nearest } from '../runtime/nearest.js';
import type { CatalogTool } from './catalog.js';
import { UsageError } from './usage.js';

/** A `call` as typed: the tool's input and our own options. */
export interface CallArguments {
  input: Record<string, unknown>;
  sandbox: boolean;
  debug: boolean;
  output: 'text' | 'json' | undefined;
}

/** Reads `--argument value`, `--argument=value`, bare flags and `--json`; names what it does not know. */
export function parseCall(tool: CatalogTool, words: readonly string[], readStdin: () => string): CallArguments {
  const call: CallArguments = { input: {}, sandbox: false, debug: false, output: undefined };
  for (let i = 0; i < words.length; i++) {
    const [, flag = '', attached] = /^--([^=]+)(?:=(.*))?$/s.exec(words[i]!) ?? [];
    if (!flag) throw new UsageError(`unexpected ${JSON.stringify(words[i])}`, 'Arguments are named: --name value.');
    const name = flag.replaceAll('-', '_');
    const takeValue = (): string | undefined => {
      const next = words[i + 1];
      if (attached !== undefined) return attached;
      if (next === undefined || /^--[a-z]/.test(next)) return undefined;
      i++;
      return next;
    };
    if (name === 'sandbox' || name === 'debug') call[name] = true;
    else if (name === 'output') call.output = outputForm(takeValue());
    else if (name === 'json') Object.assign(call.input, parseJson(takeValue(), readStdin));
    else add(call.input, tool, name, takeValue());
  }
  return call;
}

function outputForm(value: string | undefined): 'text' | 'json' {
  if (value === 'text' || value === 'json') return value;
  throw new UsageError(`--output is ${value ?? 'empty'}`, 'Use --output text or --output json.');
}

function parseJson(text: string | undefined, readStdin: () => string): object {
  try {
    const value: unknown = JSON.parse(text === '-' ? readStdin() : (text ?? ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new UsageError(
      `--json is not JSON: ${error instanceof Error ? error.message : ''}`,
      'Quote it: --json \'{"name": "x"}\'.',
    );
  }
  throw new UsageError('--json is not an object', 'It holds the arguments by name: {"task_id": "..."}');
}

function add(input: Record<string, unknown>, tool: CatalogTool, name: string, text: string | undefined): void {
  const schema = tool.inputSchema.properties[name];
  if (!schema) {
    const known = Object.keys(tool.inputSchema.properties);
    const near = nearest(name, known);
    throw new UsageError(
      `${tool.name} has no argument ${name}`,
      near ? `Did you mean --${near}?` : `It takes: ${known.join(', ')}.`,
    );
  }
  const value = text ?? (schema.type === 'boolean' ? true : '');
  if (schema.type !== 'array') {
    input[name] = value;
    return;
  }
  const isJson = typeof value === 'string' && /^\s*[[{]/.test(value);
  const items = isJson
    ? [JSON.parse(value)].flat()
    : String(value)
        .split(',')
        .map((item) => item.trim());
  input[name] = [...((input[name] as unknown[] | undefined) ?? []), ...items];
}
