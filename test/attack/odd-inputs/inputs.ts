import type { CatalogTool } from '../../support/catalog.js';
import type { Random } from '../support/random.js';
import { oddValues } from './values.js';

/** One call with something odd in its input. */
export interface OddInput {
  label: string;
  input: unknown;
  /** Whether the input says `dry_run: true` as a caller would. */
  isDry: boolean;
  /** Whether the input still says `confirm: "yes"`. */
  isConfirmed: boolean;
}

/** An input that works, with one part of it exchanged for something odd. */
export function oddInput(tool: CatalogTool, random: Random): OddInput {
  const { input: works } = random.pick(tool.examples);
  const [name, make] = random.pick(oddValues);
  const value = make(random);
  const parameters = Object.keys(tool.inputSchema.properties);
  const place = random.next();
  const isDry = tool.effect !== 'read' && random.next() < 0.3;
  const base: Record<string, unknown> = { ...works, ...(isDry && { dry_run: true }) };
  const told = (where: string, input: unknown, changed?: string): OddInput => ({
    label: `${tool.name}, ${where}: ${name}`,
    input,
    isDry: isDry && changed !== 'dry_run' && changed !== undefined,
    isConfirmed: changed !== undefined && isYes(changed === 'confirm' ? value : works.confirm),
  });
  if (place < 0.08) return told('the whole input', value);
  if (place < 0.14) return told('an unknown argument', { ...base, [`odd_${random.below(9)}`]: value }, 'odd');
  const parameter = random.pick(parameters);
  if (place < 0.3)
    return told(
      `inside ${parameter}`,
      { ...base, [parameter]: changedInside(base[parameter], value, random) },
      parameter,
    );
  return told(parameter, { ...base, [parameter]: value }, parameter);
}

const isYes = (value: unknown) => typeof value === 'string' && /^\s*yes\s*$/i.test(value);

/** The same structure with one leaf, or one more, exchanged. */
function changedInside(structure: unknown, value: unknown, random: Random): unknown {
  if (Array.isArray(structure) && structure.length > 0) {
    const at = random.below(structure.length);
    return structure.map((item, index) => (index === at ? changedInside(item, value, random) : item));
  }
  if (typeof structure === 'object' && structure !== null) {
    const key = random.pick([...Object.keys(structure), 'extra']);
    return { ...structure, [key]: value };
  }
  return random.pick([[value], { value }, { add: value }, { set: value }]);
}
