import type { ClickUpOptions } from '../index.js';
import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { type Setting, settingsByOption } from './settings.js';

/** Every variable that the binaries read. */
export const settings: readonly Setting[] = Object.values(settingsByOption);

type Option = keyof typeof settingsByOption;
type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment sets. `filesRoot` is the folder that attachments may come from. */
export type Config = Omit<ClickUpOptions, 'debug'> & { debug: boolean; filesRoot?: string };

/** What the sandbox replaces: with it, a key or a Workspace of the real account means nothing. */
const ofTheAccount: readonly string[] = ['apiKey', 'workspaceId', 'baseUrl'];

/**
 * Reads the environment; with `sandbox`, without what belongs to an account. Throws a ClickUpError that names the
 * variable, what is wrong with it and what it takes.
 */
export function readConfig(env: Environment, { sandbox = false } = {}): Config {
  const [problem] = configProblems(env, { sandbox });
  if (problem) throw problem;
  return usableConfig(env, { sandbox });
}

/** Everything that is wrong with the environment, one error per variable. */
export function configProblems(env: Environment, { sandbox = false } = {}): ClickUpError[] {
  return relevant(sandbox).flatMap(([, setting]) => {
    const found = lookUp(env, setting);
    return found && !setting.isFine(found.text) ? [problemWith(found, setting)] : [];
  });
}

/** What the environment sets, leaving out what is wrong. */
export function usableConfig(env: Environment, { sandbox = false } = {}): Config {
  const texts: Partial<Record<Option, string>> = {};
  for (const [option, setting] of relevant(sandbox)) {
    const text = lookUp(env, setting)?.text;
    if (text !== undefined && setting.isFine(text)) texts[option] = text;
  }
  const { deadlineMs, debug, ...rest } = texts;
  return {
    ...rest,
    ...(deadlineMs && { deadlineMs: Number(deadlineMs) }),
    debug: debug !== undefined && /^(true|1|yes|on)$/i.test(debug),
  };
}

const relevant = (sandbox: boolean): [Option, Setting][] =>
  (Object.entries(settingsByOption) as [Option, Setting][]).filter(
    ([option]) => !sandbox || !ofTheAccount.includes(option),
  );

/** The variable that is set, the name before the alias; blank counts as not set. */
function lookUp(env: Environment, { name, alias }: Setting): { variable: string; text: string } | undefined {
  for (const variable of [name, ...(alias ? [alias] : [])]) {
    const text = env[variable]?.trim();
    if (text) return { variable, text };
  }
  return undefined;
}

function problemWith(
  { variable, text }: { variable: string; text: string },
  { wanted, secret }: Setting,
): ClickUpError {
  const shown = secret ? 'not a usable token' : JSON.stringify(text);
  return clickUpError('INVALID_PARAMETER', `${variable} is ${shown}`, {
    suggestion: `Set ${variable} to ${wanted}, or leave it out.`,
    details: { parameter: variable },
  });
}
