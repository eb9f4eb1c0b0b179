import type { Envelope, Failure } from '../../src/runtime/envelope.js';
import type { ErrorType } from '../../src/runtime/errors.js';
import type { Parameter, Tool } from '../model.js';
import type { ExampleRunner, RunOptions } from './runner.js';

/** A failure that really happened, and what brought it about. */
export interface Provoked {
  how: string;
  failure: Failure;
}

interface Attempt extends Partial<RunOptions> {
  how: string;
}

/** Ids of the right form that the sample data does not have. */
const unknownIds: Record<string, string> = {
  task: '86c0zzzz9',
  tasks: '86c0zzzz9',
  list: '901799999999',
  folder: '901799999999',
  space: '901799999999',
  view: '8cdxy-999999',
  doc: '8cdxy-999999',
  goal: '00000000-0000-4000-8000-000000000000',
  key_result: '00000000-0000-4000-8000-000000000000',
  comment: '90179999999999',
  checklist: '00000000-0000-4000-8000-000000000000',
  checklist_item: '00000000-0000-4000-8000-000000000000',
  group: '00000000-0000-4000-8000-000000000000',
  template: 't-99999999',
  time_entry: '4231799999999999999',
  webhook: '00000000-0000-4000-8000-000000000000',
  user: '99999999',
  workspace: '9099999999',
};

type Input = Record<string, unknown>;

/** The same value with every id of that kind replaced, also inside objects and lists. */
const misdirected = (value: unknown, { kind, fields }: Parameter): unknown => {
  const id = unknownIds[kind];
  if (id !== undefined) return Array.isArray(value) || kind === 'tasks' ? [id] : id;
  if (!fields) return value;
  const inside = (object: Input): Input =>
    Object.fromEntries(
      Object.entries(object).map(([name, item]) => {
        const field = fields.find((each) => each.name === name);
        return [name, field ? misdirected(item, field) : item];
      }),
    );
  return Array.isArray(value) ? value.map((item) => inside(item as Input)) : inside(value as Input);
};

const hasId = ({ kind, fields = [] }: Parameter): boolean => kind in unknownIds || fields.some(hasId);

/** Calls that should not find what they name, the likeliest first. */
const notFound = ({ parameters }: Tool, input: Input): Attempt[] => {
  const withIds = parameters.filter(hasId);
  const given = withIds.filter(({ name }) => input[name] !== undefined);
  const workspace = withIds.filter(({ kind }) => kind === 'workspace');
  const others = withIds.filter((parameter) => !given.includes(parameter) && !workspace.includes(parameter));
  const replaced = [...given, ...workspace, ...others].map((parameter) => ({
    how: `\`${parameter.name}\` names something that does not exist.`,
    input: { ...input, [parameter.name]: misdirected(input[parameter.name] ?? '', parameter) },
  }));
  return [
    ...replaced,
    {
      how: 'Here the API itself is missing: `CLICKUP_BASE_URL` leads past it.',
      baseUrl: 'https://api.clickup.com/api/wrong',
    },
  ];
};

/** A value of another type than the argument's. */
const mistyped: Partial<Record<Parameter['schema']['type'], unknown>> = {
  boolean: 'maybe',
  integer: 'many',
  number: 'many',
};

/** Calls that cannot be meant, the most telling first. */
const invalid = ({ effect, parameters }: Tool, input: Input): Attempt[] => {
  const without = (name: string): Input => Object.fromEntries(Object.entries(input).filter(([key]) => key !== name));
  const own = parameters.filter(({ name }) => !['confirm', 'dry_run', 'detail'].includes(name));
  const choice = own.find(({ schema }) => schema.enum);
  const needed = own.find(({ required }) => required);
  const typed = own.find(({ schema }) => schema.type in mistyped);
  const tried = [
    ...(effect === 'delete' ? [{ how: '`confirm` is missing.', input: without('confirm') }] : []),
    ...(choice
      ? [{ how: `\`${choice.name}\` takes other values.`, input: { ...input, [choice.name]: 'invalid_value' } }]
      : []),
    ...(needed ? [{ how: `\`${needed.name}\` is missing.`, input: without(needed.name) }] : []),
    ...(typed
      ? [
          {
            how: `\`${typed.name}\` has the wrong type.`,
            input: { ...input, [typed.name]: mistyped[typed.schema.type] },
          },
        ]
      : []),
    { how: '`details` is no argument.', input: { ...input, details: 'full' } },
  ];
  return tried.map((attempt) => ({ ...attempt, empty: true }));
};

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Ways to bring about each type of error, tried in order until one does. */
const attempts: Record<ErrorType, (tool: Tool, input: Input) => Attempt[]> = {
  RATE_LIMIT: () => [
    {
      how: 'ClickUp answers 429 to everything (injected), and waiting longer would pass the deadline.',
      faults: [{ kind: '429' }],
      empty: true,
    },
  ],
  NOT_FOUND: notFound,
  AUTH: () => [{ how: 'ClickUp does not know the API key.', apiKey: 'pk_10000001_REVOKED', empty: true }],
  VALIDATION: invalid,
  API_ERROR: () => [{ how: 'ClickUp answers 500 to everything (injected).', faults: [{ kind: '500' }], empty: true }],
};

/** A tool that answers from what it brings along: nothing but its input can be wrong. */
export const sendsNothing = ({ apiCalls }: Pick<Tool, 'apiCalls'>): boolean => apiCalls === '0';

/** The types in the order of the standard. */
export const errorTypes = Object.keys(attempts) as ErrorType[];

/** Provokes an error of each of some types with the tool's first example as the starting point; those that could not be provoked are absent. */
export const triggerError = async (
  stage: ExampleRunner,
  tool: Tool,
  first: RunOptions,
  types: readonly ErrorType[] = errorTypes,
): Promise<Partial<Record<ErrorType, Provoked>>> => {
  const provoked: Partial<Record<ErrorType, Provoked>> = {};
  for (const type of types) {
    for (const { how, ...trial } of attempts[type](tool, first.input)) {
      const { envelope } = await stage.run(tool.name, { ...first, ...trial }, type);
      if (envelope.success || envelope.error.type !== type) continue;
      provoked[type] = { how, failure: envelope };
      break;
    }
  }
  return provoked;
};

const reportsUnknown = (envelope: Envelope): boolean =>
  envelope.success
    ? JSON.stringify(envelope.data).includes('"status":"unknown"')
    : envelope.error.code === 'UNKNOWN_OUTCOME';

/** A write whose answer gets lost after it took effect; undefined where the tool's first example writes nothing. */
export const loseAnswer = async (
  stage: ExampleRunner,
  tool: Tool,
  first: RunOptions,
): Promise<{ how: string; envelope: Envelope } | undefined> => {
  const faults = [{ kind: 'reset-after', method: writes, nth: 1 }] as const;
  const { envelope } = await stage.run(tool.name, { ...first, faults }, 'lost answer');
  if (envelope.metadata.reconciled && !reportsUnknown(envelope)) {
    return {
      how: 'The connection breaks after a write took effect (injected): what it made is looked for, and found.',
      envelope,
    };
  }
  if (!reportsUnknown(envelope)) return undefined;
  return { how: 'The connection breaks after a write took effect (injected): it is reported, not repeated.', envelope };
};
