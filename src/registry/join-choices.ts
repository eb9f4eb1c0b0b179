import { invalidInput } from '../runtime/errors.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Choice } from './choose.js';

/**
 * One choice of several, such as those of the environment, the command line and a connection: the later ones win, but
 * what one of them denies is denied, and none takes back that only what reads is served.
 *
 * @example
 * joinChoices({ profile: 'core', deny: ['*_delete*'] }, { profile: 'full' }); // full, without what deletes
 */
export function joinChoices(...choices: readonly Choice[]): Choice {
  const last = <Key extends keyof Choice>(key: Key): Choice[Key] =>
    choices.findLast((choice) => choice[key] !== undefined)?.[key];
  return {
    profile: last('profile'),
    toolsets: last('toolsets'),
    allow: last('allow'),
    deny: choices.flatMap(({ deny = [] }) => deny),
    readOnly: choices.some(({ readOnly }) => readOnly === true),
  };
}

/** What a connection may choose, by the names that its configuration can have; the first one given counts. */
const settings = {
  profile: ['profile'],
  toolsets: ['toolsets'],
  allow: ['allowTools', 'allow_tools', 'allow', 'tools'],
  deny: ['denyTools', 'deny_tools', 'deny', 'exclude_tools'],
  readOnly: ['readOnly', 'read_only'],
} as const;

/** The choice in the configuration that a connection hands over (`{ allowTools: ['task_*'] }`); what else is in it is left alone. */
export function choiceOf(configuration: unknown): Choice {
  if (!isPlainObject(configuration)) return {};
  const given = (names: readonly string[]) => {
    const name = names.find((each) => Object.hasOwn(configuration, each) && configuration[each] != null);
    return name === undefined ? undefined : { name, value: configuration[name] };
  };
  const words = (names: readonly string[]): string[] | undefined => {
    const { name, value } = given(names) ?? {};
    if (typeof value === 'string') return value.split(/[\s,]+/).filter(Boolean);
    if (value === undefined || (Array.isArray(value) && value.every((word) => typeof word === 'string'))) return value;
    throw unreadable(name, value, 'a list of names, or a text with commas between them');
  };
  const profile = given(settings.profile);
  if (profile && typeof profile.value !== 'string') throw unreadable('profile', profile.value, 'the name of a profile');
  const readOnly = given(settings.readOnly);
  if (readOnly && !/^(true|false)$/.test(String(readOnly.value)))
    throw unreadable(readOnly.name, readOnly.value, 'true or false');
  return {
    ...(profile && { profile: String(profile.value) }),
    toolsets: words(settings.toolsets),
    allow: words(settings.allow),
    deny: words(settings.deny),
    ...(readOnly && { readOnly: String(readOnly.value) === 'true' }),
  };
}

const unreadable = (parameter: string | undefined, value: unknown, wanted: string) =>
  invalidInput(`${parameter} is not ${wanted}`, { parameter, value, suggestion: `Give ${wanted}, or leave it out.` });
