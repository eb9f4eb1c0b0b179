import type { ZodType } from 'zod';
import { coerce, namesAt } from './coerce.js';
import { type ClickUpError, clickUpError } from './errors.js';
import { nearest } from './nearest.js';
import { idHint } from './not-found.js';
import { isPlainObject } from './plain-object.js';
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
export async function validate<Input>(tool: Tool<Input>, input: unknown): Promise<Input> {
  const schema = await tool.schema();
  const given = input ?? {};
  if (!isPlainObject(given)) {
    throw clickUpError('INVALID_PARAMETER', `${tool.name} takes an object of named arguments`, {
      suggestion: `Pass an object such as { ${tool.parameters[0] ?? 'workspace_id'}: ... }.`,
      details: { parameters: tool.parameters },
    });
  }
  const result = schema.safeParse(coerce(schema, given));
  if (result.success) return result.data as Input;
  throw explain(tool, schema, given, result.error.issues as unknown as [Issue, ...Issue[]]);
}

function explain(
  tool: Tool,
  schema: ZodType,
  input: Record<string, unknown>,
  issues: [Issue, ...Issue[]],
): ClickUpError {
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown) return unknownArgument(tool, schema, unknown);
  const missing = issues.find(
    ({ path, code }) => /^invalid_(type|value)$/.test(code) && valueAt(input, path) === undefined,
  );
  const issue = missing ?? issues[0];
  const parameter = pathText(issue.path);
  const value = valueAt(input, issue.path);
  const allowed = issue.values?.map(String);
  if (missing) {
    const hint = allowed ? `, one of: ${allowed.join(', ')}.` : '.';
    const way = idHint(parameter);
    const general = /_ids?$/.test(parameter) ? ' clickup_workspace_resolve and the list tools find ids.' : '';
    return clickUpError('MISSING_PARAMETER', `${tool.name} needs ${parameter}`, {
      suggestion: way ? `Add ${parameter}; ${way}.` : `Add ${parameter}${hint}${general}`,
      details: { parameter, ...(allowed && { allowed_values: allowed }) },
    });
  }
  const near = allowed && nearest(String(value), allowed);
  const rule = allowed ? `must be one of: ${allowed.join(', ')}` : describeRule(issue, value);
  return clickUpError('INVALID_PARAMETER', `${parameter || 'The input'} ${rule}`, {
    suggestion: near ? `Use ${near}.` : correction(issue, parameter, value, namesAt(schema, issue.path)),
    details: {
      parameter,
      value: shortened(value),
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

function unknownArgument(tool: Tool, schema: ZodType, issue: Issue): ClickUpError {
  const name = issue.keys?.[0] ?? '';
  const inside = pathText(issue.path);
  const known = (inside ? namesAt(schema, issue.path) : tool.parameters) ?? [];
  const near = nearest(name, known);
  const where = inside ? `${inside}.${name}` : name;
  const elsewhere = redirects.find(({ on, argument }) => argument === name && on.test(tool.name));
  const hint = near ? `Did you mean ${near}?` : known.length > 0 ? `${inside || 'It'} takes: ${known.join(', ')}.` : '';
  return clickUpError('INVALID_PARAMETER', `${tool.name} has no argument ${where}`, {
    suggestion: elsewhere?.instead || hint || `Leave out ${where}.`,
    details: { parameter: where, ...(near && { nearest: near }), ...(known.length > 0 && { parameters: known }) },
  });
}

/** Arguments that people expect on tools where ClickUp would silently ignore them, and the tool that does the job. */
const redirects: readonly { on: RegExp; argument: string; instead: string }[] = [
  {
    on: /^clickup_task_update(_bulk)?$/,
    argument: 'tags',
    instead: 'Tags of an existing task are changed with clickup_task_update_tags.',
  },
  {
    on: /^clickup_task_update(_bulk)?$/,
    argument: 'list_id',
    instead: 'A task is moved to another List with clickup_task_move.',
  },
  {
    on: /^clickup_task_update(_bulk)?$/,
    argument: 'custom_fields',
    instead: 'Custom fields of an existing task are set with clickup_custom_field_set.',
  },
  { on: /./, argument: 'team_id', instead: 'The Workspace is called workspace_id here; user groups are group_id.' },
];

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

function shortened(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text !== undefined && text.length > 200 ? `${text.slice(0, 200)}... (${text.length} characters)` : value;
}
