import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../codegen/model.js';
import { listings } from '../../generated/listings/index.js';
import { catalogTools, everyTool } from '../support/catalog.js';
import { standardTools } from '../support/standard-tools.js';

/** Every schema inside a schema, itself included. */
function within(schema: JsonSchema): JsonSchema[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  return [schema, ...inner.flatMap(within)];
}

const listed = (await Promise.all(Object.values(listings).map((load) => load()))).flat();
const effects = new Map(catalogTools.map(({ name, effect }) => [name, effect]));

describe('the standard', () => {
  it('has exactly these 72 tools, in this order', () => {
    const standard = catalogTools.filter(({ toolset }) => toolset === 'standard');
    expect(standard.map(({ name }) => name)).toEqual(Object.keys(standardTools));
    expect(standard).toHaveLength(72);
  });

  it('is what tools/list advertises', () => {
    expect(listed.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))).toEqual(
      catalogTools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
    );
  });
});

describe.each(everyTool)('%s', (name, tool) => {
  it('has the effect that the standard gives it', () => {
    const promised: Readonly<Record<string, string>> = standardTools;
    if (tool.toolset === 'standard') expect(tool.effect).toBe(promised[name]);
    expect(['read', 'write', 'delete']).toContain(tool.effect);
  });

  it('is named after its category and carries all four annotations, true to its effect', () => {
    expect(name).toMatch(/^clickup_[a-z]+(_[a-z]+)+$/);
    expect(name).toBe(`clickup_${tool.noun}_${tool.action}`);
    expect(tool.annotations).toEqual({
      title: tool.title,
      readOnlyHint: tool.effect === 'read',
      destructiveHint: tool.effect === 'delete' || tool.confirm === 'partial',
      idempotentHint: expect.any(Boolean),
      openWorldHint: true,
    });
  });

  it('advertises closed objects of known properties, named in snake case', () => {
    for (const schema of within(tool.inputSchema)) {
      if (schema.properties) expect(schema.additionalProperties).toBe(false);
      for (const required of schema.required ?? []) expect(Object.keys(schema.properties ?? {})).toContain(required);
    }
    expect(Object.keys(tool.inputSchema.properties).every((key) => /^[a-z][a-z0-9_]*$/.test(key))).toBe(true);
    expect(tool.inputSchema.properties).not.toHaveProperty('team_id');
  });

  it('tells the form of every argument: by its type, its values, its fields, a few words, its name, or the one before', () => {
    /** due_after tells what done_after takes. */
    const first = (key: string) =>
      Object.keys(tool.inputSchema.properties).find((name) => /_(after|before)$/.exec(name)?.[0] === ending(key));
    const ending = (key: string) => /_(after|before)$/.exec(key)?.[0];
    const told = (key: string, schema: JsonSchema): boolean =>
      schema.description !== undefined ||
      schema.enum !== undefined ||
      schema.items?.enum !== undefined ||
      schema.items?.properties !== undefined ||
      schema.properties !== undefined ||
      ['boolean', 'integer', 'number'].includes(schema.type) ||
      /(^|_)(id|name|description|query|cursor)$/.test(key) ||
      (ending(key) !== undefined && first(key) !== key);
    const untold = (schema: JsonSchema, path: string, outer = false): string[] =>
      Object.entries(schema.properties ?? schema.items?.properties ?? {}).flatMap(([key, inner]) => [
        // Lists inside an object whose description says what stands in them.
        ...(told(key, inner) || outer ? [] : [`${path}${key}`]),
        ...untold(inner, `${path}${key}.`, inner.description !== undefined && inner.properties !== undefined),
      ]);
    expect(untold(tool.inputSchema as JsonSchema, '')).toEqual([]);
  });

  it('lets writes be rehearsed and destruction be confirmed', () => {
    const { dry_run, confirm } = tool.inputSchema.properties;
    expect(dry_run?.type).toBe(tool.effect === 'read' ? undefined : 'boolean');
    expect(tool.confirm).toBe(tool.effect === 'delete' ? 'always' : confirm ? 'partial' : 'never');
    expect(confirm?.enum).toEqual(confirm ? ['yes'] : undefined);
  });

  it('names the read that settles a lost answer, and neighbours that exist', () => {
    if (tool.effect === 'read') expect(tool.settledBy).toBeUndefined();
    else expect(effects.get(tool.settledBy ?? '')).toBe('read');
    expect(tool.related.length).toBeGreaterThanOrEqual(2);
    for (const { tool: other } of tool.related) expect(effects.has(other)).toBe(true);
    expect(tool.related.map((row) => row.tool)).not.toContain(name);
  });

  it('says what it is for', () => {
    expect(tool.description).toMatch(/^[A-Z].{20,}\.$/s);
    expect(tool.useCases.length).toBeGreaterThanOrEqual(3);
    expect(tool.examples).toHaveLength(3);
  });

  it('advertises what was reviewed', async () => {
    const row = listed.find((each) => each.name === name);
    await expect(`${JSON.stringify(row, null, 2)}\n`).toMatchFileSnapshot(`./__snapshots__/${name}.json`);
  });
});
