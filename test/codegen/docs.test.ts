import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogTools, toolsets } from '../../generated/catalog.js';
import { operations } from '../../generated/operations.js';
import { tools as hostedTools } from '../../generated/tools/hosted.js';
import { errorCodes } from '../../src/runtime/errors.js';
import { codeBlocks, hostedToolPages, type Page, pagesBelow, sectionsOf, toolPages } from '../support/docs-pages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = toolPages();
const each = [...pages.entries()];

/** Headings of the standard, in its order. */
const headings = (tool: string) => [
  `Tool Name: \`${tool}\``,
  'Input Parameters',
  'Returns',
  'Error Types',
  'Rate Limits',
  'API Dependencies',
  'Examples',
  'Example 1: Basic Usage',
  'Example 2: With Optional Parameters',
  'Example 3: Error Handling',
  'Integration Examples',
  'Python',
  'TypeScript',
  'Related Tools',
  'Changelog',
];

/** Bold labels of the standard, in its order, by the heading they stand under. */
const labels: Record<string, readonly string[]> = {
  'Input Parameters': ['Parameter Details'],
  Returns: ['Success Response', 'Success Response', 'Response Fields'],
  'Error Types': ['1. RATE_LIMIT', '2. NOT_FOUND', '3. AUTH', '4. VALIDATION', '5. API_ERROR', 'Error Type Summary'],
  'Rate Limits': ['ClickUp API Rate Limit', "This Tool's Impact", 'Rate Limit Behavior', 'Recommendations'],
  'API Dependencies': ['ClickUp API Endpoints Called', 'Required Permissions', 'API Documentation'],
  Changelog: ['Last Updated'],
};

/** A tool that sends nothing can be called wrongly, and that is all. */
const sendsNothing = (tool: string) => catalogTools.find(({ name }) => name === tool)?.apiCalls === '0';
const labelsOf = (tool: string): typeof labels =>
  sendsNothing(tool) ? { ...labels, 'Error Types': ['1. VALIDATION', 'Error Type Summary'] } : labels;

/** Leftovers of templates and of defaults that say nothing. */
const placeholders = /\bTODO\b|\bTBD\b|lorem ipsum|\[object Object\]|`"Example"`|`\["example"\]`|: undefined|\{\{/i;

describe('pages of the tools', () => {
  it('are there for each tool and for nothing else', () => {
    expect([...pages.keys()].sort()).toEqual(catalogTools.map(({ name }) => name).sort());
  });

  it.each(each)('%s has every section of the standard, in order, none of them empty', (tool, page) => {
    const sections = sectionsOf(page);
    expect(sections.map(({ title }) => title)).toEqual(headings(tool));
    const introduction = sections[0]!.text;
    for (const label of ['Category', 'Description', 'Use Cases']) expect(introduction).toMatch(`**${label}**`);
    expect(introduction.match(/^- \S/gm)).toHaveLength(3);
    for (const { title, text } of sections) {
      if (!['Examples', 'Integration Examples'].includes(title)) expect(text.trim().length, title).toBeGreaterThan(20);
      const bold = [...text.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, label]) => label!);
      expect(
        bold.filter((label) => labelsOf(tool)[title]?.includes(label)),
        title,
      ).toEqual(labelsOf(tool)[title] ?? []);
    }
  });

  it.each(each)('%s has no text that was left to be filled in', (_, { text }) => {
    expect(text.match(placeholders)?.[0]).toBeUndefined();
  });

  it.each(each)('%s shows JSON that parses, and answers that say what they are', (tool, page) => {
    const sections = new Map(sectionsOf(page).map(({ title, text }) => [title, text]));
    const json = (title: string) => codeBlocks(sections.get(title)!, 'json').map((code) => JSON.parse(code));
    expect(json('Input Parameters')).toHaveLength(1);
    const [plain, debug] = json('Returns');
    expect(plain).toMatchObject({ success: true, metadata: { tool_name: tool } });
    expect(plain.metadata.debug).toBeUndefined();
    expect(debug).toMatchObject({
      success: true,
      metadata: sendsNothing(tool)
        ? { debug: { tool_name: tool } }
        : { retry: { attempted: 1 }, debug: { tool_name: tool, api_summary: { error_count: 1 } } },
    });
    const types = sendsNothing(tool) ? ['VALIDATION'] : ['RATE_LIMIT', 'NOT_FOUND', 'AUTH', 'VALIDATION', 'API_ERROR'];
    const failures = json('Error Types').slice(0, types.length);
    expect(failures.map(({ error }) => error.type)).toEqual(types);
    for (const failure of failures) {
      expect(failure).toMatchObject({ success: false, metadata: { tool_name: tool } });
      expect(failure.error.suggested_action).not.toBe('');
    }
  });

  it.each(each)('%s begins with its first example, and folds what it shows again', (tool, page) => {
    const [introduction] = sectionsOf(page);
    const [input, answer] = codeBlocks(introduction!.text, 'json').map((code) => JSON.parse(code));
    expect(input).toEqual(catalogTools.find(({ name }) => name === tool)!.examples[0]!.input);
    expect(answer).toMatchObject({ success: true });
    expect(answer).not.toHaveProperty('metadata');

    const open = page.text.replace(
      /^<details>\n<summary>.+<\/summary>\n\n```json\n[\s\S]*?\n```\n\n<\/details>$/gm,
      '',
    );
    expect(open).not.toContain('details>');
    expect(codeBlocks(open, 'json')).toHaveLength(2);
  });

  it.each(each)('%s has no key in it', (_, { text }) => {
    expect(text).not.toMatch(/pk_\d+_[A-Z0-9]{10,}/);
  });
});

