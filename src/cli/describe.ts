import type { ArgumentSchema, CatalogParameter } from '../../generated/catalog.js';
import { type CatalogTool, findTool } from './catalog.js';
import { type Paint, paintFor, plain } from './colour.js';
import { commandFor } from './command.js';
import { textWidth } from './terminal.js';
import { exitCodes } from './usage.js';
import { indent, wrap } from './width.js';
import { dashed } from './words.js';

const effects = {
  read: 'It only reads.',
  write: 'It writes; --dry-run shows what it would send.',
  delete: 'It deletes and requires --confirm yes; --dry-run shows what it would send.',
} as const;

/** `clickup-tools help <tool>`: what it does, its arguments, its examples as commands. */
export function describeTool(name: string): number {
  process.stdout.write(descriptionOf(findTool(name), textWidth(process.stdout), paintFor(process.stdout)));
  return exitCodes.success;
}

export function descriptionOf(tool: CatalogTool, width: number, paint: Paint = plain): string {
  const paragraph = (text: string) => `${indent(wrap(text, width - 2).join('\n'))}\n`;
  const related = tool.related.map(({ tool: other, why }) => paragraph(`${other}: ${why}`));
  return [
    `${paint('bold', tool.name)}: ${tool.title}\n\n`,
    paragraph(tool.description),
    paragraph(effects[tool.effect]),
    `\n${paint('bold', 'Arguments')}${tool.parameters.length > 0 ? '' : ': none'}\n`,
    ...tool.parameters.flatMap((parameter) => argumentLines(parameter, tool.inputSchema, width)),
    ...notationOf(tool).map(paragraph),
    `\n${paint('bold', 'Examples, on the embedded ClickUp')}\n`,
    ...examplesOf(tool).map(
      ({ title, command, fails }) =>
        `  ${paint('dim', `# ${title}${fails ? ' (refused, to show the error)' : ''}`)}\n  ${command}\n`,
    ),
    related.length > 0 ? `\n${paint('bold', 'See also')}\n` : '',
    ...related,
  ].join('');
}

/** By the documentation standard of all tools: it shows an error. */
const failingExample = 2;

/** Examples that run as they stand: those that need an earlier call or a failing ClickUp are left to the reference. */
export const examplesOf = (tool: CatalogTool): { title: string; command: string; fails: boolean }[] =>
  tool.examples.flatMap(({ title, input, before, fault }, i) =>
    before || fault
      ? []
      : [
          {
            title,
            command: commandFor(tool, { ...input }, ['--sandbox', ...(tool.plan ? ['--plan', tool.plan] : [])]),
            fails: i === failingExample,
          },
        ],
  );

/** An argument, and below it the names that go into its JSON, each level further in. */
function argumentLines(parameter: CatalogParameter, within: ArgumentSchema, width: number, depth = 0): string[] {
  const schema = within.properties?.[parameter.name];
  const [name, form] = depth === 0 ? [dashed(parameter.name), formOf] : [parameter.name, jsonFormOf];
  const head = `${'  '.repeat(depth + 1)}${name} ${wordFor(parameter) ?? (schema ? form(schema) : '')}`.trimEnd();
  const text = `${parameter.required ? 'Required. ' : ''}${parameter.description}`;
  const inside = schema?.items ?? schema;
  const fields = inside ? (parameter.fields ?? []) : [];
  return [
    besides(head, text, width),
    ...fields.flatMap((field) => argumentLines(field, inside as ArgumentSchema, width, depth + 1)),
  ];
}

/** A text in the right-hand column, beside its head where that leaves room. */
function besides(head: string, text: string, width: number): string {
  const column = 30;
  const below = wrap(text, Math.max(30, width - column)).map((line) => `${' '.repeat(column)}${line}\n`);
  return head.length + 2 > column
    ? `${head}\n${below.join('')}`
    : `${head.padEnd(column)}${below.join('').trimStart()}`;
}

/** What the words for dates and durations stand for. */
const notations: Record<string, string> = {
  date: 'date: 2026-10-09, 2026-10-09 17:00, or English such as "next friday 17:00"',
  duration: 'duration: 1h 30m, 45m, or milliseconds',
};

const wordFor = ({ kind }: CatalogParameter): string | undefined =>
  Object.keys(notations).find((word) => kind === word || kind === `${word}_end`);

function notationOf(tool: CatalogTool): string[] {
  const wordsIn = (parameters: readonly CatalogParameter[]): (string | undefined)[] =>
    parameters.flatMap((parameter) => [wordFor(parameter), ...wordsIn(parameter.fields ?? [])]);
  const words = new Set(wordsIn(tool.parameters));
  return Object.keys(notations).flatMap((word) => (words.has(word) ? (notations[word] ?? []) : []));
}

/** How a value is typed in a shell. */
function formOf({ type, enum: allowed, items, properties }: ArgumentSchema): string {
  if (allowed) return allowed.join('|');
  if (type === 'array') return items?.type === 'object' ? "'[{...}]'" : 'a,b';
  if (type === 'object') return properties?.set ? 'a,b or add=a' : 'name=value';
  return type === 'boolean' ? '' : type === 'string' ? 'text' : 'number';
}

/** How a value is written in JSON. */
function jsonFormOf({ type, enum: allowed, items }: ArgumentSchema): string {
  if (allowed) return allowed.join('|');
  if (type === 'array') return items?.type === 'object' ? '[{...}]' : '["..."]';
  if (type === 'object') return '{...}';
  return type === 'boolean' ? 'true|false' : type === 'string' ? 'text' : 'number';
}
