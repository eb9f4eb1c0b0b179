import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { catalogTools } from '../../generated/catalog.js';
import { listings } from '../../generated/listings/index.js';
import { operations } from '../../generated/operations.js';
import { operationsOf, toolsWithOperations } from '../../generated/tool-operations.js';
import { tools as hostedTools } from '../../generated/tools/hosted.js';
import { tools } from '../../generated/tools/index.js';
import { everyTool } from '../support/catalog.js';
import { toolPages } from '../support/docs-pages.js';
import { model } from '../support/spec-model.js';

/** The manifest, but for what one program has alone, in the order of every surface. */
const own = new Set(hostedTools.map(({ name }) => name));
const written = model.tools.filter(({ name }) => !own.has(name));
const names = written.map(({ name }) => name);

it.each<[string, () => string[] | Promise<string[]>]>([
  ['the list that the tests of every tool go by', () => everyTool.map(([name]) => name)],
  ['the catalogue', () => catalogTools.map(({ name }) => name)],
  ['the registry', () => tools.map(({ name }) => name)],
  ['what policies know', () => toolsWithOperations.filter((name) => !own.has(name))],
  [
    'tools/list',
    async () => (await Promise.all(Object.values(listings).map((load) => load()))).flat().map(({ name }) => name),
  ],
])('every tool of the manifest, of whatever toolset, is in %s', async (_, listed) => {
  expect(await listed()).toEqual(names);
});

it('every tool of the manifest has a page, and a listing that was reviewed, and nothing else has', () => {
  const reviewed = readdirSync(new URL('../tools/__snapshots__', import.meta.url)).map((file) =>
    file.replace('.json', ''),
  );
  expect(reviewed.sort()).toEqual(names.toSorted());
  expect([...toolPages().keys()].sort()).toEqual(names.toSorted());
});

it('every operation but that of the sign-in is behind a tool that is made for it', () => {
  const all = Object.keys(operations);
  const called = new Set(
    names.filter((name) => !name.startsWith('clickup_api_')).flatMap((name) => operationsOf(name) ?? []),
  );
  expect(all.filter((id) => !called.has(id as never))).toEqual(['GetAccessToken']);
  expect(called.size).toBe(all.length - 1);
});
