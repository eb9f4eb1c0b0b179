import { InputError } from '../runtime/input-error.js';
import { idHint } from './request.js';

/** One way a tool can go: the arguments that choose it (`list_id`, `kind=task`), and all that it can use. */
export interface Branch {
  readonly when: readonly string[];
  readonly takes: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;

const holds = (input: Input, condition: string): boolean => {
  const [name = '', value] = condition.split('=');
  return value === undefined ? input[name] !== undefined : input[name] === value;
};

const names = (branch: Branch): string => branch.when.map((condition) => condition.replace('=', ': ')).join(' with ');

/**
 * The index of the first branch whose conditions all hold. Throws MISSING_PARAMETER when none does, and
 * INVALID_PARAMETER when an argument was given that the chosen branch would ignore.
 */
export function choose(input: object, branches: readonly Branch[]): number {
  const given = input as Input;
  const index = branches.findIndex(({ when }) => when.every((condition) => holds(given, condition)));
  const branch = branches[index];
  if (!branch) throw nothingChosen(given, branches);
  const ignored = Object.keys(given).find((name) => given[name] !== undefined && !branch.takes.includes(name));
  if (ignored === undefined) return index;
  const chosen = branch.when.length > 0 ? names(branch) : 'the other arguments';
  throw new InputError(`${ignored} does not go with ${chosen}`, {
    parameter: ignored,
    value: given[ignored],
    suggestion: wayOut(branch, ignored, branches),
  });
}

function wayOut(branch: Branch, ignored: string, branches: readonly Branch[]): string {
  const isRival = branch.when.length > 0 && branches.some(({ when }) => when.includes(ignored));
  if (isRival) return `Give ${names(branch)} or ${ignored}, not both.`;
  const home = branches.find(({ takes, when }) => when.length > 0 && takes.includes(ignored));
  return `Leave out ${ignored}${home ? `; it goes with ${names(home)}` : ''}.`;
}

function nothingChosen(input: Input, branches: readonly Branch[]): InputError {
  const begun = branches.filter(({ when }) => when.some((condition) => holds(input, condition)));
  const open = (begun.length > 0 ? begun : branches).map(({ when }) =>
    when
      .filter((condition) => !holds(input, condition))
      .map((condition) => condition.replace('=', ': '))
      .join(' with '),
  );
  const choice = [...new Set(open)].join(' or ');
  return new InputError(`Missing ${choice}`, {
    code: 'MISSING_PARAMETER',
    parameter: open[0]?.split(/ with |: /)[0],
    suggestion: `Add ${choice}${idHint(choice)}.`,
  });
}
