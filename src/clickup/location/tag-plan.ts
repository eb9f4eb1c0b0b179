import type { SpaceUpdateTagsInput } from '../../../generated/contracts.js';
import { clickUpError } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { hexColor } from '../color.js';
import { fold } from '../match-name.js';

/** Colours as #rrggbb in lower case; what is absent stays as it is. */
export interface TagColors {
  foreground?: string;
  background?: string;
}

/** What is to become of the tags of a Space, all names in ClickUp's lower case. */
export interface TagPlan {
  create: { name: string; colors: TagColors }[];
  update: { name: string; newName?: string; colors: TagColors }[];
  delete: string[];
}

/** Reads the wishes of a call; refuses empty ones, unusable names, and two wishes for one tag. */
export function planTagChanges(input: SpaceUpdateTagsInput): TagPlan {
  const plan: TagPlan = {
    create: (input.create ?? []).map(({ name, ...colors }, index) => ({
      name: tagName(name, `create[${index}].name`),
      colors: colorsOf(colors, `create[${index}]`),
    })),
    update: (input.update ?? []).map(({ name, new_name: newName, ...colors }, index) => ({
      name: tagName(name, `update[${index}].name`),
      ...(newName !== undefined && { newName: tagName(newName, `update[${index}].new_name`) }),
      colors: colorsOf(colors, `update[${index}]`),
    })),
    delete: [...new Set((input.delete ?? []).map((name, index) => tagName(name, `delete[${index}]`)))],
  };
  const idle = plan.update.findIndex(
    ({ newName, colors }) => newName === undefined && Object.keys(colors).length === 0,
  );
  if (idle >= 0)
    throw refused(`update[${idle}]`, 'does not say what to change', 'Give new_name, background or foreground.');
  const names = [...plan.create, ...plan.update].map(({ name }) => name).concat(plan.delete);
  if (names.length === 0) throw nothingToDo();
  const results = [...plan.create.map(({ name }) => name), ...plan.update.flatMap(({ newName }) => newName ?? [])];
  const twice = firstTwice(names) ?? firstTwice(results);
  if (twice !== undefined) {
    throw refused(
      'update',
      `names the tag ${JSON.stringify(twice)} twice`,
      'Name each tag once; make two calls if the order matters.',
    );
  }
  return plan;
}

function tagName(text: string, parameter: string): string {
  const name = fold(text);
  if (name !== '' && name !== '.' && name !== '..') return name;
  throw refused(parameter, `cannot be ${JSON.stringify(text)}`, 'Use a name with at least one letter or digit.');
}

function colorsOf(
  colors: { foreground?: string | undefined; background?: string | undefined },
  parameter: string,
): TagColors {
  const foreground = hexColor(colors.foreground, `${parameter}.foreground`);
  const background = hexColor(colors.background, `${parameter}.background`);
  return { ...(foreground && { foreground }), ...(background && { background }) };
}

const firstTwice = (names: readonly string[]) => names.find((name, index) => names.indexOf(name) !== index);

const refused = (parameter: string, problem: string, suggestion: string) =>
  clickUpError('INVALID_PARAMETER', `${parameter} ${problem}`, { suggestion, details: { parameter } });

const nothingToDo = () =>
  clickUpError('MISSING_PARAMETER', 'No tag is named to create, update or delete', {
    suggestion: withHint(
      'Give create: ["name"], update: [{ name, new_name }] or delete: ["name"]',
      'space.get',
      'lists the tags of the Space',
    ),
    details: { parameter: 'create' },
  });
