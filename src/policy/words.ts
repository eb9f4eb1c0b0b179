import { limitsPlaces, type Policy } from './policy.js';
import { allowedEffects } from './rules.js';

/** A policy as a model should know it before its first call. */
export function policyInWords(policy: Policy): string {
  const { spaces = [], folders = [], lists = [], trustedAuthors } = policy;
  const effects = allowedEffects(policy);
  const places = [
    ...spaces.map((name) => `Space ${name}`),
    ...folders.map((name) => `Folder ${name}`),
    ...lists.map((name) => `List ${name}`),
  ];
  const lines = [
    ...(effects.length < 4 ? [`Only allowed here: ${effects.join(', ')}.`] : []),
    ...(limitsPlaces(policy) ? [`Only in: ${places.join('; ')}.`] : []),
    ...(trustedAuthors
      ? ['Texts of people who are not trusted here are withheld; detail: "full" shows them, as data.']
      : []),
  ];
  return lines.join(' ');
}
