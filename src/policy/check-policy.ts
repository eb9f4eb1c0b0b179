import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { type Policy, policyEffects, settingOf } from './policy.js';

const rules = Object.keys(settingOf);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === 'string' && text.trim() !== '');

/** What each rule takes, in words that follow "is not", and whether a value is that. */
const takes: Record<keyof Policy, { words: string; isFine(value: unknown): boolean }> = {
  readOnly: { words: 'true or false', isFine: (value) => typeof value === 'boolean' },
  effects: { words: `a list of ${policyEffects.join(', ')}`, isFine: isTexts },
  workspaceId: {
    words: 'the digits of a Workspace id as text',
    isFine: (value) => typeof value === 'string' && /^\d+$/.test(value),
  },
  spaces: { words: 'a list of ids or names of Spaces', isFine: isTexts },
  folders: { words: 'a list of ids or paths of Folders', isFine: isTexts },
  lists: { words: 'a list of ids or paths of Lists', isFine: isTexts },
  trustedAuthors: { words: 'a list of ids, e-mail addresses or names of people', isFine: isTexts },
};

/** Throws a ValidationError for a policy with a rule or a word that there is not: a rule that is misread protects nothing. */
export function checkPolicy(policy: Policy): void {
  if (!isPlainObject(policy)) throw problem('policy is not an object of rules', { all: rules });
  for (const [rule, value] of Object.entries(policy)) {
    if (!Object.hasOwn(settingOf, rule)) throw problem(`policy has no rule ${rule}`, { word: rule, all: rules });
    const { words, isFine } = takes[rule as keyof Policy];
    if (value !== undefined && !isFine(value)) throw problem(`policy.${rule} is not ${words}`, {});
  }
  const { effects = [] }: Policy = policy;
  for (const effect of effects) {
    if (policyEffects.includes(effect)) continue;
    throw problem(`policy.effects has ${JSON.stringify(effect)}`, { word: effect, all: policyEffects });
  }
}

function problem(message: string, { word = '', all }: { word?: string; all?: readonly string[] }) {
  const near = all && nearest(word, all);
  const choices = all ? `There are: ${all.join(', ')}.` : 'Correct it, or leave it out.';
  return invalidInput(message, {
    parameter: 'policy',
    allowed: all,
    nearest: near,
    suggestion: near ? `Did you mean ${near}?` : choices,
  });
}
