import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../codegen/model.js';
import { tools } from '../../generated/tools/index.js';
import { everyTool } from '../support/catalog.js';

const ajv = new Ajv2020({ strict: true, allErrors: false });

/** Values that a schema of this kind allows. */
function allowed(schema: JsonSchema): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'string':
      return schema.enum
        ? fc.constantFrom(...schema.enum)
        : fc.string({ minLength: schema.minLength ?? 0, maxLength: 12 });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true });
    case 'array':
      return fc.array(allowed(schema.items!), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    default:
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, allowed(inner)])),
        { requiredKeys: [...(schema.required ?? [])] },
      );
  }
}

/** The same with one place spoilt: anything anywhere, a key missing, a key too many. */
function spoilt(schema: JsonSchema): fc.Arbitrary<unknown> {
  const keys = Object.keys(schema.properties ?? {});
  return fc
    .tuple(
      allowed(schema),
      fc.constantFrom(...keys, 'stranger'),
      fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 })),
    )
    .map(([value, key, other]) => {
      const copy = { ...(value as Record<string, unknown>) };
      if (other === undefined) delete copy[key];
      else copy[key] = other;
      return copy;
    });
}

describe('zod, which validates, and Ajv on the advertised schema agree', () => {
  it.each(everyTool)('%s', async (name, { inputSchema }) => {
    const tool = await tools.find((entry) => entry.name === name)!.load();
    const zod = await tool.schema();
    const validate = ajv.compile(inputSchema);
    fc.assert(
      fc.property(fc.oneof(allowed(inputSchema), spoilt(inputSchema)), (input) => {
        expect(zod.safeParse(input).success).toBe(validate(input));
      }),
      { numRuns: 60, seed: 72 },
    );
  });
});
