import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { assertExpressible } from '../../codegen/emit/schemas.js';
import type { JsonSchema } from '../../codegen/model.js';
import { toolsList } from '../../generated/listings/index.js';

/** Beyond 2^53 a JavaScript number is no longer the integer that was meant: zod refuses it, JSON Schema does not know. */
const numbers = fc.double({ noNaN: true, min: -(2 ** 53 - 1), max: 2 ** 53 - 1 });

/** Any value at all, small. */
const junk = fc.oneof(
  fc.string(),
  fc.integer(),
  numbers,
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2 }),
);

/** Mostly what the schema takes, now and then something at its edge or of another type. */
const near = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 24, arbitrary: right(schema) }, { weight: 1, arbitrary: junk });

const right = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  const { type, items, properties, required = [] } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (type === 'string') return fc.string({ maxLength: (schema.maxLength ?? 20) + 1 });
  if (type === 'integer') return fc.integer({ min: (schema.minimum ?? -9) - 1, max: (schema.maximum ?? 1000) + 1 });
  if (type === 'number') return numbers;
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(near(items!), { maxLength: Math.min((schema.maxItems ?? 3) + 1, 4) });
  if (!properties) return fc.dictionary(fc.string(), junk, { maxKeys: 3 });
  const model = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, near(inner)]));
  const known = fc.record(model, { requiredKeys: [...required] });
  const short = fc.record(model, { requiredKeys: [] });
  const long = fc
    .tuple(known, fc.dictionary(fc.constantFrom('extra', '__other'), junk, { maxKeys: 1 }))
    .map(([a, b]) => ({ ...b, ...a }));
  return fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: short }, { weight: 1, arbitrary: long });
};

describe('zod and Ajv agree', () => {
  const ajv = new Ajv({ strict: true });
  it.each(toolsList.map(({ name, inputSchema }) => [name, inputSchema as unknown as JsonSchema] as const))(
    'on %s',
    async (name, inputSchema) => {
      const { schema } = (await import(`../../generated/schemas/${name}.ts`)) as { schema: ZodType };
      const validate = ajv.compile(inputSchema);
      let accepted = 0;
      fc.assert(
        fc.property(near(inputSchema), (input) => {
          const verdict = validate(input);
          if (verdict) accepted++;
          expect(schema.safeParse(input).success).toBe(verdict);
        }),
        { seed: 72, numRuns: 100 },
      );
      expect(accepted).toBeGreaterThan(0);
    },
  );
});

describe('what json-schema-to-zod cannot be trusted with is refused', () => {
  it.each<[string, unknown, string]>([
    ['a reference', { type: 'string', $ref: '#/x' }, 't: $ref cannot be expressed'],
    ['a combinator', { type: 'object', oneOf: [] }, 't: oneOf cannot be expressed'],
    ['a default', { type: 'string', default: 'x' }, 't: default cannot be expressed'],
    ['a format', { type: 'string', format: 'ipv4' }, 't: format cannot be expressed'],
    [
      'a list of types',
      { type: ['string', 'null'] },
      't: type ["string","null"] is not one of string, integer, number, boolean, array, object',
    ],
    ['an array of anything', { type: 'array' }, 't: an array needs items'],
    ['numbers to choose from', { type: 'integer', enum: [1] }, 't: enum needs type string and a value'],
    [
      'an open object',
      { type: 'object', properties: { a: { type: 'string' } } },
      't: an object with properties needs additionalProperties: false',
    ],
    ['a requirement without a property', { type: 'object', required: ['a'] }, 't: requires a, which it has not'],
    [
      'the same further down',
      { type: 'array', items: { type: 'object', properties: { a: { type: 'any' } }, additionalProperties: false } },
      't[].a: type "any" is not one of string, integer, number, boolean, array, object',
    ],
  ])('%s', (_, schema, message) => {
    expect(() => assertExpressible(schema as JsonSchema, 't')).toThrow(message);
  });
});
