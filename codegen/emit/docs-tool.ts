import type { Envelope } from '../../src/runtime/envelope.js';
import { errorTypes, sendsNothing } from '../examples/error-scenarios.js';
import type { Run, Staged } from '../examples/run-examples.js';
import type { Model, Operation, Tool, Toolset } from '../model.js';
import { errorSummary } from './docs-errors.js';
import { argumentRows, dataRows, describeAll } from './docs-fields.js';
import { packageToInstall } from './docs-install.js';
import { type LinkToTool, linksFrom } from './docs-links.js';
import { referenceUrl } from './docs-operations.js';
import { pythonProgram, restProgram, sdkProgram, typescriptProgram } from './docs-programs.js';
import { cell, count, listed, pretty, prose, sentence, shorten } from './docs-text.js';
import { type Pool, withExampleValues } from './docs-values.js';

/** Days on which versions came out; the changes of a tool may name later ones. */
const releases: Record<string, string> = { '1.0.0': '2026-11-21' };

export const maxLines = { quick: 18, example: 90, debug: 100, error: 90 };

const metadataRows = [
  { name: 'metadata.timestamp', type: 'string', description: 'ISO 8601 timestamp of operation completion' },
  { name: 'metadata.tool_name', type: 'string', description: 'Name of the tool that generated the response' },
  { name: 'metadata.execution_time_ms', type: 'number', description: 'Total execution time in milliseconds' },
  {
    name: 'metadata.rate_limit',
    type: 'object',
    description: 'Current rate limit status (if available): `remaining`, `limit`, `reset_at` in Unix milliseconds',
  },
  {
    name: 'metadata.retry',
    type: 'object',
    description: 'Retry information (only if retries occurred): `attempted`, `total_delay_ms`, `last_error`',
  },
  {
    name: 'metadata.debug',
    type: 'object',
    description:
      'Debug information (only when ENABLE_DEBUG=true): every HTTP call with its path template, `duration` and `status`',
  },
];

const fieldRows = (tool: Tool, model: Model) => {
  const detail = tool.hasDetail
    ? ' With `detail: "full"` objects carry all that ClickUp sends and that holds something, each thing once; with `"raw"` what it sent, as it sent it.'
    : '';
  return [
    { name: 'success', type: 'boolean', description: 'Always `true` for successful responses' },
    { name: 'data', type: 'object', description: `The actual response data, with the fields below.${detail}` },
    ...dataRows(tool, model),
    ...metadataRows,
  ].map(({ name, type, description }) => ({ name, type, description: cell(description) }));
};

export const shown = (envelope: Envelope, limit: number) => {
  const { value, leftOut } = shorten(envelope, limit);
  return { json: pretty(value), leftOut };
};

const behavior = (writes: boolean) =>
  [
    `Automatic retry with exponential backoff (100ms → 200ms → 400ms → 800ms, each spread by a quarter) after a 429; \`Retry-After\` and \`X-RateLimit-Reset\` win over it. ${
      writes
        ? 'Reads are repeated after 5xx and broken connections too; a write never is once it may have taken effect'
        : 'Also after 5xx and broken connections, because this tool only reads'
    }`,
    'Rate limit info included in response metadata',
    'Requests queued when rate limit hit, up to the deadline of the call',
    'Automatic throttling to prevent hitting rate limit: limit, remaining and reset are learnt from each answer',
  ].map((text, index) => ({ number: index + 1, text: `${text}` }));

const taskBulk = 'clickup_task_update_bulk';

const recommendations = (tool: Tool, names: ReadonlySet<string>, link: LinkToTool): string[] => {
  const bulk = [`${tool.name}_bulk`].filter((name) => names.has(name));
  const takes = (name: string) => tool.parameters.some((parameter) => parameter.name === name);
  return [
    ...bulk.map((name) => `For bulk operations, use ${link(name)}`),
    ...(bulk.length === 0 && tool.effect !== 'read' && tool.noun === 'task' && names.has(taskBulk)
      ? [`For bulk operations, use batch tools such as ${link(taskBulk)}`]
      : []),
    ...(takes('cursor') ? ['Narrow the filters before following `next_cursor` to the end'] : []),
    'Monitor `rate_limit.remaining` in response metadata',
    'Share one client (one server process) per key, so that its pacing sees all of your calls',
  ];
};

/** The operation is an argument. */
const callsAny = (tool: Tool): boolean => tool.operations.length === 0 && !sendsNothing(tool);

const impact = (tool: Tool, firstCalls: readonly string[]) => {
  const made = firstCalls.length;
  const lookups = callsAny(tool) ? 0 : firstCalls.filter((id) => !tool.operations.includes(id)).length;
  const remembered = lookups > 0 ? `, ${lookups} of them to look up what is then remembered for an hour` : '';
  const calls = /^\d+$/.test(tool.apiCalls) ? `${tool.apiCalls} call(s) per execution` : tool.apiCalls;
  const later = lookups > 0 && made > lookups ? `, ~${made - lookups}% once the lookups are remembered` : '';
  return { calls: `${calls}. Example 1 made ${count(made, 'call')}${remembered}`, percent: `~${made}%`, later };
};

const endpoints = (tool: Tool, staged: Staged, byId: ReadonlyMap<string, Operation>) => {
  const lookedUp = [...staged.calls].filter((id) => !tool.operations.includes(id)).sort();
  const row = (id: string, why: string) => {
    const operation = byId.get(id)!;
    return {
      method: operation.method,
      path: operation.path,
      purpose: cell(`${operation.summary}${why}`),
      title: `${operation.summary} (${operation.id})`,
      url: referenceUrl(operation),
    };
  };
  return [
    ...tool.operations.map((id) => row(id, '')),
    ...lookedUp.map((id) => row(id, callsAny(tool) ? ' (in the examples)' : ' (looked up where the input needs it)')),
  ];
};

