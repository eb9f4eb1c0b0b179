import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { cacheTimes } from '../../src/clickup/cache-times.js';
import { optionRules } from '../../src/client/option-rules.js';
import { httpSettings } from '../../src/config/http-settings.js';
import { fallbackOf, type Setting } from '../../src/config/setting.js';
import { httpSettingDocs, settingDocs } from '../../src/config/setting-docs.js';
import { settings } from '../../src/config/settings.js';
import { aliasDescriptions } from '../../src/registry/alias-descriptions.js';
import { aliasToolsets } from '../../src/registry/aliases.js';
import type { Staged } from '../examples/run-examples.js';
import type { Category, Model, Tool, Toolset } from '../model.js';
import { servedBy } from '../programs.js';
import { type MeasuredTool, measureTokens } from '../tokens.js';
import { errorsView, type Sighting } from './docs-errors.js';
import { categoryFile, type LinkToTool, linksFrom } from './docs-links.js';
import { operationsView } from './docs-operations.js';
import { cell, prose, sentence } from './docs-text.js';
import { toolView } from './docs-tool.js';
import { poolOf } from './docs-values.js';
import { aliasedTools, listedTools } from './listings.js';
import { toolsOf } from './profiles.js';
import type { File } from './text.js';

type Template = Handlebars.TemplateDelegate<object>;

/** Reads page templates of `templates/` by name. */
const loadTemplates = async (names: readonly string[]): Promise<ReadonlyMap<string, Template>> => {
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const text = await readFile(fileURLToPath(new URL(`../../templates/${name}.md.hbs`, import.meta.url)), 'utf8');
      const template: Template = Handlebars.compile(text.replaceAll('\r\n', '\n'), { noEscape: true });
      return [name, template] as const;
    }),
  );
  return new Map(entries);
};

/** The options of a client that the environment sets, too. */
/** A row of the table of environment variables. */
const settingView = (setting: Setting<string>, docs: Readonly<Record<string, string>>) => ({
  ...setting,
  doc: cell(docs[setting.name] ?? ''),
  takes: cell(setting.takes),
  fallback: cell(fallbackOf(setting)),
});

const clientOptions = settings.map(({ option }) => option).filter((option) => option in optionRules);

const effects = { read: 'reads', write: 'writes', delete: 'deletes' } as const;

/** What the pages are made of besides the model. */
export interface DocsSource {
  model: Model;
  /** By tool name; a tool without an entry gets no page. */
  staged: ReadonlyMap<string, Staged>;
  /** What each tool costs a model. */
  tokens: ReadonlyMap<string, number>;
  /** The moment at which the examples took place, ISO 8601. */
  moment: string;
}

const toolRow = (tool: Tool, tokens: ReadonlyMap<string, number>, link: LinkToTool) => ({
  link: link(tool.name),
  effect: effects[tool.effect],
  description: cell(sentence(tool.description)),
  apiCalls: cell(tool.apiCalls),
  tokens: tokens.get(tool.name) ?? 0,
  useCases: tool.useCases.map(prose),
});

/** A category with a row for each of its tools, as a page in `folder` shows it. */
const categoryView = ({ id }: Toolset, category: Category, { model, tokens }: DocsSource, folder: string) => ({
  category: category.name,
  file: `${folder === '' ? `${id}/` : ''}${categoryFile(category)}.md`,
  text: category.description,
  tools: model.tools
    .filter((tool) => tool.toolset === id && tool.category === category.name)
    .map((tool) => toolRow(tool, tokens, linksFrom(folder, model))),
});

const sightingsOf = ({ model, staged }: DocsSource): Sighting[] => {
  const link = linksFrom('', model);
  return model.tools.flatMap(({ name }) => {
    const { provoked, examples, lost } = staged.get(name) ?? {};
    const tried = (examples ?? []).flatMap(({ envelope, title }) =>
      envelope.success ? [] : [{ tool: link(name), how: sentence(title), failure: envelope }],
    );
    const lostFailure =
      lost && !lost.envelope.success ? [{ tool: link(name), how: lost.how, failure: lost.envelope }] : [];
    return [...tried, ...Object.values(provoked ?? {}).map((each) => ({ tool: link(name), ...each })), ...lostFailure];
  });
};

