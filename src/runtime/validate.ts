import type { ZodType } from 'zod';
import { advice, type Text, withTool } from './advice.js';
import type { ApiDescription } from './api-description.js';
import { coerce, namesAt } from './coerce.js';
import { ClickUpError, clickUpError } from './errors.js';
import type { LoadedTool } from './load.js';
import { nearest } from './nearest.js';
import { isPlainObject, ownValue } from './plain-object.js';
import { snakeCase } from './snake-case.js';
import type { Tool } from './tool.js';

interface Issue {
  code: string;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  values?: unknown[];
  expected?: string;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
}

/** Brings the input into the tool's form, or throws what was wrong, where, and the nearest valid choice. */
export function validate({ tool, schema }: LoadedTool, input: unknown, api: ArgumentRules): unknown {
  try {
    return check(tool, schema, input ?? {}, api);
  } catch (error) {
    if (error instanceof ClickUpError) throw error;
    // A getter that throws, or lists in lists beyond the depth of the stack.
    throw clickUpError('INVALID_PARAMETER', `The arguments of ${tool.name} cannot be read`, {
      suggestion: 'Pass plain JSON values.',
      cause: error,
    });
  }
}

/** What the API says of arguments in general. */
type ArgumentRules = Pick<ApiDescription, 'idHint' | 'argumentSynonyms' | 'renamedArguments'>;

function check(tool: Tool, schema: ZodType, given: unknown, api: ArgumentRules): unknown {
  if (!isPlainObject(given)) {
    throw clickUpError('INVALID_PARAMETER', `${tool.name} takes an object of named arguments`, {
      suggestion: `Pass an object such as { ${tool.parameters[0] ?? 'workspace_id'}: ... }.`,
      details: { parameters: tool.parameters },
    });
  }
  const result = schema.safeParse(coerce(schema, withoutSynonyms(tool, given, api)));
  if (result.success) return result.data;
  throw explain({ tool, schema, input: given, api }, result.error.issues as unknown as [Issue, ...Issue[]]);
}

/** Arguments that the tool has under another name get that name, unless it is given as well. */
function withoutSynonyms({ parameters }: Tool, given: Record<string, unknown>, { argumentSynonyms }: ArgumentRules) {
  const renamed = Object.keys(given).flatMap((key) => {
    const name = parameters.includes(key) ? undefined : ownValue(argumentSynonyms, snakeCase(key));
    return name && parameters.includes(name) && !Object.hasOwn(given, name) ? [[key, name] as const] : [];
  });
  if (renamed.length === 0) return given;
  const input = { ...given };
  for (const [key, name] of renamed) {
    input[name] = input[key];
    delete input[key];
  }
  return input;
}

interface Refused {
  tool: Tool;
  schema: ZodType;
  input: Record<string, unknown>;
  api: ArgumentRules;
}

function explain({ tool, schema, input, api }: Refused, issues: [Issue, ...Issue[]]): ClickUpError {
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown) return unknownArgument({ tool, schema, input, api }, unknown);
  const missing = issues.find(
    ({ path, code }) => /^invalid_(type|value)$/.test(code) && valueAt(input, path) === undefined,
  );
  const issue = missing ?? issues[0];
  const parameter = pathText(issue.path);
  const value = valueAt(input, issue.path);
  const allowed = issue.values?.map(String);
  if (missing) {
    const hint = allowed ? `, one of: ${allowed.join(', ')}` : '';
    return clickUpError('MISSING_PARAMETER', `${tool.name} needs ${parameter}`, {
      suggestion: advice`Add ${parameter}${hint}${api.idHint(parameter)}.`,
      details: { parameter, ...(allowed && { allowed_values: allowed }) },
    });
  }
  const near = allowed && nearest(asText(value), allowed);
  const rule = allowed ? `must be one of: ${allowed.join(', ')}` : describeRule(issue, value);
  return clickUpError('INVALID_PARAMETER', `${parameter || 'The input'} ${rule}`, {
    suggestion: near ? `Use ${near}.` : correction(issue, parameter, value, namesAt(schema, issue.path)),
    details: {
      parameter,
      value,
      ...(allowed && { allowed_values: allowed }),
      ...(near && { nearest: near }),
    },
  });
}

function correction(
  { expected }: Issue,
  parameter: string,
  value: unknown,
  names: readonly string[] | undefined,
): string {
  if (names?.length) return `Pass an object with: ${names.join(', ')}.`;
  const again = `Correct ${parameter || 'the input'} and call again.`;
  const isStructure = typeof value === 'object' && value !== null;
  return expected === 'string' && isStructure ? `${again} A structure goes into a text as JSON.` : again;
}

function unknownArgument({ tool, schema, api }: Refused, issue: Issue): ClickUpError {
  const name = issue.keys?.[0] ?? '';
  const inside = pathText(issue.path);
  const known = (inside ? namesAt(schema, issue.path) : tool.parameters) ?? [];
  const near = nearest(name, known);
  const where = inside ? `${inside}.${name}` : name;
  const elsewhere = redirected(tool, name) ?? ownValue(api.renamedArguments, name);
  const hint = near ? `Did you mean ${near}?` : known.length > 0 ? `${inside || 'It'} takes: ${known.join(', ')}.` : '';
  return clickUpError('INVALID_PARAMETER', `${tool.name} has no argument ${where}`, {
    suggestion: elsewhere ?? (hint || `Leave out ${where}.`),
    details: { parameter: where, ...(near && { nearest: near }), ...(known.length > 0 && { parameters: known }) },
  });
}

/** The way to what an argument would do that the API ignores here: another tool, where it is offered. */
function redirected({ redirects = {} }: Tool, name: string): Text | undefined {
  const redirect = ownValue(redirects, name);
  return redirect && advice`${redirect.fact}${withTool(redirect.tool, (other) => `: ${other} does that`)}.`;
}

function describeRule({ code, expected = '', origin, minimum, maximum, message }: Issue, value: unknown): string {
  if (expected === 'string' && typeof value === 'number')
    return 'has more digits than a number keeps: pass it as a string';
  if (code === 'invalid_type') return `must be ${types[expected] ?? `a ${expected}`}`;
  const bound = (most: string, limit: number | bigint) => {
    const unit = units[origin ?? ''];
    return unit ? `must have ${most} ${limit} ${unit}${Number(limit) === 1 ? '' : 's'}` : `must be ${most} ${limit}`;
  };
  if (code === 'too_small' && minimum !== undefined) return bound('at least', minimum);
  if (code === 'too_big' && maximum !== undefined) return bound('at most', maximum);
  return `is not valid: ${message}`;
}

/** What zod calls a type, in the words of JSON. */
const types: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  object: 'an object',
  record: 'an object of named values',
};

const units: Record<string, string> = { array: 'item', string: 'character' };

const pathText = (path: readonly PropertyKey[]) =>
  path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`))
    .join('');

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined | null)?.[key], input);
}

/** Values of any kind as text: an object may have a `toString` that is none. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
