import { type ClickUpError, clickUpError } from './errors.js';
import { editDistance, nearest } from './nearest.js';

/** More than this is another word, not a slip. */
const mostSlips = 2;
const mostOffered = 3;

/**
 * What somebody may have meant by the name of a tool that there is not: the tool whose name is spelt nearly so or, where
 * every word is right or none is near, those that share its rarest words ("tag_rename": space_update_tags).
 */
export function nearestTools(name: string, known: readonly string[]): string[] {
  const tools = known.map((tool) => ({ tool, words: wordsOf(tool) }));
  const count = new Map<string, number>();
  for (const word of tools.flatMap(({ words }) => [...words])) count.set(word, (count.get(word) ?? 0) + 1);
  const wanted = [...wordsOf(name)];
  const spelt = nearest(name, known) ?? nearest(`clickup_${name}`, known);
  if (spelt && wanted.some((word) => !count.has(word)) && isSlip(name, spelt)) return [spelt];
  const ranked = tools
    .map(({ tool, words }) => ({
      tool,
      others: words.size,
      score: wanted.reduce((sum, word) => sum + (words.has(word) ? 1 / (count.get(word) ?? 1) : 0), 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.others - b.others);
  const [best] = ranked;
  if (!best) return spelt ? [spelt] : [];
  return ranked
    .filter(({ score, others }) => score === best.score && others === best.others)
    .slice(0, mostOffered)
    .map(({ tool }) => tool);
}

const isSlip = (name: string, tool: string) =>
  [name, `clickup_${name}`].some((text) => editDistance(text.toLowerCase(), tool, mostSlips) <= mostSlips);

/** The words of a name, in the singular. */
const wordsOf = (name: string): Set<string> =>
  new Set(
    name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '' && word !== 'clickup')
      .map((word) => word.replace(/(?<=..)s$/, '')),
  );

/** The error of a call by a name that no tool has. */
export function noSuchTool(name: unknown, names: readonly string[]): ClickUpError {
  const near = nearestTools(String(name ?? ''), names);
  return clickUpError('UNKNOWN_TOOL', `No tool is called ${JSON.stringify(name)}`, {
    suggestion: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'List the tools to see their names.',
    ...(near.length > 0 && { details: { nearest: near[0] } }),
  });
}
