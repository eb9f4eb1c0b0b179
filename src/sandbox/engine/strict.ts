import { type OperationId, operations } from '../../../generated/operations.js';
import type { RequestSchema } from '../../../generated/requests.js';
import { isObject, type JsonObject } from '../context.js';
import { excerpt } from '../excerpt.js';
import type { ParsedBody } from './request-body.js';
import type { Route } from './router.js';

/** The description of all requests; loaded only where someone wants to be told. */
export type Rules = typeof import('../../../generated/requests.js');

/** So that the header stays readable. */
const MOST = 10;

const FORM = 'application/x-www-form-urlencoded';

interface Place {
  /** Where in the request: `body/assignees`, `query page`. */
  readonly at: string;
  /** Where in the description: a JSON pointer. */
  readonly path: string;
}

const inside = (place: Place, name: string | number, path: string): Place => ({
  at: `${place.at}/${name}`,
  path: `${place.path}/${path}`,
});

const pointerPart = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1');

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const isA = (value: unknown, type: unknown): boolean => {
  const own = typeOf(value);
  return own === type || (type === 'number' && own === 'integer');
};

/** Limits that a number, text or array may break: keyword, and what it measures. */
const measures: Readonly<Record<string, (value: unknown, limit: number) => boolean>> = {
  minimum: (value, limit) => typeof value === 'number' && value < limit,
  maximum: (value, limit) => typeof value === 'number' && value > limit,
  minLength: (value, limit) => typeof value === 'string' && value.length < limit,
  maxLength: (value, limit) => typeof value === 'string' && value.length > limit,
  minItems: (value, limit) => Array.isArray(value) && value.length < limit,
  maxItems: (value, limit) => Array.isArray(value) && value.length > limit,
};

class Check {
  readonly problems: string[] = [];

  constructor(private readonly rules: Rules) {}

  private say({ at, path }: Place, what: string, keyword: string): void {
    if (this.problems.length < MOST) this.problems.push(`${at} ${what} (${path}/${keyword})`);
  }

  value(value: unknown, schema: RequestSchema, place: Place): void {
    if (typeof schema.$ref === 'string') {
      const named = this.rules.schemas[schema.$ref.slice('#/components/schemas/'.length)];
      if (named) this.value(value, named, { at: place.at, path: schema.$ref });
      return;
    }
    if (Array.isArray(schema.oneOf)) {
      this.oneOf(value, schema.oneOf, place);
      return;
    }
    const types = [schema.type ?? []].flat();
    if (types.length > 0 && !types.some((type) => isA(value, type))) {
      this.say(place, `is ${excerpt(value)}, wanted ${types.join(' or ')}`, 'type');
      return;
    }
    if (Array.isArray(schema.enum) && !schema.enum.includes(value))
      this.say(
        place,
        `is ${excerpt(value)}, wanted one of ${schema.enum.map((one) => excerpt(one)).join(', ')}`,
        'enum',
      );
    for (const [keyword, broken] of Object.entries(measures)) {
      const limit = schema[keyword];
      if (typeof limit === 'number' && broken(value, limit))
        this.say(place, `is ${excerpt(value)}, wanted ${keyword} ${limit}`, keyword);
    }
    if (Array.isArray(value) && isObject(schema.items))
      for (const [i, item] of value.entries()) this.value(item, schema.items, inside(place, i, 'items'));
    if (isObject(value)) this.object(value, schema, place);
  }

  private oneOf(value: unknown, schemas: readonly RequestSchema[], place: Place): void {
    const fits = schemas.some((schema) => {
      const trial = new Check(this.rules);
      trial.value(value, schema, place);
      return trial.problems.length === 0;
    });
    if (!fits) this.say(place, `is ${excerpt(value)}, which none of the forms allows`, 'oneOf');
  }

