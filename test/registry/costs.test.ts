import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { limitsFile, limitsText, measureTokens } from '../../codegen/tokens.js';
import { listing as authListing } from '../../generated/listings/auth.js';
import { aliasListings, listings as usualListings } from '../../generated/listings/index.js';
import { profiles } from '../../generated/profiles.js';

/** Those of the hosted server too. */
const listings: typeof usualListings = { ...usualListings, auth: async () => authListing };

interface Limited {
  tokens?: number;
}
const limits = (file: string): [string, number][] =>
  Object.entries(
    parse(readFileSync(new URL(`../../openapi/${file}.yaml`, import.meta.url), 'utf8')) as Record<string, Limited>,
  ).flatMap(([name, { tokens }]) => (tokens === undefined ? [] : [[name, tokens] as [string, number]]));

it.each(limits('profiles'))('the profile %s costs a model at most %i tokens', (name, most) => {
  expect(profiles[name]?.tokens).toBeLessThanOrEqual(most);
});

it.each(limits('toolsets'))('the toolset %s costs a model at most %i tokens', async (name, most) => {
  expect(measureTokens(await listings[name]!()).model).toBeLessThanOrEqual(most);
});

/** Every row that tools/list can have. */
const rows = new Map(
  (
    await Promise.all(
      [...Object.values(usualListings), ...Object.values(aliasListings), listings.auth!].map((load) => load()),
    )
  )
    .flat()
    .map((row) => [row.name, row]),
);
const { perTool } = measureTokens([...rows.values()]);
const most = parse(readFileSync(limitsFile, 'utf8')) as Record<string, number>;

it.each(perTool)('$name costs a model no more than openapi/tokens.yaml says', ({ name, tokens }) => {
  expect(tokens, 'shorten it, or: npx tsx codegen/tokens.ts --accept').toBeLessThanOrEqual(most[name] ?? 0);
});

it('the limits are of what is there, in its order, and not much above what it costs', () => {
  expect(Object.keys(most)).toEqual([...rows.keys()]);
  for (const { name, tokens } of perTool) expect(most[name], name).toBeLessThan(tokens + 50);
});

it('what is accepted is written in tens', () => {
  expect(limitsText([{ name: 'clickup_a_b', tokens: 101 }])).toMatch(/\nclickup_a_b: 110\n$/);
});

it.each([
  ['contract', 3_900],
  ['truto', 1_500],
])('the toolset %s costs a model at most %i tokens', async (name, limit) => {
  expect(measureTokens(await aliasListings[name]!()).model).toBeLessThanOrEqual(limit);
});

it('every profile has a limit, but the empty one', () => {
  expect([...limits('profiles').map(([name]) => name), 'none'].sort()).toEqual(Object.keys(profiles).sort());
});

it('every toolset but the standard one has a limit, which its profile has', () => {
  expect([...limits('toolsets').map(([name]) => name), 'standard'].sort()).toEqual(Object.keys(listings).sort());
});
