import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { settings } from '../../src/node/config.js';
import { type Category, categories, type Model, type Tool } from '../model.js';
import { nounOf } from '../standard-tools.js';
import { errorsView, type Sighting } from './docs-errors.js';
import { operationsView } from './docs-operations.js';
import { cell, prose, sentence } from './docs-text.js';
import { type Staged, toolView } from './docs-tool.js';
import { poolOf } from './docs-values.js';
import type { File } from './text.js';

const pages = ['tool', 'category', 'index', 'errors', 'operations', 'configuration'] as const;
type Templates = Record<(typeof pages)[number], Handlebars.TemplateDelegate>;

const loadTemplates = async (): Promise<Templates> => {
  const entries = await Promise.all(
    pages.map(async (name) => {
      const text = await readFile(fileURLToPath(new URL(`../../templates/${name}.md.hbs`, import.meta.url)), 'utf8');
      return [name, Handlebars.compile(text.replaceAll('\r\n', '\n'), { noEscape: true })] as const;
    }),
  );
  return Object.fromEntries(entries) as Templates;
};

/** What each category is about. */
const categoryTexts: Record<Category, string> = {
  Task: 'Tasks: the work itself. Find, read, create, change, move, copy, relate and delete them, one or many at a time.',
  List: 'Lists: where tasks live, and what a task there may look like.',
  Workspace: 'The Workspace as a whole: its tree, the way from a name to an id, plan and templates.',
  Space: 'Spaces: the first level below the Workspace, with their own statuses, features and tags.',
  Folder: 'Folders: groups of Lists inside a Space.',
  Time: 'Time tracking: entries, timers and reports.',
  'Custom Fields': 'Custom fields: what there is to fill in, and filling it in by name.',
  Goal: 'Goals and their key results.',
  User: 'People: who the token is, and from a name or e-mail address to an id.',
  Team: "User groups, which ClickUp's own screens call Teams.",
  Comment: 'Comments on tasks, Lists and Chat views, in Markdown and with mentions.',
  View: 'Saved views: their set-up, and the tasks that they show.',
};

/** File name of a category page, without extension. */
const categoryFile = (category: Category): string => nounOf(category).replaceAll('_', '-');

const effects = { read: 'reads', write: 'writes', delete: 'deletes' } as const;

/** What the pages are made of besides the model. */
export interface DocsSource {
  model: Model;
  /** By tool name; a tool without an entry gets no page. */
  staged: ReadonlyMap<string, Staged>;
  /** What each tool costs a model, and all of them together. */
  tokens: ReadonlyMap<string, number>;
  allTokens: number;
  /** The moment at which the examples took place, ISO 8601. */
  moment: string;
}

const toolRow = (tool: Tool, tokens: ReadonlyMap<string, number>) => ({
  name: tool.name,
  effect: effects[tool.effect],
  description: cell(sentence(tool.description)),
  apiCalls: cell(tool.apiCalls),
  tokens: tokens.get(tool.name) ?? 0,
  useCases: tool.useCases.map(prose),
});

const sightingsOf = ({ model, staged }: DocsSource): Sighting[] =>
  model.tools.flatMap(({ name }) => {
    const { provoked, examples, lost } = staged.get(name) ?? {};
    const tried = (examples ?? []).flatMap(({ envelope, title }) =>
      envelope.success ? [] : [{ tool: name, how: sentence(title), failure: envelope }],
    );
    const lostFailure = lost && !lost.envelope.success ? [{ tool: name, how: lost.how, failure: lost.envelope }] : [];
    return [...tried, ...Object.values(provoked ?? {}).map((each) => ({ tool: name, ...each })), ...lostFailure];
  });

/** Every page under \`docs/reference\`. */
export const emitDocs = async (source: DocsSource): Promise<File[]> => {
  const { model, staged, tokens, allTokens, moment } = source;
  const templates = await loadTemplates();
  const pool = poolOf(model);
  const page = (path: string, name: (typeof pages)[number], view: object): File => ({
    path: `docs/reference/${path}.md`,
    text: templates[name](view),
  });
  const present = categories.filter((category) => model.tools.some((tool) => tool.category === category));
  const groups = present.map((category) => ({
    category,
    file: categoryFile(category),
    text: categoryTexts[category],
    tools: model.tools.filter((tool) => tool.category === category).map((tool) => toolRow(tool, tokens)),
  }));
  const having = (effect: Tool['effect']) => model.tools.filter((tool) => tool.effect === effect).length;
  return [
    page('index', 'index', {
      total: model.tools.length,
      categoryCount: groups.length,
      reads: having('read'),
      writes: having('write'),
      deletes: having('delete'),
      tokens: allTokens.toLocaleString('en-US'),
      operations: model.operations.length,
      categories: groups,
    }),
    ...groups.map((group) => page(`categories/${group.file}`, 'category', group)),
    ...model.tools.flatMap((tool) => {
      const happened = staged.get(tool.name);
      if (!happened) return [];
      const view = toolView(tool, happened, { model, pool, tokens: tokens.get(tool.name) ?? 0, moment });
      return page(`tools/${tool.name}`, 'tool', { ...view, categoryFile: categoryFile(tool.category) });
    }),
    page('errors', 'errors', errorsView(sightingsOf(source))),
    page('operations', 'operations', operationsView(model)),
    page('configuration', 'configuration', {
      settings: settings.map((setting) => ({ ...setting, doc: cell(setting.doc), fallback: cell(setting.fallback) })),
    }),
  ];
};
