import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openAiStrictTool, type StrictSchema } from '../../../src/registry/dialects/openai-strict.js';
import { TASKS } from '../../../src/sandbox/index.js';
import { everyTool } from '../../support/catalog.js';
import { recordingFor, sandboxClient } from '../../support/sandbox-client.js';
import { strictArguments } from '../../support/strict-arguments.js';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

/** A schema and those inside of it, each with how deep it lies. */
function within(schema: StrictSchema, depth = 1): { schema: StrictSchema; depth: number }[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  return [{ schema, depth }, ...inner.flatMap((each) => within(each, depth + (schema.items ? 0 : 1)))];
}

const keywords = new Set(['type', 'description', 'enum', 'items', 'properties', 'required', 'additionalProperties']);
const nullable = ({ type }: StrictSchema): boolean => Array.isArray(type) && type.includes('null');

describe.each(everyTool)('%s in the strict form', (_, tool) => {
  const made = openAiStrictTool(tool);
  const all = within(made.parameters);

  // https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
  it('has closed objects of which every property is required, and null for what may be left out', () => {
    expect(made).toMatchObject({ type: 'function', name: tool.name, strict: true, parameters: { type: 'object' } });
    for (const { schema } of all) {
      expect(Object.keys(schema).filter((key) => !keywords.has(key))).toEqual([]);
      const isObject = [schema.type].flat().includes('object');
      expect(schema.properties !== undefined, JSON.stringify(schema)).toBe(isObject);
      if (isObject) expect(schema.additionalProperties).toBe(false);
      if (isObject) expect(schema.required).toEqual(Object.keys(schema.properties!));
      if ([schema.type].flat().includes('array')) expect(schema.items).toBeDefined();
      if (schema.enum) expect(schema.enum.includes(null)).toBe(nullable(schema));
    }
    const required = tool.inputSchema.required ?? [];
    for (const [name, property] of Object.entries(made.parameters.properties!))
      expect(nullable(property), name).toBe(!required.includes(name));
  });

  it('stays within the limits of depth and size', () => {
    const names = all.flatMap(({ schema }) => Object.keys(schema.properties ?? {}));
    const values = all.flatMap(({ schema }) => schema.enum ?? []);
    expect(Math.max(...all.map(({ depth }) => depth))).toBeLessThanOrEqual(5);
    expect(names.length).toBeLessThanOrEqual(100);
    expect(values.length).toBeLessThanOrEqual(500);
    expect([...names, ...values].join('').length).toBeLessThanOrEqual(15_000);
  });

  it('says the limits that it has no keywords for', () => {
    const { limit } = tool.inputSchema.properties;
    if (limit?.maximum === undefined) return;
    expect(made.parameters.properties?.limit?.description).toContain(`${limit.minimum} to ${limit.maximum}`);
  });

  it.each([0, 1])('example %i does the same with arguments in that form', async (number) => {
    const { input, before = [] } = tool.examples[number]!;
    const given = strictArguments(input, tool.inputSchema) as Record<string, unknown>;
    const validate = ajv.compile(made.parameters);
    expect(validate(given), JSON.stringify(validate.errors)).toBe(true);
    const run = async (sent: object) => {
      const { clickup } = sandboxClient({ ...(tool.plan && { plan: tool.plan }), ...recordingFor(tool) });
      for (const step of before) await clickup.call(step.tool, step.input);
      return clickup.call(tool.name, sent);
    };
    const [wanted, got] = [await run(input), await run(given)];
    expect(got).toMatchObject({ success: true });
    expect({ ...got, metadata: undefined }).toEqual({ ...wanted, metadata: undefined });
  });
});

describe('null', () => {
  const update = { task_id: TASKS.greyButton, name: 'Renamed' };
  const { inputSchema } = everyTool.find(([name]) => name === 'clickup_task_update')![1];

  it('changes nothing in an update, and is spoken of where it may be meant to clear', async () => {
    const { clickup } = sandboxClient();
    const data = await clickup.task.update({ ...update, due_date: null } as never);
    expect(data).toMatchObject({ notes: [expect.stringMatching(/^due_date was null, which changes nothing/)] });
  });

  it('is not spoken of where every argument is there, as in the strict form', async () => {
    const { clickup } = sandboxClient();
    const data = await clickup.call('clickup_task_update' as string, strictArguments(update, inputSchema));
    expect(JSON.stringify(data)).not.toContain('which changes nothing');
  });
});