  private object(value: JsonObject, schema: RequestSchema, place: Place): void {
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
    for (const name of required)
      if (typeof name === 'string' && !(name in value)) this.say(place, `lacks ${name}`, 'required');
    if (!isObject(schema.properties)) return;
    for (const [name, inner] of Object.entries(value)) {
      const described = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
      if (isObject(described)) this.value(inner, described, inside(place, name, `properties/${pointerPart(name)}`));
      else if (!schema.additionalProperties)
        this.say({ at: `${place.at}/${name}`, path: place.path }, 'is not described', 'properties');
    }
  }

  /** A parameter's text as the value that its schema calls for, or the text where it is none. */
  private typed(text: string, schema: RequestSchema): unknown {
    if (typeof schema.$ref === 'string') return text;
    if ((schema.type === 'integer' || schema.type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
    if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
    return text;
  }

  query(query: URLSearchParams, operation: OperationId, path: string): void {
    const { parameters } = this.rules.requests[operation];
    for (const [i, { name, in: where, required, schema }] of parameters.entries()) {
      if (where !== 'query') continue;
      const place = { at: `query ${name}`, path: `${path}/parameters/${i}` };
      const texts = query.getAll(name);
      if (texts.length === 0) {
        if (required) this.say(place, 'is missing', 'required');
      } else if (schema.type === 'array' && isObject(schema.items)) {
        const { items } = schema;
        const values = texts.map((text) => this.typed(text, items));
        this.value(values, schema, { ...place, path: `${place.path}/schema` });
      } else this.value(this.typed(texts[0] ?? '', schema), schema, { ...place, path: `${place.path}/schema` });
    }
    const known = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
    for (const name of new Set(query.keys())) {
      if (known.has(name)) continue;
      const place = { at: `query ${name}`, path };
      this.say(place, known.has(`${name}[]`) ? `is not described, ${name}[] is` : 'is not described', 'parameters');
    }
  }

  body({ json, form }: ParsedBody, operation: OperationId, path: string, type: string): void {
    const { body } = this.rules.requests[operation];
    const place = { at: 'body', path: `${path}/requestBody` };
    if (!body || form) {
      if (!body && json !== undefined) this.say({ at: 'body', path }, 'is not described', 'requestBody');
      return;
    }
    if (json !== undefined && type.startsWith(FORM) && operation !== 'GetAccessToken') {
      // What `curl -d` sends unless told otherwise.
      this.say(place, `came as ${FORM}, wanted application/json`, 'content');
    } else if (json !== undefined) {
      this.value(json, body.schema, { ...place, path: `${place.path}/content/application~1json/schema` });
    } else if (body.required) this.say(place, 'is missing', 'required');
  }
}

/**
 * What is wrong with a request by the API's description, one line each: where in the request, what it is and should be,
 * and the JSON pointer of the rule in the OpenAPI document.
 */
export function problemsOf(
  rules: Rules,
  operation: OperationId,
  query: URLSearchParams,
  body: ParsedBody,
  contentType: string | null = null,
): string[] {
  const pointer = pointerOf(operation);
  const check = new Check(rules);
  check.query(query, operation, pointer);
  check.body(body, operation, pointer, contentType ?? '');
  return check.problems;
}

/** The same of a body that could not be read at all. */
export const unreadable = (operation: OperationId): string =>
  `body cannot be read (${pointerOf(operation)}/requestBody/content)`;

/** The same of a request that no operation takes. */
export function noRoute(method: string, path: string, found: Exclude<Route<string>, { kind: 'match' }>): string {
  if (found.kind === 'wrong-method')
    return `method ${method} is not described, wanted ${found.methods.join(' or ')} (#/paths)`;
  const begins = /^\/v[23]\//.test(path) ? '' : ', paths begin with /api/v2/ or /api/v3/';
  return `path ${excerpt(path)} is not described${begins} (#/paths)`;
}

/** The same of one that is answered although the description lacks it. */
export const undescribed = (path: string): string =>
  `path ${excerpt(path)} is not described, and may go without notice (#/paths)`;

function pointerOf(operation: OperationId): string {
  const { method, path } = operations[operation];
  return `#/paths/${pointerPart(path)}/${method.toLowerCase()}`;
}
