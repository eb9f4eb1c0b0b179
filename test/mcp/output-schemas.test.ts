import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { configWarnings } from '../../src/config/read.js';
import { createClickUp } from '../../src/index.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { withOutputSchemas } from '../../src/mcp/output-schemas.js';
import { serving } from '../../src/mcp/serving.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';
import { ask, clientOfBoth, clientOfHandshake, servedOnSandbox } from '../support/mcp-connect.js';

// Each schema checks a handful of answers: optimizing its code takes longer than it saves.
const ajv = new Ajv2020({ strict: false, code: { optimize: false } });

const first = await servedOnSandbox({ choice: { profile: 'full' } });
const listing = withOutputSchemas(first.options.listing);

/** A server of all tools that says what they answer, on a Workspace of its own. */
function served(): McpServerOptions {
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', rateLimit: false });
  const clickup = createClickUp({ ...sandbox.options, history: true, random: () => 0.5 });
  return { ...first.options, listing, clientFor: () => clickup };
}

async function answerTo({ name, examples }: CatalogTool, number: number, more: object) {
  const options = served();
  const { input, before = [] } = examples[number]!;
  for (const step of before) await ask(options, 'tools/call', { name: step.tool, arguments: step.input });
  return (await ask(options, 'tools/call', { name, arguments: { ...input, ...more } })).result;
}

describe.each(everyTool)('%s', (name, tool) => {
  it('answers as its output schema says', async () => {
    const { outputSchema } = listing.find((each) => each.name === name)! as unknown as { outputSchema: Named };
    const validate = ajv.compile(outputSchema);
    const named = Object.keys(outputSchema.properties.data.properties);
    const trials: [example: number, input: object][] = [
      [0, {}],
      [1, {}],
      [2, {}],
    ];
    if (tool.effect !== 'read') trials.push([0, { dry_run: true }]);
    for (const [number, more] of trials) {
      const { structuredContent, isError, content } = await answerTo(tool, number, more);
      if (number === 0) expect(isError, JSON.stringify(content)).toBe(false);
      expect(validate(structuredContent), JSON.stringify(validate.errors)).toBe(true);
      expect(named).toEqual(expect.arrayContaining(Object.keys(structuredContent.data ?? {})));
      // Loose, and still not true of anything.
      expect(validate({ ...structuredContent, success: 'yes' })).toBe(false);
    }
  });
});

interface Named extends Record<string, unknown> {
  properties: { data: { properties: object } };
}

describe('output schemas', () => {
  it.each([clientOfHandshake, clientOfBoth])('hold for the official clients, which check results', async (connect) => {
    const client = await connect(served(), 'http');
    const { tools } = await client.listTools();
    expect(tools.every(({ outputSchema }) => outputSchema?.type === 'object')).toBe(true);
    for (const [name, input] of [
      ['clickup_task_list', { list_id: 'Sprint 24' }],
      ['clickup_task_get', { task_id: 'ENG-96' }],
      ['clickup_task_get', { task_id: '86c0none0' }],
      ['clickup_task_update', { task_id: 'ENG-96', priority: 'low', dry_run: true }],
    ] as const)
      expect(await client.callTool({ name, arguments: input })).toHaveProperty('structuredContent.success');
    await client.close();
  });

  it('are served where they are asked for, and never beside results without structure', async () => {
    const config = { debug: false, outputSchemas: true };
    const of = async (more: object) => (await serving({ ...config, ...more }, [], true)).options;
    expect((await of({ outputSchemas: false })).listing[0]).not.toHaveProperty('outputSchema');
    const usual = await of({});
    expect([usual.listing.every((tool) => tool.outputSchema), usual.result]).toEqual([true, 'both']);
    expect((await of({ result: 'structured' })).result).toBe('structured');
    const text = await of({ result: 'text' });
    expect([text.listing[0]!.outputSchema, text.result]).toEqual([undefined, 'text']);
    expect(configWarnings({ outputSchemas: true, result: 'text' })).toHaveLength(1);
  });

  it('are those of the tool for another name of it', async () => {
    const { options } = await servedOnSandbox({ choice: { profile: 'none', toolsets: ['contract'] } });
    const [first] = withOutputSchemas(options.listing);
    expect(first).toHaveProperty('outputSchema.properties.data.properties.tasks');
  });
});

it.each([
  ['text', true, false],
  ['structured', false, true],
  ['both', true, true],
] as const)('CLICKUP_RESULT=%s holds over HTTP', async (form, hasText, isStructured) => {
  const { options } = await servedOnSandbox({ server: { result: form } });
  const { result } = await ask(options, 'tools/call', { name: 'clickup_user_get', arguments: {} });
  expect([result.content.length > 0, 'structuredContent' in result]).toEqual([hasText, isStructured]);
});
