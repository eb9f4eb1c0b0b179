import { expect, it } from 'vitest';
import { operations } from '../../generated/operations.js';
import { tools } from '../../generated/tools/index.js';
import { describeTarget, idHint } from '../../src/clickup/id-sources.js';
import { render } from '../../src/runtime/advice.js';
import { everyTool } from '../support/catalog.js';

const byPlace = new Map(tools.map(({ name, sdk }) => [`${sdk.namespace}.${sdk.method}`, name]));
const names = (reference: string) => byPlace.get(reference);

/** Ids of whatever another argument says. */
const ofAnyKind = new Set(['entity_id', 'object_id']);

const inPaths = [...new Set(Object.values(operations).flatMap(({ path }) => path.match(/(?<=\{)\w+_id(?=\})/g) ?? []))];

it.each(inPaths.filter((name) => !ofAnyKind.has(name)))('what was not found at {%s} is named', (name) => {
  expect(describeTarget(`/v2/thing/{${name}}`, '/v2/thing/7').named).toMatch(/^[A-Z][A-Za-z ]+ 7$/);
});

const argumentsTaken = everyTool.flatMap(([, { inputSchema }]) => Object.keys(inputSchema.properties));
const ids = [...new Set(argumentsTaken)].filter((name) => /_ids?$/.test(name) || name === 'doc' || name === 'channel');
const places = /^(workspace|space|folder|parent_folder|list|task|source_task)_ids?$/;

it.each(ids)('a missing %s comes with the tool that shows it', (name) => {
  const hint = render(idHint(name), names);
  if (places.test(name)) expect(hint).toContain('clickup_workspace_resolve finds ids');
  else expect(hint).toMatch(/^; clickup_(?!workspace_resolve)\w+ shows ids$/);
});
