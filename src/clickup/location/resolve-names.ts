import { sameName } from '../match-name.js';

/** Something that a reference may mean. */
export interface Candidate {
  type: string;
  id: string;
  name: string;
  /** Names from the Space down, its own included. */
  path: readonly string[];
  custom_id?: string;
  list_id?: string;
}

const separators = [/\s*[>›»]\s*/, /\s+[/|]\s+/, /\s*\/\s*/];

/** The ways to read a reference: as one name first, since names contain slashes too, then as a path. */
export function readingsOf(reference: string): string[][] {
  const paths = separators.map((separator) => reference.split(separator).filter((part) => part !== ''));
  const seen = new Set<string>();
  return [[reference], ...paths.filter(({ length }) => length > 1)].filter((parts) => {
    const key = parts.join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

/** True when the path ends in the last part and holds the others before it, in order; steps may be left out. */
export function pathMatches(path: readonly string[], parts: readonly string[]): boolean {
  const wanted = [...parts];
  const last = wanted.pop() ?? '';
  if (!sameName(path.at(-1) ?? '', last)) return false;
  for (const name of path.slice(0, -1)) if (sameName(name, wanted[0] ?? '')) wanted.shift();
  return wanted.length === 0;
}
