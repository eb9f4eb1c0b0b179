import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { AnalyticsTool } from '../../src/analytics/tool.js';
import type { ListedTool } from '../../src/runtime/tool.js';
import { argumentRows, describeAll } from '../emit/docs-fields.js';
import { referenceUrl } from '../emit/docs-operations.js';
import { cell, count, pretty, prose, sentence } from '../emit/docs-text.js';
import { exampleOf, maxLines, quickOf, shown } from '../emit/docs-tool.js';
import type { File } from '../emit/text.js';
import type { Provoked } from '../examples/error-scenarios.js';
import type { Run } from '../examples/run-examples.js';
import type { JsonSchema, Model, Parameter, Tool } from '../model.js';
import { measureTokens } from '../tokens.js';
import { answerRows, KnownTypes } from './answer-fields.js';
import type { AnalyticsManifest, AnalyticsPage } from './manifest.js';

const folder = 'docs/reference/analytics';

/** What happened to a tool on the stage. */
export interface StagedReport {
  examples: readonly (Run & { unsynced?: boolean | undefined })[];
  /** The data of the examples that succeeded, and of other calls. */
  answers: readonly unknown[];
  errors: readonly (Provoked & { type: string })[];
}

/** A tool with what its page says of it. */
export interface PagedTool {
  tool: AnalyticsTool;
  listed: ListedTool;
  /** The category's name and the file of its page. */
  category: string;
  categoryFile: string;
  page: AnalyticsPage;
}

export const fileOf = (category: string): string => category.toLowerCase().replaceAll(' ', '-');

/** Kinds by which examples can be led astray: the names of arguments that name an object. */
const kinds = new Set(['space', 'folder', 'list', 'task']);

/** The arguments as the generator of pages knows them. */
export function parametersOf({ listed, page }: Pick<PagedTool, 'listed' | 'page'>): Parameter[] {
  const { properties = {}, required = [] } = listed.inputSchema as unknown as JsonSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    kind: kinds.has(name) ? name : 'text',
    required: required.includes(name),
    schema,
    doc: schema.description ?? '',
    example: page.examples.map(({ input }) => input[name]).find((value) => value !== undefined) ?? exampleFor(schema),
  }));
}

function exampleFor({ type, enum: values, description = '', items }: JsonSchema): unknown {
  const [, usual] = /default:? ([\w-]+)/i.exec(description) ?? [];
  if (type === 'boolean') return true;
  if (values) return values[0];
  if (type === 'array') return [items?.enum?.[0] ?? (/status/i.test(description) ? 'in review' : 'Priya')];
  if (type === 'integer' || type === 'number') return Number(usual) || 10;
  return /IANA/.test(description) ? 'Europe/Berlin' : /person|e-mail/.test(description) ? 'Priya' : (usual ?? 'Bugs');
}

const effects = {
  read: 'reads, changes nothing',
  write: 'writes',
  delete: 'deletes; requires `confirm: "yes"`',
} as const;

/** An input as arguments of the command line. */
const commandOf = (name: string, input: Readonly<Record<string, unknown>>): string => {
  const quoted = (text: string): string => (/^[\w.:/@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const args = Object.entries(input).map(
    ([key, value]) => `${key}=${quoted(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return ['node dist/analytics.js report', name, ...args].join(' ');
};

const programOf = (name: string, input: Readonly<Record<string, unknown>>): string => {
  const given = Object.keys(input).length === 0 ? '' : `, ${JSON.stringify(input)}`;
  return `import { openMirror } from 'clickup-tools/analytics';

const mirror = await openMirror({ apiKey: process.env.CLICKUP_API_KEY!, folder: './clickup' });
const answer = await mirror.report('${name}'${given});
console.log(answer.success ? answer.data : answer.error.suggested_action);
await mirror.close();`;
};

/** What an answer says beside its data. */
const around = [
  { name: 'success', type: 'boolean', description: 'Always `true` for successful responses.' },
  { name: 'data', type: 'object', description: 'The answer, with the fields below.' },
];
const metadata = {
  name: 'metadata',
  type: 'object',
  description: '`timestamp`, `tool_name` and `execution_time_ms`; `rate_limit` and `retry` where ClickUp was called.',
};

interface PageSource {
  model: Model;
  manifest: AnalyticsManifest;
  moment: string;
  tokens: ReadonlyMap<string, number>;
  known: KnownTypes;
  report(tool: PagedTool, message: string): void;
}

function viewOf(
  paged: PagedTool,
  staged: StagedReport,
  { model, manifest, moment, tokens, known, report }: PageSource,
) {
  const { tool, page, category, categoryFile } = paged;
  const { name, effect = 'read' } = tool;
  const link = (other: string): string => `[${other}](${other}.md)`;
  const parameters = parametersOf(paged);
  const [first] = staged.examples;
  const byId = new Map(model.operations.map((operation) => [operation.id, operation]));
  const calls = first!.calls.length;
  const called = [...new Set(staged.examples.flatMap((run) => run.calls))].map((id) => byId.get(id)!);
  return {
    name,
    category,
    categoryFile,
    description: prose(sentence(tool.description)),
    useCases: page.use_cases.map(prose),
    glance: [
      effects[effect],
      `${calls === 0 ? 'no call' : count(calls, 'call')} to ClickUp in Example 1`,
      `costs a model ${tokens.get(name)} tokens`,
    ].join(' · '),
    quick: quickOf(first!),
    parametersJson: pretty(describeAll(parameters)),
    parameters: argumentRows(parameters),
    plain: shown(first!.envelope, maxLines.example),
    fields: [
      ...around,
      ...answerRows(name, staged.answers, manifest, known, (message) => report(paged, message)),
      metadata,
    ],
    errors: staged.errors.map(({ type, how, failure }, index) => ({
      number: index + 1,
      type,
      how,
      json: pretty(failure),
    })),
    calls:
      called.length === 0
        ? 'Nothing is sent to ClickUp: it answers from the copy.'
        : `Example 1 made ${count(calls, 'call')} to ClickUp. In the examples it called:`,
    endpoints: called.map((operation) => ({
      method: operation.method,
      path: operation.path,
      purpose: `[${cell(operation.summary)}](${referenceUrl(operation)})`,
    })),
    examples: staged.examples.map((run, index) => ({
      ...exampleOf(run, index, (other) => (manifest.pages.has(other) ? link(other) : `\`${other}\``)),
      ...(run.unsynced && { world: 'On a copy that was never synced.' }),
    })),
    command: commandOf(name, first!.input),
    program: programOf(name, first!.input),
    related: Object.entries(page.related).map(([other, why]) => ({ tool: link(other), why: prose(sentence(why)) })),
    moment,
  };
}

