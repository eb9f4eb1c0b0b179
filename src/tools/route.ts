import { advice } from '../runtime/advice.js';
import { type ClickUpError, invalidInput } from '../runtime/errors.js';
import { idHints } from './arguments.js';

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
  const { blame, way } = wayOut(branch, ignored, branches);
  throw invalidInput(`${ignored} does not go with ${blame}`, {
    parameter: ignored,
    value: given[ignored],
    suggestion: way,
  });
}

/** Which conditions shut an argument out, and what to do about it. */
function wayOut(branch: Branch, ignored: string, branches: readonly Branch[]): { blame: string; way: string } {
  const blame = branch.when.length > 0 ? names(branch) : 'the other arguments';
  if (branch.when.length > 0 && branches.some(({ when }) => when.includes(ignored)))
    return { blame, way: `Give ${blame} or ${ignored}, not both.` };
  const wider = branches.find(
    ({ when, takes }) => takes.includes(ignored) && when.every((condition) => branch.when.includes(condition)),
  );
  const extra = branch.when.filter((condition) => !wider?.when.includes(condition)).join(' and ');
  if (wider && extra) return { blame: extra, way: `Leave out ${ignored} or ${extra}.` };
  const home = branches.find(({ takes, when }) => when.length > 0 && takes.includes(ignored));
  return { blame, way: `Leave out ${ignored}${home ? `; it goes with ${names(home)}` : ''}.` };
}

function nothingChosen(input: Input, branches: readonly Branch[]): ClickUpError {
  const begun = branches.filter(({ when }) => when.some((condition) => holds(input, condition)));
  const missing = (begun.length > 0 ? begun : branches).map(({ when }) =>
    when.filter((condition) => !holds(input, condition)),
  );
  // What asks for more than another way does is no news to somebody who gave neither.
  const least = missing.filter((one) => !missing.some((other) => other.length < one.length && isPart(other, one)));
  const open = least.map((conditions) => conditions.map((condition) => condition.replace('=', ': ')).join(' with '));
  const choice = [...new Set(open)].join(' or ');
  return invalidInput(`Missing ${choice}`, {
    code: 'MISSING_PARAMETER',
    parameter: open[0]?.split(/ with |: /)[0],
    suggestion: advice`Add ${choice}${idHints(choice)}.`,
  });
}

const isPart = (part: readonly string[], whole: readonly string[]) => part.every((item) => whole.includes(item));
