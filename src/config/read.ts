import { confirmModes } from '../client/confirm-modes.js';
import type { Policy, PolicyEffect } from '../policy/policy.js';
import type { Choice } from '../registry/choose.js';
import { type ClickUpError, invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { type Config, type Option, resultForms } from './config.js';
import { isLoopback } from './loopback.js';
import { redact } from './redact.js';
import type { Environment, Program, Setting } from './setting.js';
import { namesOf, wordsOf } from './setting-checks.js';
import { settingsOf } from './settings.js';

/** Who reads the environment; a sandbox takes the place of an account, so that its key or Workspace mean nothing. */
export interface Reader {
  program: Program;
  sandbox?: boolean;
}

/** Reads the environment. Throws a ClickUpError that names the variable, what is wrong with it and what it takes. */
export function readConfig(env: Environment, reader: Reader): Config {
  const [problem] = configProblems(env, reader);
  if (problem) throw problem;
  return usableConfig(env, reader);
}

/** Everything that is wrong with the environment, one error per variable. */
export function configProblems(env: Environment, reader: Reader): ClickUpError[] {
  return relevant(reader).flatMap((setting) => {
    return lookUp(env, setting)
      .filter(({ text }) => !setting.isFine(text))
      .map((found) => problemWith(found, setting, env));
  });
}

/** What the environment sets, leaving out what is wrong. */
export function usableConfig(env: Environment, reader: Reader): Config {
  const texts: Partial<Record<Option, string>> = {};
  for (const setting of relevant(reader)) {
    const found = lookUp(env, setting).filter(({ text }) => setting.isFine(text));
    if (found.length > 0) texts[setting.option] = found.map(({ text }) => text).join(',');
  }
  const { debug, times, transport, result, profile, toolsets, allow, deny, ...others } = texts;
  const { readOnly, effects, spaces, folders, lists, trustedAuthors, ...more } = others;
  const { deadlineMs, characterLimit, maxConcurrency, rateLimit, cacheMs, maxAttachmentMb, ...kept } = more;
  const { confirm, maxUnverifiedWrites, history, readySignal, outputSchemas, ...rest } = kept;
  const mode = confirmModes.find((each) => each === confirm);
  const choice: Choice = {
    ...(profile && { profile }),
    ...(toolsets && { toolsets: wordsOf(toolsets) }),
    ...(allow && { allow: wordsOf(allow) }),
    ...(deny && { deny: wordsOf(deny) }),
    ...(isOn(readOnly) && reader.program === 'clickup-mcp' && { readOnly: true }),
  };
  const policy: Policy = {
    ...(isOn(readOnly) && { readOnly: true }),
    ...(effects && { effects: wordsOf(effects.toLowerCase()) as PolicyEffect[] }),
    ...(rest.workspaceId && { workspaceId: rest.workspaceId }),
    ...(spaces && { spaces: namesOf(spaces) }),
    ...(folders && { folders: namesOf(folders) }),
    ...(lists && { lists: namesOf(lists) }),
    ...(trustedAuthors && { trustedAuthors: namesOf(trustedAuthors) }),
  };
  const form = resultForms.find((each) => each === result);
  return {
    ...rest,
    ...(times && { times: times === 'utc' ? 'utc' : 'zone' }),
    ...(form && { result: form }),
    ...(transport && { transport: transport === 'http' ? 'http' : 'stdio' }),
    ...(mode && { confirm: mode }),
    ...(history && { history: isOn(history) }),
    ...(outputSchemas && { outputSchemas: isOn(outputSchemas) }),
    ...(readySignal && { readySignal: isOn(readySignal) }),
    ...numbersIn({
      deadlineMs,
      characterLimit,
      maxConcurrency,
      rateLimit,
      cacheMs,
      maxAttachmentMb,
      maxUnverifiedWrites,
    }),
    debug: isOn(debug),
    ...(Object.keys(choice).length > 0 && { choice }),
    ...(Object.keys(policy).length > 0 && { policy }),
  };
}

/** Those of the settings that are set, as numbers. */
const numbersIn = <Name extends string>(texts: Record<Name, string | undefined>): Partial<Record<Name, number>> =>
  Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text ? [[name, Number(text)]] : []))) as Partial<
    Record<Name, number>
  >;

export const isOn = (text: string | undefined): boolean => text !== undefined && /^(true|1|yes|on)$/i.test(text);

/** What works and is still unwise, one sentence each. */
export function configWarnings({ baseUrl, outputSchemas, result }: Partial<Config>): string[] {
  const isOpen = baseUrl !== undefined && sendsInClear(new URL(baseUrl));
  return [
    ...(isOpen ? ['CLICKUP_BASE_URL is http to another machine: the key can be read on the way; use https.'] : []),
    ...(outputSchemas && result === 'text'
      ? ['CLICKUP_OUTPUT_SCHEMAS says what CLICKUP_RESULT=text leaves out of results: no schemas are served.']
      : []),
  ];
}

/** Whether a key that goes there can be read by others on the network. */
export const sendsInClear = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && !isLoopback(hostname);

const relevant = ({ program, sandbox = false }: Reader): Setting[] =>
  settingsOf(program).filter(({ ofAccount }) => !(sandbox && ofAccount));

/** The variable that is set, the name before its aliases, or for a list all that are; blank counts as not set. */
function lookUp(env: Environment, { name, aliases = [], isList }: Setting): { variable: string; text: string }[] {
  const found = [name, ...aliases].flatMap((variable) => {
    const text = env[variable]?.trim();
    return text ? [{ variable, text }] : [];
  });
  return isList ? found : found.slice(0, 1);
}

/** Only an address or a path is longer; anything else of that length may be a key of any form. */
const longestShown = 40;

/** What is wrong with a variable, or the option in its place. */
export function problemWith(
  { variable, text }: { variable: string; text: string },
  { takes, secret, option, words }: Setting<string>,
  env: Environment,
): ClickUpError {
  const isLong = text.length > longestShown && !['baseUrl', 'filesRoot', 'stateDir'].includes(option);
  const shown = secret
    ? ['rateRedisUrl', 'stateKey'].includes(option)
      ? 'not usable'
      : 'not a usable token'
    : JSON.stringify(isLong ? '***' : redact(text, env));
  const wrong = words && wordsOf(text)?.find((word) => !words.includes(word.toLowerCase()));
  const near = wrong && nearest(wrong, words);
  return invalidInput(`${variable} is ${shown}`, {
    suggestion: `${near ? `Did you mean ${near}? ` : ''}Set ${variable} to ${takes}, or leave it out.`,
    parameter: variable,
    nearest: near,
  });
}