const texts: Readonly<Record<string, string>> = {
  'Workspace structure':
    'Spaces, Folders, Lists and people, read from ClickUp at the call; they work before the first sync.',
  'Task management': 'Tasks by place, person, status and text, and two tools that write.',
  'PM analytics': 'Time, timesheets, progress, flow and estimates of any place and period.',
  'Project configuration': 'Which places count as projects, and how they are.',
  'Project intelligence': 'Health, risks, workload and pace of one project.',
  'Sync and mapping': 'What the copy holds, and the aliases of projects.',
  Sync: 'Bringing the copy up to date.',
};

const template = async (name: string): Promise<Handlebars.TemplateDelegate<object>> => {
  const text = await readFile(fileURLToPath(new URL(`../../templates/${name}.md.hbs`, import.meta.url)), 'utf8');
  return Handlebars.compile(text.replaceAll('\r\n', '\n'), { noEscape: true });
};

const shortEffects = { read: 'reads', write: 'writes', delete: 'deletes' } as const;

/** The pages of the tools that were staged, of their groups, and one for all. */
export async function emitAnalyticsPages(
  tools: readonly PagedTool[],
  staged: ReadonlyMap<string, StagedReport>,
  source: Omit<PageSource, 'tokens' | 'known'>,
): Promise<File[]> {
  const [toolPage, categoryPage, indexPage] = await Promise.all(
    ['analytics-tool', 'category', 'analytics-index'].map(template),
  );
  const { perTool, model: allTokens } = measureTokens(tools.map(({ listed }) => listed as never));
  const tokens = new Map(perTool.map((row) => [row.name, row.tokens]));
  const known = new KnownTypes();
  for (const { answers } of staged.values()) for (const answer of answers) known.learn(answer);
  const rowOf = ({ tool, page }: PagedTool) => ({
    link: `[${tool.name}](${tool.name}.md)`,
    effect: shortEffects[tool.effect ?? 'read'],
    description: cell(sentence(tool.description)),
    apiCalls: staged.get(tool.name)?.examples[0]?.calls.length ?? 0,
    tokens: tokens.get(tool.name),
    useCases: page.use_cases.map(prose),
  });
  const titles = [...new Set(tools.map(({ category }) => category))];
  const groups = titles.map((title) => ({
    title,
    category: title,
    text: texts[title] ?? '',
    file: fileOf(title),
    tools: tools.filter(({ category }) => category === title).map(rowOf),
  }));
  return [
    {
      path: `${folder}/index.md`,
      text: indexPage!({ count: tools.length, tokens: allTokens.toLocaleString('en-US'), groups }),
    },
    ...groups.map((group) => ({ path: `${folder}/${group.file}.md`, text: categoryPage!(group) })),
    ...tools.flatMap((paged): File[] => {
      const happened = staged.get(paged.tool.name);
      return happened
        ? [
            {
              path: `${folder}/${paged.tool.name}.md`,
              text: toolPage!(viewOf(paged, happened, { ...source, tokens, known })),
            },
          ]
        : [];
    }),
  ];
}

/** As much of a tool of the manifest as errors are provoked by. */
export const provokable = (paged: PagedTool): Tool =>
  ({
    name: paged.tool.name,
    effect: paged.tool.effect ?? 'read',
    parameters: parametersOf(paged),
    apiCalls: '1',
  }) as unknown as Tool;
