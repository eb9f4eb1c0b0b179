import { describe, expect, it } from 'vitest';
import { runSnippet } from '../../docs/examples/run-snippet.js';
import { syncPage, syncPages } from '../../docs/examples/sync.js';
import { catalogTools } from '../../generated/catalog.js';
import { profiles } from '../../generated/profiles.js';
import { aliasToolsets } from '../../src/registry/aliases.js';
import { codeBlocks } from '../support/docs-pages.js';

const pages = await syncPages();
const guides = pages.filter(({ path }) => path.startsWith('docs/guides/'));
/** Those of analytics need a database: `test/analytics/guides.database.test.ts` runs them. */
const snippets = guides.flatMap(({ path, text }) =>
  codeBlocks(text, 'ts').flatMap((code, index) =>
    code.includes('clickup-tools/analytics') ? [] : [[`${path} ${index + 1}`, code] as const],
  ),
);

describe('pages written by hand', () => {
  it.each(pages)(
    '$path shows its programs, what they print, and its figures as they are (npm run docs:sync)',
    ({ text, synced }) => {
      expect(text).toBe(synced);
    },
  );

  it.each(pages)('$path names every column of its tables, for those who hear them read', ({ text }) => {
    const heads = [...text.matchAll(/^(\|.*\|)\n\|[ :|-]+\|$/gm)].map(([, head]) => head!);
    expect(heads.filter((head) => /\| *\|/.test(head))).toEqual([]);
  });

  it('quote programs of docs/examples at all', () => {
    const marks = guides.flatMap(({ text }) => text.match(/^<!-- (snippet|output): /gm) ?? []);
    expect(marks.length).toBeGreaterThan(15);
  });

  it('would not keep a program or an output that someone typed', async () => {
    const typed = '<!-- output: time-running.ts -->\n```text\n42\n```\n';
    expect(await syncPage(typed)).toContain('ClickUp: -2520000');
  });

  it('would not keep a count that someone typed, and refuse one that does not exist', async () => {
    expect(await syncPage('<!-- fact: operations -->7<!-- /fact --> operations')).toContain('>173<');
    await expect(syncPage('<!-- fact: toolz -->7<!-- /fact -->')).rejects.toThrow('No figure is called "toolz"');
  });
});

it('the guide to choosing tools shows what each profile and toolset costs', () => {
  const { text } = guides.find(({ path }) => path.endsWith('/choosing-tools.md'))!;
  const rows = [...text.matchAll(/^\| `--(profile|toolsets) (\w+)` \| (\d+) \| ([\d,]+) \|/gm)];
  const costs = new Map(rows.map(([, flag, name, tools, tokens]) => [`${flag} ${name}`, [Number(tools), tokens]]));
  for (const [name, { count, tokens }] of Object.entries(profiles))
    expect(costs.get(`profile ${name}`)).toEqual([count, count === 0 ? '0' : tokens.toLocaleString('en')]);
  const toolsets = [...new Set(catalogTools.map(({ toolset }) => toolset)), ...aliasToolsets.map(({ id }) => id)];
  for (const id of toolsets) if (id !== 'standard') expect(costs.get(`toolsets ${id}`)?.[0], id).toBeGreaterThan(0);
});

describe('snippets of the guides', () => {
  it.each(snippets)('%s runs and prints something other than an error', async (_, code) => {
    const { log, error } = await runSnippet(code);
    expect(error).toEqual([]);
    expect(log.length).toBeGreaterThan(0);
    expect(log.flat()).not.toContain(undefined);
  });

  it('say truly that what a lost answer made is found', async () => {
    const code = snippets.find(([, text]) => text.includes('reset-after'))![1];
    expect((await runSnippet(code)).log).toEqual([[true]]);
  });
});
