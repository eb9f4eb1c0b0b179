import { describe, expect, it } from 'vitest';
import { servedTools } from '../../src/mcp/served.js';
import type { DialectTool } from '../../src/registry/dialects/index.js';
import { catalogTools } from '../support/catalog.js';
import { type ClientTool, clients } from '../support/client-rules.js';

/** All that `tools/list` can advertise: every tool, and the names of other servers. */
const { listing } = await servedTools([{ profile: 'full', toolsets: ['contract'] }]);
const table = Object.entries(clients).flatMap(([client, { form, rules }]) =>
  rules.map((rule) => ({ client, form, ...rule })),
);
const good: ClientTool = { name: 'a_tool', description: 'Does it.', schema: { type: 'object', properties: {} } };

describe('what is advertised', () => {
  it('is every tool', () => {
    const names = new Set(listing.map(({ name }) => name));
    expect(catalogTools.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(listing.length).toBeGreaterThan(catalogTools.length);
  });

  it.each(table)('is taken by $client: $rule', ({ form, broken }) => {
    const found = listing.flatMap((tool) => broken(form(tool as DialectTool)).map((what) => `${tool.name}: ${what}`));
    expect(found).toEqual([]);
  });
});

describe('a rule finds what breaks it', () => {
  it.each(table)('$client: $rule', ({ broken, bad, source }) => {
    expect(broken({ ...good, ...bad })).not.toEqual([]);
    expect(source).toMatch(/^https:\/\//);
  });
});
