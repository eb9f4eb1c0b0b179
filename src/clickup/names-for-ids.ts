import { isPlainObject } from '../runtime/plain-object.js';
import { readAppUrl } from './app-url.js';
import { type Context, withChanges } from './context.js';
import type { Place } from './location/find-place.js';
import { objectId } from './references.js';

/** An argument that takes the id of a Space, Folder, List or goal, or several. */
const takesId = /^(?:parent_)?(space|folder|list|goal)_ids?$/;

/** A name where an id is wanted. */
interface Named {
  type: Place['type'] | 'goal';
  name: string;
  /** Where it stands: `list_id`, `tasks[3].list_id`. */
  parameter: string;
  replace(id: string): void;
}

/**
 * The input of a tool with ids where it names Spaces, Folders, Lists or goals: "Sprint 24", "Engineering / Sprint 24". Undefined
 * where it names none. A name that several have is AMBIGUOUS_REFERENCE, one that nothing has RESOURCE_NOT_FOUND.
 */
export function withIds<Input extends object>(ctx: Context, input: Input): Promise<Input> | undefined {
  return namesIn(input).length > 0 ? replaceNames(ctx, structuredClone(input)) : undefined;
}

/** The ids of Lists that are given by id, name, path or address. */
export const listIds = async (ctx: Context, lists: readonly string[], parameter: string): Promise<string[]> => {
  const { list_ids } = (await withIds(ctx, { list_ids: lists })) ?? { list_ids: lists };
  return [...new Set(list_ids.map((list) => objectId('list', list, parameter)))];
};

async function replaceNames<Input extends object>(ctx: Context, input: Input): Promise<Input> {
  const { findNamedPlace } = await import('./location/find-place.js');
  const { findNamedGoal } = await import('./goal/find-goal.js');
  // How far the tool is tells nobody how many Spaces are looked through for a name.
  const quiet = withChanges(ctx, { progress: () => undefined });
  const known = new Map<string, Promise<string>>();
  // One after the other: the first reads the tree for all.
  for (const { type, name, parameter, replace } of namesIn(input)) {
    const key = `${type} ${name}`;
    const find = (own: Context) =>
      type === 'goal' ? findNamedGoal(own, name, parameter) : findNamedPlace(own, type, name, parameter);
    if (!known.has(key)) known.set(key, find(quiet));
    replace(await known.get(key)!);
  }
  return input;
}

/** The names among the arguments, and among those of the items in its lists. */
function namesIn(input: object): Named[] {
  return Object.entries(input).flatMap(([key, value]) => [
    ...namesAt(input, key, key),
    ...(Array.isArray(value)
      ? value.flatMap((item, index) =>
          isPlainObject(item)
            ? Object.keys(item).flatMap((inner) => namesAt(item, inner, `${key}[${index}].${inner}`))
            : [],
        )
      : []),
  ]);
}

function namesAt(holder: object, key: string, parameter: string): Named[] {
  const type = takesId.exec(key)?.[1] as Named['type'] | undefined;
  const value: unknown = type && Reflect.get(holder, key);
  if (!type || !value) return [];
  if (typeof value === 'string')
    return isName(value) ? [{ type, name: value, parameter, replace: (id) => Reflect.set(holder, key, id) }] : [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((name: unknown, index) =>
    typeof name === 'string' && isName(name)
      ? [{ type, name, parameter: `${parameter}[${index}]`, replace: (id: string) => Reflect.set(value, index, id) }]
      : [],
  );
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Neither an id nor an address, which are read as such, nor what nobody calls a List. */
const isName = (text: string): boolean =>
  /\p{L}/u.test(text) &&
  text.length <= 250 &&
  !/\p{Cc}|\.\.|%[\da-f]{2}|:\/\/|\S[?#]\S/iu.test(text) &&
  !uuid.test(text.trim()) &&
  !(text.includes('/') && readAppUrl(text));
