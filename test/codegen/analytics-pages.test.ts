import { describe, expect, it } from 'vitest';
import { answerRows, KnownTypes } from '../../codegen/analytics/answer-fields.js';
import { checkPages, readAnalyticsManifest } from '../../codegen/analytics/manifest.js';
import type { Problem } from '../../codegen/manifest/problems.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { codeBlocks, pagesBelow, sectionsOf } from '../support/docs-pages.js';

const pages = new Map(
  pagesBelow('docs/reference/analytics').map((page) => [page.path.replace(/^.*\/|\.md$/g, ''), page]),
);
const headings = (tool: string) => [
  `Tool Name: \`${tool}\``,
  ...['Input Parameters', 'Returns', 'Error Types', 'API Dependencies', 'Examples'],
  ...['Example 1: Basic Usage', 'Example 2: With Optional Parameters', 'Example 3: Error Handling'],
  ...['Integration Examples', 'Related Tools'],
];

describe('pages of the analytics tools', () => {
  it.each(analyticsTools.map(({ name }) => name))('%s has every section, and two answers and a refusal', (tool) => {
    const page = pages.get(tool)!;
    const sections = sectionsOf(page);
    expect(sections.map(({ title }) => title)).toEqual(headings(tool));
    expect(sections[0]!.text.match(/^- \S/gm)).toHaveLength(3);
    expect(page.text.match(/\bTODO\b|\[object Object\]|: undefined|\{\{|pk_\d+_[A-Z0-9]{10,}/)?.[0]).toBeUndefined();
    const outputs = codeBlocks(page.text, 'javascript').map((code) => {
      const [, input, output] = /^\/\/ Input\n([\s\S]+)\n\n\/\/ Output\n([\s\S]+)$/.exec(code)!;
      return { input: JSON.parse(input!), output: JSON.parse(output!) };
    });
    expect(outputs.map(({ output }) => output.success)).toEqual([true, true, false]);
    expect(outputs[2]!.output.error.suggested_action).not.toBe('');
    const [quick] = codeBlocks(sections[0]!.text, 'json').map((code) => JSON.parse(code));
    expect(quick).toEqual(outputs[0]!.input);
    // Each field has a type and says what it is.
    const rows = [...page.text.matchAll(/^\| `(data\S*)` \| (.*?) \| (.*) \|$/gm)];
    expect(rows.length).toBeGreaterThan(1);
    for (const [, name, type, description] of rows) {
      expect(type, name).toMatch(/^(string|integer|number|boolean|object|array)/);
      expect(description, name).not.toBe('');
    }
  });

  it('stand in lists by group, and in one of all', () => {
    const lists = [...pages].filter(([name]) => !analyticsTools.some((tool) => tool.name === name));
    expect(lists.map(([name]) => name).sort()).toEqual([
      ...['index', 'pm-analytics', 'project-configuration', 'project-intelligence'],
      ...['sync', 'sync-and-mapping', 'task-management', 'workspace-structure'],
    ]);
    for (const { name } of analyticsTools) {
      const naming = lists.filter(([, { text }]) => text.includes(`[${name}](${name}.md)`));
      expect(naming).toHaveLength(2);
    }
  });

  it('are asked for by name where a tool has none, or names another that there is not', async () => {
    const problems: Problem[] = [];
    const manifest = (await readAnalyticsManifest(new URL('../..', import.meta.url).pathname, problems))!;
    const others = analyticsTools.map(({ name }) => name).filter((name) => name !== 'get_burnup');
    checkPages(manifest, [...others, 'get_burndown'], problems);
    expect(problems.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'get_burndown has no page: needs use_cases, related and examples',
        expect.stringContaining('no analytics tool is called "get_burnup"'),
      ]),
    );
  });
});

describe('fields of answers', () => {
  const rowsOf = (
    answers: unknown[],
    fields: Record<string, string | { text: string; keys?: string; count?: string }>,
  ) => {
    const told: string[] = [];
    const known = new KnownTypes();
    known.learn({ due: '2026-11-27', items: [{ name: 'x' }] });
    const manifest = { fields: new Map(Object.entries(fields)) };
    const rows = answerRows('get_x', answers, manifest, known, (message) => told.push(message));
    return { rows: rows.map(({ name, type, description }) => [name, type, description]), told };
  };

  it('have the types of all answers, and are optional where one lacks them', () => {
    const { rows, told } = rowsOf(
      [
        { ms: 1, at: '2026-11-27T10:00Z', n: 1 },
        { ms: 2, n: 1.5 },
      ],
      {
        ms: 'Time.',
        at: 'When.',
        n: { text: 'Those.', count: 'How many.' },
      },
    );
    expect(rows).toEqual([
      ['data.ms', 'integer (milliseconds)', 'Time.'],
      ['data.at', 'string (ISO 8601), optional', 'When.'],
      ['data.n', 'number', 'How many.'],
    ]);
    expect(told).toEqual([]);
  });

  it('take a type that other answers show, and keys that are data by their name', () => {
    const { rows } = rowsOf([{ due: null, items: [], days: { '2026-11-27': 3, '2026-11-28': 0 } }], {
      due: 'When.',
      items: 'Things.',
      'items.name': 'Name.',
      days: { text: 'By day.', keys: 'day' },
    });
    expect(rows).toEqual([
      ['data.due', 'string (a date), or null', 'When.'],
      ['data.items', 'array of objects', 'Things.'],
      ['data.items[].name', 'string', 'Name.'],
      ['data.days', 'object of integers by day', 'By day.'],
    ]);
  });

  it('that nobody described are told', () => {
    expect(rowsOf([{ odd: 1 }], {}).told).toEqual(['data.odd has no description in openapi/analytics/fields.yaml']);
  });
});
