import { describe, expect, it } from 'vitest';
import { aliases } from '../../generated/aliases.js';
import { listing as signIn } from '../../generated/listings/auth.js';
import { tools as hostedTools } from '../../generated/tools/hosted.js';
import { listed, smallProfile } from '../../src/analytics/small-profile.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { servedTools } from '../../src/mcp/served.js';
import { aliasToolsets, listedAs } from '../../src/registry/aliases.js';
import type { DialectTool } from '../../src/registry/dialects/index.js';
import { catalogTools } from '../support/catalog.js';
import { type ClientTool, clients } from '../support/client-rules.js';

const aliasIds = aliasToolsets.map(({ id }) => id);
/** All that `tools/list` of any program can advertise: every tool, the names of other servers, and what one program has alone. */
const usual = (await servedTools([{ profile: 'full', toolsets: aliasIds }])).listing;
const byPlan = (await servedTools([{ profile: 'full', toolsets: aliasIds }], undefined, 'plan')).listing;
const reports = [undefined, smallProfile].flatMap((profile) => listed(analyticsTools, profile));
const listing = [...usual, ...byPlan, ...signIn, ...reports];
const table = Object.entries(clients).flatMap(([client, { form, rules }]) =>
  rules.map((rule) => ({ client, form, ...rule })),
);
const good: ClientTool = { name: 'a_tool', description: 'Does it.', schema: { type: 'object', properties: {} } };

describe('what is advertised', () => {
  it('is every tool', () => {
    const names = [...new Set(usual.map(({ name }) => name))];
    const own = catalogTools.map(({ name }) => name);
    const others = Object.entries(aliases).map(([name, alias]) => listedAs(name, alias));
    expect(names.sort()).toEqual([...new Set([...own, ...others])].sort());
    expect(signIn.map(({ name }) => name)).toEqual(hostedTools.map(({ name }) => name));
    expect(reports.length).toBeGreaterThan(analyticsTools.length);
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
