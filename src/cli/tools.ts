import { nearest } from '../runtime/nearest.js';
import { catalogTools, findTool } from './catalog.js';
import { renderTable } from './render.js';
import { UsageError } from './usage.js';

/** `clickup-tools tools`: every tool in a row, or as JSON. */
export function listTools(words: readonly string[]): number {
  const json = words.includes('--json');
  const at = words.findIndex((word) => word.startsWith('--category'));
  const category = at < 0 ? undefined : (words[at]!.split('=')[1] ?? words[at + 1]);
  const stray = words.find((word, i) => word !== '--json' && i !== at && !(i === at + 1 && at >= 0));
  if (stray !== undefined) throw new UsageError(`unexpected ${stray}`, 'tools takes --category and --json.');
  const rows = catalogTools.filter((tool) => category === undefined || same(tool.category, category));
  if (rows.length === 0) throw unknownCategory(category ?? '');
  const shown = rows.map(({ name, title, category: group, effect, description }) => ({
    name,
    title,
    category: group,
    effect,
    description,
  }));
  process.stdout.write(
    json
      ? `${JSON.stringify(shown, null, 2)}\n`
      : `${renderTable(shown.map(({ name, effect, description }) => ({ name, effect, description })))}\n${rows.length} tools. \`clickup-tools help <tool>\` shows one.\n`,
  );
  return 0;
}

/** `clickup-tools help <tool>`: what it does, its arguments, its examples as commands. */
export function describeTool(name: string): number {
  const tool = findTool(name);
  const rows = tool.parameters.map(({ name: parameter, required, description }) => ({
    argument: `--${parameter}`,
    type: tool.inputSchema.properties[parameter]?.type ?? '',
    required: required ? 'yes' : '',
    description,
  }));
  const examples = tool.examples.map(
    ({ title, input }) =>
      `  # ${title}\n  clickup-tools call ${tool.name} --sandbox --json '${JSON.stringify(input).replaceAll("'", "'\\''")}'\n`,
  );
  process.stdout.write(
    `${tool.name} (${tool.effect}s)\n  ${tool.description}\n\n${renderTable(rows)}\nExamples, on the sandbox\n${examples.join('')}`,
  );
  return 0;
}

const same = (a: string, b: string) =>
  a.toLowerCase().replaceAll(/[\s_-]/g, '') === b.toLowerCase().replaceAll(/[\s_-]/g, '');

function unknownCategory(category: string): UsageError {
  const known = [...new Set(catalogTools.map((tool) => tool.category))];
  const near = nearest(category, known);
  return new UsageError(
    `no category is called ${category}`,
    near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
  );
}