const headings = ['Example 1: Basic Usage', 'Example 2: With Optional Parameters', 'Example 3: Error Handling'];

const worldOf = ({ before = [], faults = [] }: Run, link: LinkToTool): string => {
  const calls = before.map(({ tool, input }) => `${link(tool)} with \`${JSON.stringify(input)}\``);
  return [
    ...(calls.length > 0 ? [`Before it: ${listed(calls)}.`] : []),
    ...faults.map(({ kind }) => `The sandbox was told to fail with \`${kind}\`.`),
  ].join(' ');
};

export const exampleOf = (run: Run, index: number, link: LinkToTool) => {
  const { value, leftOut } = shorten(run.envelope, maxLines.example);
  return {
    heading: headings[index],
    title: prose(run.title),
    note: run.note && prose(sentence(run.note)),
    world: worldOf(run, link),
    input: pretty(run.input),
    output: pretty(value),
    leftOut,
  };
};

/** An input as people type it: on one line where that is short. */
const typed = (input: Run['input']): string => {
  const members = Object.entries(input).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const line = members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  return line.length <= 90 ? line : pretty(input);
};

/** What a reader sees first: the first example, its answer without the figures around it. */
export const quickOf = ({ title, input, envelope: { metadata: _, ...outcome } }: Run) => {
  const { value, leftOut } = shorten(outcome, maxLines.quick);
  return { title: prose(title), input: typed(input), answer: pretty(value), leftOut };
};

const changelog = ({ since, changes }: Tool) => [
  ...changes.map(({ version, date, text }) => ({ version, date, text: cell(text) })),
  ...(changes.some(({ version }) => version === since)
    ? []
    : [{ version: since, date: releases[since] ?? releases['1.0.0']!, text: 'First release' }]),
];

const effects = {
  read: 'reads, changes nothing',
  write: 'writes; `dry_run: true` shows what it would send',
  delete: 'deletes; requires `confirm: "yes"`, and `dry_run: true` shows what it would send',
} as const;

const glance = (tool: Tool, tokens: number, link: LinkToTool, program: Toolset['program']): string =>
  [
    effects[tool.effect],
    ...(tool.confirm === 'partial' ? ['deleting parts requires `confirm: "yes"`'] : []),
    ...(tool.settledBy ? [`${link(tool.settledBy)} settles a lost answer`] : []),
    program ? 'served by `clickup-hosted` alone' : `SDK \`clickup.${tool.sdk.namespace}.${tool.sdk.method}\``,
    `costs a model ${tokens} tokens`,
  ].join(' · ');

interface ViewOptions {
  model: Model;
  pool: Pool;
  /** The one program that serves it. */
  program: Toolset['program'];
  tokens: number;
  moment: string;
}

/** Everything that the page of one tool says. */
export const toolView = (tool: Tool, staged: Staged, { model, pool, program, tokens, moment }: ViewOptions) => {
  const parameters = withExampleValues(tool, pool);
  const link = linksFrom(tool.toolset, model);
  const byId = new Map(model.operations.map((operation) => [operation.id, operation]));
  const writes = tool.effect !== 'read';
  const first = staged.examples[0]!;
  const answer = first.envelope.success ? (first.envelope.data as Record<string, unknown>) : {};
  const rows = endpoints(tool, staged, byId);
  const changes = changelog(tool);
  return {
    name: tool.name,
    category: tool.category,
    description: prose(sentence(tool.description)),
    useCases: tool.useCases.map(prose),
    glance: glance(tool, tokens, link, program),
    quick: quickOf(first),
    parametersJson: pretty(describeAll(parameters)),
    parameters: argumentRows(parameters),
    plain: { intro: 'The answer to Example 1.', ...shown(first.envelope, maxLines.example) },
    debug: {
      intro: sendsNothing(tool)
        ? 'The same call with its timing.'
        : 'The same call when the first request meets a 429 that asks for a second of patience (injected).',
      ...shown(staged.debug, maxLines.debug),
    },
    fields: fieldRows(tool, model),
    errors: errorTypes
      .flatMap((type) => {
        const provoked = staged.provoked[type];
        return provoked ? { type, how: provoked.how, json: pretty(provoked.failure) } : [];
      })
      .map((error, index) => ({ number: index + 1, ...error })),
    lost: staged.lost && { how: staged.lost.how, ...shown(staged.lost.envelope, maxLines.error) },
    summary: errorSummary(writes),
    impact: impact(tool, staged.firstCalls),
    behavior: behavior(writes),
    recommendations: recommendations(tool, new Set(model.tools.map(({ name }) => name)), link),
    endpoints: rows,
    references: rows,
    permissions: tool.permissions.map(({ name, why }) => ({ name, why: prose(sentence(why)) })),
    examples: staged.examples.map((run, index) => exampleOf(run, index, link)),
    packageToInstall,
    python: pythonProgram(tool, first.input, answer, model),
    typescript: typescriptProgram(tool, first.input),
    sdk: sdkProgram(tool, first.input, answer, model),
    rest: restProgram(tool, first.input),
    related: tool.related.map((each) => ({ tool: link(each.tool), why: prose(sentence(each.why)) })),
    changelog: changes,
    updated: changes
      .map(({ date }) => date)
      .sort()
      .at(-1),
    moment,
  };
};
