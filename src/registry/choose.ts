import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import type { Alias, Profile } from '../runtime/tool.js';
import { type AliasRow, aliasRows, type NamedRow } from './aliases.js';
import type { Row } from './select.js';

/**
 * Which tools to offer: those of the profile and the toolsets; of these, where `allow` is given, only what it names, and
 * tools of other toolsets that it names in full; nothing that `deny` names; with `readOnly` only what reads. Names may
 * leave `clickup_` out, and `*` stands for anything.
 *
 * @example
 * const choice: Choice = { profile: 'core', toolsets: ['doc'], deny: ['task_delete*'] };
 */
export interface Choice {
  /** Default: `standard`. */
  profile?: string | undefined;
  toolsets?: readonly string[] | undefined;
  allow?: readonly string[] | undefined;
  deny?: readonly string[] | undefined;
  readOnly?: boolean | undefined;
}

/** Why a tool is left out of what profile and toolsets have. */
export type Reason = 'not allowed' | 'denied' | 'read-only' | 'policy';

export interface Chosen<R> {
  rows: R[];
  /** What profile and toolsets have and the rest of the choice leaves out. */
  skipped: { name: string; reason: Reason }[];
}

/** What can be chosen from. */
export interface Offer<R extends Row> {
  rows: readonly R[];
  profiles: Readonly<Record<string, Profile>>;
  /** Names of other servers, which stand for their tools and are toolsets of their own. */
  aliases?: Readonly<Record<string, Alias>>;
}

/** The rows of a choice, in their order, and behind them the names of other servers. Throws ValidationError for a name there is not, and where no tool is left. */
export function choose<R extends Row>(
  { rows: tools, profiles, aliases = {} }: Offer<R>,
  choice: Choice,
): Chosen<NamedRow<R>> {
  const { profile = 'standard', toolsets = [], allow, deny = [], readOnly = false } = choice;
  const start = known(profiles, profile, 'profile');
  const names = aliasRows(aliases, tools);
  const ids = [...new Set([...tools, ...names].map(({ toolset }) => toolset))];
  for (const id of toolsets) known(Object.fromEntries(ids.map((each) => [each, each])), id, 'toolset');
  const rows: readonly NamedRow<R>[] = [...tools, ...names.filter(({ toolset }) => toolsets.includes(toolset))];
  const allowed = allow && matcher(allow, rows, names);
  // What is denied by one of its names is denied by all.
  const denied = matcher(
    deny.flatMap((word) => [word, ...names.filter(({ name }) => isMeant(name, word)).map(({ aliasOf }) => aliasOf)]),
    rows,
    names,
  );
  const reasonAgainst = (row: NamedRow<R>): Reason | undefined => {
    if (denied.matches(row.name) || denied.matches(row.aliasOf ?? row.name)) return 'denied';
    if (allowed && !allowed.matches(row.name)) return 'not allowed';
    return readOnly && row.effect !== 'read' ? 'read-only' : undefined;
  };
  const skipped: Chosen<R>['skipped'] = [];
  const chosen = rows.filter((row) => {
    const isIn =
      toolsets.includes(row.toolset) ||
      ((start.toolsets.includes(row.toolset) || start.tools.includes(row.name)) &&
        (start.effects === undefined || start.effects.includes(row.effect)));
    if (!isIn && !allowed?.names.has(row.name)) return false;
    const reason = reasonAgainst(row);
    if (reason) skipped.push({ name: row.name, reason });
    return reason === undefined;
  });
  if (chosen.length > 0) return { rows: chosen, skipped };
  throw invalidInput('No tool is left to offer', {
    suggestion: skipped.length > 0 ? 'Allow more, or deny less.' : 'Choose another profile, or add a toolset.',
  });
}

function known<Value>(all: Readonly<Record<string, Value>>, name: string, noun: string): Value {
  if (Object.hasOwn(all, name)) return all[name]!;
  const names = Object.keys(all);
  const near = nearest(name, names);
  throw invalidInput(`There is no ${noun} ${JSON.stringify(name)}`, {
    parameter: noun,
    value: name,
    allowed: names,
    nearest: near,
    suggestion: near ? `Did you mean ${near}?` : `There are: ${names.join(', ')}.`,
  });
}

const fullName = (word: string): string =>
  word.startsWith('clickup_') || word.startsWith('*') ? word : `clickup_${word}`;

/** Whether a word is that name, with or without what most names begin with. */
const isMeant = (name: string, word: string): boolean => name === word || name === fullName(word);

/** Tests names against a list of names and patterns, each of which has to fit something. */
function matcher(words: readonly string[], rows: readonly Row[], others: readonly AliasRow[]) {
  const all = rows.map(({ name }) => name);
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  for (const word of words) {
    const full = fullName(word);
    if (!word.includes('*')) {
      const name =
        all.find((each) => isMeant(each, word)) ?? others.find((other) => isMeant(other.name, word))?.aliasOf;
      if (name === undefined) throw unknownTool(word, full, all);
      names.add(name);
      continue;
    }
    const pattern = new RegExp(`^${full.split('*').map(literally).join('.*')}$`);
    if (!all.some((name) => pattern.test(name))) throw unknownTool(word, full, all);
    patterns.push(pattern);
  }
  return { names, matches: (name: string) => names.has(name) || patterns.some((pattern) => pattern.test(name)) };
}

const literally = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function unknownTool(word: string, full: string, all: readonly string[]) {
  const near = nearest(full.replaceAll('*', ''), all);
  return invalidInput(`No tool is called ${JSON.stringify(word)}`, {
    parameter: 'tools',
    value: word,
    nearest: near,
    suggestion: near ? `Did you mean ${near}?` : '`clickup-tools tools` lists the names.',
  });
}
