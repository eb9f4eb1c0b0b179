import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { aliases } from '../../generated/aliases.js';
import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { parseCall } from '../../src/cli/arguments.js';
import { type CatalogTool, catalogTools, findTool } from '../../src/cli/catalog.js';
import { descriptionOf, examplesOf } from '../../src/cli/describe.js';
import { listTools, tableOf } from '../../src/cli/tools.js';
import { displayWidth } from '../../src/cli/width.js';
import { chooseTools } from '../../src/index.js';
import { listedAs } from '../../src/registry/aliases.js';
import type { Choice } from '../../src/registry/choose.js';
import { coerce } from '../../src/runtime/coerce.js';
import { aliasCalls } from '../support/alias-calls.js';
import { sandboxClient } from '../support/sandbox-client.js';

const longest = (text: string) => Math.max(...text.split('\n').map(displayWidth));
const each = catalogTools.map((tool): [string, CatalogTool] => [tool.name, tool]);

describe('the table of tools', () => {
  it.each([60, 80, 100, 132])('fits %i columns and names every tool', (width) => {
    const table = tableOf(catalogTools, width);
    expect(longest(table)).toBeLessThanOrEqual(Math.max(width, 78));
    for (const { name } of catalogTools) expect(table).toMatch(new RegExp(`^${name}\\b`, 'm'));
  });

  it('is names alone where there is no room for more, and whole where nothing limits it', () => {
    expect(tableOf(catalogTools, 40)).toMatch(/^clickup_task_list$/m);
    expect(tableOf(catalogTools, Number.POSITIVE_INFINITY)).not.toContain('…');
  });
});

describe('help for a tool', () => {
  it.each(each)('%s: every argument, in 80 columns', (_, tool) => {
    const text = descriptionOf(tool, 80);
    for (const { name } of tool.parameters) expect(text).toContain(`  --${name.replaceAll('_', '-')}`);
    expect(longest(text.split('\nExamples')[0]!)).toBeLessThanOrEqual(80);
  });

  it('shows what goes into an argument that is written as JSON', () => {
    const text = descriptionOf(findTool('task_create_bulk'), 80);
    expect(text).toMatch(/^ {2}--tasks '\[\{\.\.\.\}\]' /m);
    expect(text).toMatch(/^ {4}name text +Required\. /m);
    expect(text).toMatch(/^ {4}depends_on \["\.\.\."\] /m);
  });

  it.each(each)('%s: names every field inside of its arguments', (_, tool) => {
    const text = descriptionOf(tool, 80);
    const inner = tool.parameters.flatMap(({ fields = [] }) => fields.map(({ name }) => name));
    for (const name of inner) expect(text).toMatch(new RegExp(`^ {4}${name}\\b`, 'm'));
  });

  it('says how dates and durations are written, and what limits a number', () => {
    const text = descriptionOf(findTool('task_list'), 80);
    expect(text).toMatch(/^ {2}--due-after date +Due after/m);
    expect(text).toContain('date: 2026-10-09, 2026-10-09 17:00, or English');
    expect(text).toMatch(/^ {2}--limit number +At most this many: 1 to 100; 100 by default\.$/m);
    expect(descriptionOf(findTool('task_create'), 80)).toMatch(/^ {2}--time-estimate duration /m);
    expect(descriptionOf(findTool('space_get'), 80)).not.toMatch(/^ +date: /m);
  });

  it.each(each.filter(([, { inputSchema }]) => 'limit' in inputSchema.properties))(
    '%s: the default of its limit',
    (_, tool) => {
      expect(descriptionOf(tool, 80).replace(/\s+/g, ' ')).toMatch(
        /--limit number At most this many.*(\d+ by default|unless)/,
      );
    },
  );

  it('marks the example that is refused, and no other', () => {
    const marked = descriptionOf(findTool('task_get'), 80).match(/# .*\(refused, to show the error\)/g);
    expect(marked).toEqual(['# A task that does not exist (refused, to show the error)']);
  });

  it('marks what is required, and says what a tool may do', () => {
    expect(descriptionOf(findTool('task_create'), 80)).toMatch(/--list-id text +Required\. /);
    expect(descriptionOf(findTool('task_delete'), 80)).toContain('requires --confirm yes');
    expect(descriptionOf(findTool('task_get'), 80)).toContain('It only reads.');
  });

  /** Words as a POSIX shell would make them of our quoting. */
  const wordsOf = (command: string) =>
    (command.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? []).map((word) =>
      word.replace(/'([^']*)'|\\(')/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
    );

  it.each(each)('%s: its examples are commands that give the same input', async (name, tool) => {
    const schema = await (await tools.find((entry) => entry.name === name)!.load()).schema();
    const examples = examplesOf(tool);
    expect(examples.length).toBeGreaterThan(0);
    for (const { title, command } of examples) {
      const { input } = tool.examples.find((example) => example.title === title)!;
      if (Object.keys(input).some((key) => !Object.hasOwn(tool.inputSchema.properties, key))) continue;
      const [program, call, called, ...words] = wordsOf(command);
      expect([program, call, called]).toEqual(['clickup-tools', 'call', name]);
      const parsed = parseCall(tool, words, () => '');
      expect(parsed.sandbox).toEqual(tool.plan ? { plan: tool.plan } : {});
      expect(coerce(schema, parsed.input)).toEqual(coerce(schema, input));
    }
  });
});

