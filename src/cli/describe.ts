import { type CatalogTool, findTool } from './catalog.js';
import { commandFor } from './command.js';
import { textWidth } from './terminal.js';
import { exitCodes } from './usage.js';
import type { ArgumentSchema } from './values.js';
import { indent, wrap } from './width.js';
import { dashed } from './words.js';

const effects = {
  read: 'It only reads.',
  write: 'It writes; --dry-run shows what it would send.',
  delete: 'It destroys and needs --confirm yes; --dry-run shows what it would send.',
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
    ...tool.parameters.map((parameter) => argumentOf(tool, parameter, width)),
    '\nExamples, on the embedded ClickUp\n',
    ...examplesOf(tool).map(({ title, command }) => `  # ${title}\n  ${command}\n`),
    related.length > 0 ? '\nSee also\n' : '',
    ...related,
  ].join('');
}

/** Examples that work as they stand: those that need an earlier call or a failing ClickUp are left to the reference. */
export const examplesOf = (tool: CatalogTool): { title: string; command: string }[] =>
  tool.examples
    .filter(({ before, fault }) => before === undefined && fault === undefined)
    .map(({ title, input }) => ({ title, command: commandFor(tool, input, ['--sandbox']) }));

function argumentOf({ inputSchema }: CatalogTool, parameter: CatalogTool['parameters'][number], width: number): string {
  const schema = inputSchema.properties[parameter.name];
  const head = `  ${dashed(parameter.name)} ${schema ? formOf(schema) : ''}`.trimEnd();
  const text = `${parameter.required ? 'Required. ' : ''}${parameter.description}`;
  const column = 30;
  const lines = wrap(text, Math.max(30, width - column));
  const below = lines.map((line) => `${' '.repeat(column)}${line}\n`);
  return head.length + 2 > column
    ? `${head}\n${below.join('')}`
    : `${head.padEnd(column)}${below.join('').trimStart()}`;
}

function formOf(schema: ArgumentSchema): string {
  if (schema.enum) return schema.enum.join('|');
  if (schema.type === 'array') return schema.items?.type === 'object' ? "'[{...}]'" : 'a,b';
  if (schema.type === 'object') return schema.properties?.set ? 'a,b or add=a' : 'name=value';
  return { boolean: '', integer: 'number', number: 'number' }[schema.type] ?? 'text';
}
