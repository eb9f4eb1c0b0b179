import { formOf, isKind, kindOf, kinds } from '../manifest/kinds.js';
import type { InputSpec, ToolEntry } from '../manifest/manifest.js';
import { didYouMean, type Report } from '../manifest/problems.js';
import type { JsonSchema, Parameter } from '../model.js';

const AUTOMATIC: Record<string, string> = {
  dry_run: 'is added to every tool that is not read-only; leave it out',
  confirm: 'is added by effect: delete or confirm: partial; leave it out',
};

const takesEnum = new Set(['enum', 'string', 'strings']);

const objectSchema = (fields: readonly Parameter[]): JsonSchema => {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
};

/** The part of a schema that `min` and `max` mean for its type. */
const bounds = (schema: JsonSchema, { min, max }: InputSpec): Partial<JsonSchema> => {
  const [low, high] = (
    {
      string: ['minLength', 'maxLength'],
      array: ['minItems', 'maxItems'],
      integer: ['minimum', 'maximum'],
      number: ['minimum', 'maximum'],
      boolean: [],
      object: [],
    } as const
  )[schema.type];
  return {
    ...(low && min !== undefined && { [low]: min }),
    ...(high && max !== undefined && { [high]: max }),
  };
};

const schemaOf = (spec: InputSpec, fields: readonly Parameter[] | undefined): JsonSchema => {
  const base = kindOf(spec.kind).schema;
  const schema: JsonSchema = {
    ...base,
    ...(fields && spec.kind === 'object' && objectSchema(fields)),
    ...(fields && spec.kind === 'objects' && { items: objectSchema(fields) }),
  };
  const { type, ...rest } = schema;
  const description = spec.description ?? (spec.enum ? undefined : formOf(spec.kind));
  return {
    type,
    // An empty one says that the argument before it, of the same kind, has said it.
    ...(description && { description }),
    ...rest,
    ...(spec.enum && (type === 'array' ? { items: { type: 'string', enum: spec.enum } } : { enum: spec.enum })),
    ...bounds(schema, spec),
  };
};

const parameterOf = (name: string, spec: InputSpec, path: readonly string[], report: Report): Parameter | undefined => {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) report(path, `argument "${name}" is not snake_case`);
  if (!isKind(spec.kind)) {
    report([...path, 'kind'], `unknown kind "${spec.kind}"${didYouMean(spec.kind, Object.keys(kinds))}`);
    return undefined;
  }
  const inside = spec.kind === 'objects' ? 'items' : 'properties';
  const other = inside === 'items' ? 'properties' : 'items';
  if (spec[other]) report([...path, other], `kind ${spec.kind} has no ${other}`);
  if (spec.properties && spec.kind !== 'object') report([...path, 'properties'], 'only kind object has properties');
  if (spec.kind === 'objects' && !spec.items) report(path, 'kind objects needs items: the arguments of each object');
  if (spec.kind === 'enum' && !spec.enum) report(path, 'kind enum needs enum: its values');
  if (spec.enum && !takesEnum.has(spec.kind)) report([...path, 'enum'], `kind ${spec.kind} takes no enum`);
  const inner = spec[inside];
  const fields = inner && parametersIn(inner, [...path, inside], report);
  const schema = schemaOf(spec, fields);
  const kind = kindOf(spec.kind);
  return {
    name,
    kind: spec.kind,
    required: spec.required === true,
    schema,
    doc: spec.doc ?? spec.description ?? (path.length > 2 ? kindOf(spec.kind).doc : ''),
    example:
      spec.example ??
      (spec.kind === 'strings' ? spec.enum : spec.enum?.[0]) ??
      exampleOf(fields, spec.kind) ??
      kind.example,
    ...(fields && { fields }),
  };
};

const exampleOf = (fields: readonly Parameter[] | undefined, kind: string): unknown => {
  if (!fields) return undefined;
  const shown = fields.some(({ required }) => required)
    ? fields.filter(({ required }) => required)
    : fields.slice(0, 1);
  const object = Object.fromEntries(shown.map(({ name, example }) => [name, example]));
  return kind === 'objects' ? [object] : object;
};

const parametersIn = (specs: Record<string, InputSpec>, path: readonly string[], report: Report): Parameter[] =>
  Object.entries(specs).flatMap(([name, spec]) => parameterOf(name, spec, [...path, name], report) ?? []);

const confirm: Parameter = {
  name: 'confirm',
  kind: 'enum',
  required: false,
  schema: { type: 'string', enum: ['yes'] },
  requiredUnless: 'dry_run',
  doc: 'Must be "yes" unless dry_run is set; ask the person first.',
  example: 'yes',
};

const confirmPart: Parameter = {
  name: 'confirm',
  kind: 'enum',
  required: false,
  schema: { type: 'string', enum: ['yes'] },
  doc: 'Must be "yes" when the call deletes something, unless dry_run is set.',
  example: 'yes',
};

const dryRun: Parameter = {
  name: 'dry_run',
  kind: 'boolean',
  required: false,
  schema: { type: 'boolean' },
  doc: 'True answers with the requests that would be sent, and sends none of the writes.',
  example: true,
};

/** When a tool asks for `confirm: "yes"`. */
export const confirmOf = ({ effect, confirm }: ToolEntry['spec']): 'always' | 'partial' | 'never' =>
  effect === 'delete' ? 'always' : (confirm ?? 'never');

/** The arguments of a tool in order, the automatic ones last. */
export const buildParameters = (entry: ToolEntry): Parameter[] => {
  const { spec, report } = entry;
  for (const [name, why] of Object.entries(AUTOMATIC)) {
    if (spec.input[name]) report(['input', name], `${name} ${why}`);
  }
  if (spec.confirm && spec.effect !== 'write') report(['confirm'], 'confirm: partial is for effect: write');
  const declared = parametersIn(spec.input, ['input'], report).map((parameter) => ({
    ...parameter,
    example: spec.input[parameter.name]?.example ?? exampleInput(entry, parameter.name) ?? parameter.example,
  }));
  const asks = confirmOf(spec);
  return [
    ...declared,
    ...(asks === 'always' ? [confirm] : asks === 'partial' ? [confirmPart] : []),
    ...(spec.effect === 'read' ? [] : [dryRun]),
  ];
};

/** The same arguments, each with something for the reference page to say: the manifest's text, else the API's, else the kind's. */
export const withDocs = (
  { spec }: ToolEntry,
  parameters: readonly Parameter[],
  apiDoc: (name: string) => string | undefined,
): Parameter[] =>
  parameters.map((parameter) => {
    const api = spec.input[parameter.name]?.doc === undefined ? apiDoc(parameter.name) : undefined;
    return told({ ...parameter, doc: api || parameter.doc || kindOf(parameter.kind).doc });
  });

/** With the reason where it is an id that takes no name. */
const told = (parameter: Parameter): Parameter => {
  const { unnamed } = kindOf(parameter.kind);
  return {
    ...parameter,
    ...(unnamed && { doc: `${parameter.doc.replace(/\.?$/, '.')} ${unnamed}` }),
    ...(parameter.fields && { fields: parameter.fields.map(told) }),
  };
};

/** The value that the tool's own examples that succeed give an argument. */
const exampleInput = ({ spec }: ToolEntry, name: string): unknown =>
  spec.examples.slice(0, 2).find(({ input }) => Object.hasOwn(input, name))?.input[name];

/** The advertised schema of the whole input. */
export const buildInputSchema = (parameters: readonly Parameter[]): JsonSchema => objectSchema(parameters);