/** How many rows these are, and what they cost a model. */
const costOf = (rows: readonly MeasuredTool[]) => ({
  count: rows.length,
  tokens: rows.length > 0 ? measureTokens(rows).model.toLocaleString('en-US') : '0',
});

const indexView = (source: DocsSource) => {
  const { tools, toolsets, operations } = servedBy(source.model, undefined);
  const hosted = servedBy(source.model, 'hosted');
  const having = (effect: Tool['effect']) => tools.filter((tool) => tool.effect === effect).length;
  return {
    total: tools.length,
    categoryCount: toolsets.flatMap(({ categories }) => categories).length,
    reads: having('read'),
    writes: having('write'),
    deletes: having('delete'),
    profiles: source.model.profiles.map((profile) => ({
      ...costOf(listedTools(toolsOf(profile, tools))),
      name: profile.id,
      description: profile.description,
    })),
    added: [
      ...toolsets
        .filter(({ isDefault }) => !isDefault)
        .map(({ id, description }) => ({
          ...costOf(listedTools(tools.filter(({ toolset }) => toolset === id))),
          name: id,
          description,
        })),
      ...aliasToolsets.map(({ id }) => ({
        ...costOf(
          aliasedTools(
            tools,
            source.model.aliases.filter(({ toolset }) => toolset === id),
          ),
        ),
        name: id,
        description: aliasDescriptions[id],
      })),
    ],
    operations: operations.length,
    several: toolsets.length > 1,
    hosted: hosted.toolsets.map(({ id, description, categories }) => ({
      ...costOf(listedTools(hosted.tools.filter(({ toolset }) => toolset === id))),
      name: id,
      description,
      page: `${id}/${categoryFile(categories[0]!)}.md`,
    })),
    toolsets: toolsets.map((toolset) => ({
      ...toolset,
      categories: toolset.categories.map((category) => categoryView(toolset, category, source, '')),
    })),
  };
};

/** Every page under `docs/reference`: those of a toolset in the folder of its id. */
export const emitDocs = async (source: DocsSource): Promise<File[]> => {
  const { model, staged, tokens, moment } = source;
  const own = model.toolsets.map(({ page }) => page);
  const templates = await loadTemplates([...own, 'category', 'index', 'errors', 'operations', 'configuration']);
  const pool = poolOf(model);
  const page = (path: string, name: string, view: object): File => ({
    path: `docs/reference/${path}.md`,
    text: templates.get(name)!(view),
  });
  const pagesOf = (toolset: Toolset, category: Category): File[] => [
    page(`${toolset.id}/${categoryFile(category)}`, 'category', categoryView(toolset, category, source, toolset.id)),
    ...model.tools.flatMap((tool) => {
      const happened = staged.get(tool.name);
      if (tool.toolset !== toolset.id || tool.category !== category.name || !happened) return [];
      const { program } = toolset;
      const view = toolView(tool, happened, { model, pool, program, tokens: tokens.get(tool.name) ?? 0, moment });
      return page(`${toolset.id}/${tool.name}`, toolset.page, { ...view, categoryFile: categoryFile(category) });
    }),
  ];
  return [
    page('index', 'index', indexView(source)),
    ...model.toolsets.flatMap((toolset) => toolset.categories.flatMap((category) => pagesOf(toolset, category))),
    page('errors', 'errors', errorsView(sightingsOf(source))),
    page('operations', 'operations', operationsView(model)),
    page('configuration', 'configuration', {
      settings: settings.map((setting) => settingView(setting, settingDocs)),
      httpSettings: httpSettings.map((setting) => settingView(setting, httpSettingDocs)),
      options: clientOptions.map((option) => `\`${option}\``).join(', '),
      times: Object.values(cacheTimes).map(({ ttlMs, what }) => ({ seconds: ttlMs / 1000, what: cell(what) })),
    }),
  ];
};
