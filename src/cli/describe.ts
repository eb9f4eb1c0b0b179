import type { ArgumentSchema, CatalogParameter } from '../../generated/catalog.js';
import { type CatalogTool, findTool } from './catalog.js';
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
  process.stdout.write(descriptionOf(findTool(name), textWidth(process.stdout)));
  return exitCodes.success;
}

export function descriptionOf(tool: CatalogTool, width: number): string {
  const paragraph = (text: string) => `${indent(wrap(text, width - 2).join('\n'))}\n`;
  const related = tool.related.map(({ tool: other, why }) => paragraph(`${other}: ${why}`));
  return [
    `${tool.name}: ${tool.title}\n\n`,
    paragraph(tool.description),
    paragraph(effects[tool.effect]),
    `\nArguments${tool.parameters.length > 0 ? '' : ': none'}\n`,
    ...tool.parameters.flatMap((parameter) => argumentLines(parameter, tool.inputSchema, width)),
    '\nExamples, on the embedded ClickUp\n',
    ...examplesOf(tool).map(
      ({ title, command, fails }) => `  # ${title}${fails ? ' (refused, to show the error)' : ''}\n  ${command}\n`,
    ),
    related.length > 0 ? '\nSee also\n' : '',
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
      : [{ title, command: commandFor(tool, { ...input }, ['--sandbox']), fails: i === failingExample }],
  );

/** An argument, and below it the names that go into its JSON, each level further in. */
function argumentLines(parameter: CatalogParameter, within: ArgumentSchema, width: number, depth = 0): string[] {
  const schema = within.properties?.[parameter.name];
  const [name, form] = depth === 0 ? [dashed(parameter.name), formOf] : [parameter.name, jsonFormOf];
  const head = `${'  '.repeat(depth + 1)}${name} ${schema ? form(schema) : ''}`.trimEnd();
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
