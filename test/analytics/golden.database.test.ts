import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { isMissing, kinds } from '../support/databases.js';
import { documentedTools } from '../support/documented-tools.js';
import { insights } from './golden/insights.js';
import { intelligence, registry } from './golden/projects.js';
import { structure } from './golden/structure.js';
import { tasks } from './golden/tasks.js';
import { time } from './golden/time.js';
import { type Check, openWorld, type World } from './golden/world.js';

/** What each tool answers, computed once more row by row from what the sandbox holds. Those that change something come last. */
const recomputed: Record<string, Check> = {
  ...structure,
  ...tasks,
  ...time,
  ...insights,
  ...intelligence,
  ...registry,
};

/** It makes the copy; other tests hold that against ClickUp. */
const makesTheCopy = 'sync_now';

it('computes every tool a second time', () => {
  const names = analyticsTools.map(({ name }) => name).filter((name) => name !== makesTheCopy);
  expect(Object.keys(recomputed).sort()).toEqual(names.sort());
  expect(names).toEqual(expect.arrayContaining(Object.values(documentedTools).flat()));
});

describe.each(kinds)('figures that are computed twice (%s)', (kind) => {
  let world: World;
  beforeAll(async () => {
    if (!isMissing(kind)) world = await openWorld(kind);
  });
  afterAll(() => world?.drop());

  it.skipIf(isMissing(kind)).each(Object.keys(recomputed))('%s', (name) => recomputed[name]!(world));
});
