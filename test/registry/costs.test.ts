import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { measureTokens } from '../../codegen/tokens.js';
import { listings } from '../../generated/listings/index.js';
import { profiles } from '../../generated/profiles.js';

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

it('every toolset but the standard one has a limit, which its profile has', () => {
  expect([...limits('toolsets').map(([name]) => name), 'standard'].sort()).toEqual(Object.keys(listings).sort());
});