it.each(Object.keys(aliases).flatMap((name) => [name, `clickup_${name}`]))(
  '%s, the name of another server, runs with the arguments it has there',
  async (name) => {
    const [input, data] = aliasCalls[name.replace(/^clickup_/, '')]!;
    const words = Object.entries(input).map(
      ([key, value]) => `--${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    const tool = findTool(name);
    const { input: typed } = parseCall(tool, words, () => '');
    expect(await sandboxClient().clickup.call(tool.name, typed)).toMatchObject({ success: true, data });
  },
);

it('help shows the arguments that another server has', () => {
  const text = descriptionOf(findTool('comment_task'), 100);
  expect(text).toMatch(/--comment /);
  expect(text).toMatch(/^clickup_comment_task: /);
  expect(descriptionOf(findTool('get_doc_page'), 100)).toMatch(/--doc-id .*Required/);
});

it.each(['contract', 'truto'])('the list of tools has the names of %s where it is asked for', async (toolset) => {
  const told = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await listTools(['--toolsets', toolset, '--json', '--dialect', 'gemini']);
  const [text] = told.mock.calls[0]!;
  told.mockRestore();
  const rows = JSON.parse(String(text)) as { name: string }[];
  const wanted = Object.entries(aliases).filter(([, alias]) => (alias.toolset ?? 'contract') === toolset);
  expect(rows.map(({ name }) => name)).toEqual(wanted.map(([name, alias]) => listedAs(name, alias)));
});

describe('the choice of tools', () => {
  const printed = async (words: string[]) => {
    const told = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await listTools(words);
      return String(told.mock.calls[0]![0]);
    } finally {
      told.mockRestore();
    }
  };
  const namesOf = async (words: string[]) =>
    (JSON.parse(await printed([...words, '--json'])) as { name: string }[]).map(({ name }) => name);

  it.each<[string[], Choice]>([
    [['--profile', 'core', '--toolsets', 'doc'], { profile: 'core', toolsets: ['doc'] }],
    [
      ['--tools', 'task_get,doc_read', '--tools', 'goal_*'],
      { profile: 'full', allow: ['task_get', 'doc_read', 'goal_*'] },
    ],
    [['--profile', 'standard', '--exclude-tools', '*_delete*'], { deny: ['*_delete*'] }],
    [['--profile', 'core', '--read-only'], { profile: 'core', readOnly: true }],
  ])('%j is that of the MCP server', async (words, choice) => {
    expect(await namesOf(words)).toEqual(chooseTools(choice).map(({ name }) => name));
  });

  it('has each name once, also one that another server has for the same tool', async () => {
    const names = await namesOf(['--profile', 'full', '--toolsets', 'contract,truto']);
    expect(names.filter((name) => name === 'clickup_doc_search')).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    [['--tools', 'taks_get'], 'No tool is called "taks_get"'],
    [['--tools'], '--tools needs a value'],
    [['--exclude-tools', ','], '--exclude-tools needs a value'],
    [['--toolsets', '--json'], '--toolsets needs a value'],
  ])('%j is refused', async (words, message) => {
    await expect(listTools(words)).rejects.toMatchObject({ message });
  });

  const numberIn = (text: string) => Number(text.replace(',', ''));
  /** The tables of the reference, which counts each list as a whole. */
  const costs = [
    ...readFileSync('docs/reference/index.md', 'utf8').matchAll(/^\| `(\w+)` \| (\d+) \| ([\d,]+) \|/gm),
  ].flatMap(([, name, count, tokens]) => (count === '0' ? [] : [[name!, tokens!] as const]));

  it.each(costs)('%s costs a model what the reference says', async (name, tokens) => {
    const flag = Object.hasOwn(profiles, name) ? '--profile' : '--toolsets';
    const [, said] = /They cost a model about ([\d,]+) tokens/.exec(await printed([flag, name]))!;
    expect(Math.abs(numberIn(said!) - numberIn(tokens))).toBeLessThanOrEqual(3);
  });

  it('costs the three that have a limit no more than that', () => {
    const costOf = (wanted: string) => numberIn(costs.find(([name]) => name === wanted)![1]);
    expect(costOf('core')).toBeLessThanOrEqual(3_900);
    expect(costOf('doc')).toBeLessThanOrEqual(1_500);
    expect(costOf('api')).toBeLessThanOrEqual(900);
  });
});

describe('tools in the form of another API', () => {
  it.each([
    [['--dialect', 'openai', '--json'], 'no dialect is called openai', /openai-strict/],
    [['--dialect', 'gemin', '--json'], 'no dialect is called gemin', /Did you mean gemini\?/],
    [['--dialect', '--json'], '--dialect needs a value', /There are: openai-strict, gemini\./],
    [['--dialect', 'gemini'], '--dialect prints JSON', /tools --dialect gemini --json/],
  ])('%j is refused', async (words, message, hint) => {
    await expect(listTools(words)).rejects.toMatchObject({ message, hint: expect.stringMatching(hint) });
  });
});
