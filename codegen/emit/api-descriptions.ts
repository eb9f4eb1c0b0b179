import type { Model, Operation } from '../model.js';
import { isIdentifier } from '../names.js';
import { type Operation as Described, METHODS, type OpenAPI31Document, type Schema } from '../spec/openapi.js';
import type { File } from './text.js';

/** The sign-in of an app: a client with a token is past it, and its answer is a secret. */
const leftOut = new Set(['GetAccessToken']);

const nameOf = ($ref: string) => $ref.slice('#/components/schemas/'.length);

/** `<1..100>`: what a number lies between, or how long a text or an array is. */
const range = (min: number | undefined, max: number | undefined): string =>
  min === undefined && max === undefined ? '' : `<${min ?? ''}..${max ?? ''}>`;

const comment = ({ description = '', default: preset }: Schema): string => {
  const said = description.replace(/\s+/g, ' ').trim();
  const text =
    preset === undefined || /default/.test(said) ? said : `${said} Default ${JSON.stringify(preset)}.`.trim();
  return text === '' ? '' : ` /* ${text.replaceAll('*/', '* /')} */`;
};

const member = (name: string, isRequired: boolean, schema: Schema): string =>
  `${isIdentifier(name) ? name : JSON.stringify(name)}${isRequired ? '' : '?'}: ${typeText(schema)}${comment(schema)}`;

function objectText({ properties, required = [], additionalProperties: others }: Schema): string {
  if (!properties && typeof others !== 'object') return 'object';
  const members = Object.entries(properties ?? {}).map(([name, schema]) =>
    member(name, required.includes(name), schema),
  );
  const open = others === true ? ['...any'] : typeof others === 'object' ? [`...${typeText(others)}`] : [];
  return `{ ${[...members, ...open].join(', ')} }`;
}

const grouped = (text: string): string => (/ [|&] /.test(text.replace(/\{.*\}/s, '')) ? `(${text})` : text);

function ofType(type: string, schema: Schema): string {
  if (type === 'object') return objectText(schema);
  if (type === 'array') return `${grouped(typeText(schema.items ?? {}))}[]${range(schema.minItems, schema.maxItems)}`;
  if (type === 'string')
    return schema.format === 'binary' ? 'binary' : `string${range(schema.minLength, schema.maxLength)}`;
  return `${type}${type === 'null' || type === 'boolean' ? '' : range(schema.minimum, schema.maximum)}`;
}

/** A schema as a type in the style of TypeScript: `{ name: string<..255>, tags?: string[], ...any }`. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.oneOf ?? schema.anyOf;
  if (either) return [...new Set(either.map(typeText))].join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => grouped(typeText(part))).join(' & ');
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat();
  return types.length === 0 ? 'any' : types.map((type) => ofType(type, schema)).join(' | ');
}

/** The tools that do what an operation does, the nearest first: at most two of its kind. */
function coveringTools({ id, effect }: Operation, { tools }: Model): string[] {
  const reads = effect === 'read';
  return tools
    .filter((tool) => tool.operations.includes(id) && (tool.effect === 'read') === reads)
    .map(({ name, implementation, operations }) => ({
      name,
      // What is bound to the operation does just that; a handler names first what it is for.
      distance: implementation.type === 'handler' ? 1 + operations.indexOf(id) : 0,
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ name }) => name);
}

/** What is sent in place of a multipart form. */
const upload = 'Upload';
const uploadText =
  '{ path?: string /* local file */, url?: string /* https address */, content_base64?: string /* up to 1 MB */, name?: string /* with extension */ }';

function parametersText({ parameters = [] }: Described): string {
  const inPath = new Set(parameters.filter((each) => each.in === 'path').map(({ name }) => name));
  const known = parameters.filter((each) => each.in === 'path' || (each.in === 'query' && !inPath.has(each.name)));
  const members = known.map(({ name, required, schema, description }) =>
    member(name, required === true, { ...schema, ...(description !== undefined && { description }) }),
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function bodyText({ requestBody }: Described): string | undefined {
  if (!requestBody) return undefined;
  const schema = requestBody.content['application/json']?.schema;
  return schema ? typeText(schema) : upload;
}

function answerText({ responses }: Described): string | undefined {
  const [, answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const schema = answer?.content?.['application/json']?.schema;
  return schema && typeText(schema);
}

/** The names of all types that texts speak of, directly or through others. */
function typesIn(texts: readonly string[], types: ReadonlyMap<string, string>, found = new Set<string>()): Set<string> {
  for (const [word] of texts
    .join(' ')
    .replace(/\/\*.*?\*\/|"[^"]*"/g, '')
    .matchAll(/[A-Z]\w*/g)) {
    const text = types.get(word);
    if (text === undefined || found.has(word)) continue;
    found.add(word);
    typesIn([text], types, found);
  }
  return found;
}

/** What each operation is for, takes and answers, in words and types that a model reads and the runtime checks by. */
export const emitApiDescriptions = (model: Model, document: OpenAPI31Document): File[] => {
  const specs = new Map(
    Object.values(document.paths)
      .flatMap((item) => METHODS.flatMap((method) => item[method] ?? []))
      .map((spec) => [spec.operationId, spec]),
  );
  const types = new Map(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, typeText(schema)] as const),
  );
  types.set(upload, uploadText);
  const rows = model.operations.flatMap((operation) => {
    const spec = specs.get(operation.id);
    if (!spec || leftOut.has(operation.id)) return [];
    const tools = coveringTools(operation, model);
    return {
      id: operation.id,
      method: operation.method,
      path: operation.path,
      effect: operation.effect,
      summary: operation.summary,
      about: operation.description,
      tag: spec.tags?.join(', ') ?? '',
      ...(tools.length > 0 && { tools }),
      parameters: parametersText(spec),
      body: bodyText(spec),
      ...(spec.requestBody && !spec.requestBody.required && { bodyOptional: true }),
      answer: answerText(spec),
    };
  });
  const used = typesIn(
    rows.flatMap(({ parameters, body = '', answer = '' }) => [parameters, body, answer]),
    types,
  );
  const object = (entries: readonly (readonly [string, unknown])[]) =>
    `{\n${entries.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n}`;
  const operations = object(rows.map(({ id, ...row }) => [id, row]));
  const named = object([...used].sort().map((name) => [name, types.get(name)]));
  return [{ path: 'generated/api-descriptions.json', text: `{"operations": ${operations},\n"types": ${named}}\n` }];
};
