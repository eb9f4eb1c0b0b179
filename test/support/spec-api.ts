import { loadApi } from '../../codegen/spec/load.js';
import type { Operation, Parameter, Schema } from '../../codegen/spec/openapi.js';

/** The corrected document, loaded once for all tests of a file. */
export const api = await loadApi();

export const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Operation })),
);

const byId = new Map(operations.map(({ operation }) => [operation.operationId, operation]));

export const op = (id: string): Operation => {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
};

export const param = (id: string, name: string, place: Parameter['in'] = 'query'): Parameter | undefined =>
  op(id).parameters?.find((parameter) => parameter.name === name && parameter.in === place);

/** The schema at a dotted path below one: property names, and `[]` for the items of an array. A null alternative is looked through. */
export const at = (schema: Schema | undefined, path = ''): Schema => {
  if (schema === undefined) throw new Error(`no schema at ${path}`);
  const { $ref } = schema;
  if ($ref !== undefined) return at(dereferenceOnce($ref), path);
  const alternatives = schema.oneOf?.filter(({ type }) => type !== 'null');
  if (path !== '' && alternatives?.length === 1) return at(alternatives[0], path);
  if (path === '') return schema;
  const [step = '', ...rest] = path.split('.');
  const next = step === '[]' ? schema.items : schema.properties?.[step];
  if (next === undefined) throw new Error(`no ${step} in ${JSON.stringify(schema).slice(0, 200)}`);
  return at(next, rest.join('.'));
};

const dereferenceOnce = (ref: string): Schema => {
  const name = ref.replace('#/components/schemas/', '');
  return api.components.schemas[name] as Schema;
};

export const body = (id: string, path = '', type = 'application/json'): Schema =>
  at(op(id).requestBody?.content[type]?.schema, path);

export const answer = (id: string, path = '', status = '200'): Schema =>
  at(op(id).responses[status]?.content?.['application/json']?.schema, path);

/** The types that a value may have, `null` among them; those of alternatives included. */
export const types = (schema: Schema): string[] => {
  const own = [schema.type ?? []].flat();
  const inner = (schema.oneOf ?? []).flatMap((alternative) => types(at(alternative)));
  return [...new Set([...own, ...inner])].sort();
};