describe('pages of the tools that the hosted server has alone', () => {
  const own = [...hostedToolPages().entries()];

  it('are there for each of them', () => {
    expect(own.map(([name]) => name).sort()).toEqual(hostedTools.map(({ name }) => name).sort());
  });

  it.each(own)('%s has the sections that fit what sends nothing, and shows what it answered', (tool, page) => {
    const left = ['Rate Limits', 'Python', 'TypeScript'];
    const sections = sectionsOf(page);
    expect(sections.map(({ title }) => title)).toEqual(headings(tool).filter((title) => !left.includes(title)));
    const [plain, debug, failure] = codeBlocks(page.text, 'json')
      .map((code) => JSON.parse(code))
      .filter(({ metadata }) => metadata);
    expect([plain.success, debug.metadata.debug.api_summary.total_calls, failure.success]).toEqual([true, 0, false]);
    expect(page.text.match(placeholders)?.[0]).toBeUndefined();
    expect(page.text).toContain(`/api/tools/${tool.replace('clickup_', '')}`);
    expect(page.text).not.toContain('pip install');
  });
});

const linksIn = ({ path, text }: Page) =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({
    path,
    target: target!,
  }));

describe('pages together', () => {
  const all = pagesBelow('docs');

  it('link only to pages that exist', () => {
    const local = all.flatMap(linksIn).filter(({ target }) => !/^https?:/.test(target));
    const fileOf = (path: string, target: string) => {
      const [file = ''] = target.split('#');
      return file.startsWith('/') ? join('docs', file) : join(dirname(path), file);
    };
    const files = new Set(
      local.filter(({ target }) => !target.startsWith('#')).map(({ path, target }) => fileOf(path, target)),
    );
    const dead = [...files].filter(
      (file) => ![file, `${file}.md`, `${file}/index.md`].some((each) => existsSync(join(root, each))),
    );
    expect(local.length).toBeGreaterThan(500);
    expect(dead).toEqual([]);
  });

  it("link from the reference to no host but ClickUp's documentation", () => {
    const reference = all.filter(({ path }) => path.startsWith('docs/reference/'));
    const hosts = reference
      .flatMap(linksIn)
      .flatMap(({ target }) => (/^https?:/.test(target) ? new URL(target).host : []));
    expect(new Set(hosts)).toEqual(new Set(['developer.clickup.com']));
  });

  const page = (path: string) => all.find((each) => each.path === `docs/reference/${path}.md`)!;

  it('list every tool on the index and on the page of its category', () => {
    const listedOn = (path: string) => [...new Set(page(path).text.match(/clickup_[a-z_]+(?=\]\()/g))];
    const names = catalogTools.map(({ name }) => name);
    expect(listedOn('index')).toEqual(names);
    const files = toolsets.flatMap(({ id, categories }) =>
      categories.map(({ noun }) => `${id}/${noun.replace('_', '-')}`),
    );
    expect(files.flatMap(listedOn)).toEqual(names);
  });

  it.each(Object.values(errorCodes).flat())('say what other documents call %s', (code) => {
    const kinds = 'Rate limiting|Authentication|Permission|Resource not found|Tool execution|Parameter validation';
    const others = `(${kinds}|Response formatting|Configuration|Network|Internal server)`;
    expect(page('errors').text).toMatch(
      new RegExp(
        `^\\| ${code} \\| (INVALID_PARAMETER|LIMIT_EXCEEDED|CLICKUP_ERROR) \\| ((401|403|429|500), )?${others} \\|$`,
        'm',
      ),
    );
  });

  it('lead from each word and status of other documents to codes', () => {
    const table = page('errors').text.split('## The same in other documents')[1]!;
    for (const word of ['INVALID_PARAMETER', 'LIMIT_EXCEEDED', 'CLICKUP_ERROR', '401', '403', '429', '500'])
      expect(table, word).toMatch(new RegExp(`\\| ${word}\\b`));
  });

  it('name every error code, every operation and every variable', () => {
    const titles = sectionsOf(page('errors')).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining([...Object.keys(errorCodes), ...Object.values(errorCodes).flat()]));
    const rows = page('operations').text.match(/^\| \[\S+\]\(https/gm)!;
    expect(rows.map((row) => /\[(.+)\]/.exec(row)![1]).sort()).toEqual(Object.keys(operations).sort());
    expect(page('configuration').text).toMatch('`CLICKUP_API_KEY`, `CLICKUP_API_TOKEN`');
  });
});
