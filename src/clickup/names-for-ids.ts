import { isPlainObject } from '../runtime/plain-object.js';
import { readAppUrl } from './app-url.js';
import type { Context } from './context.js';
import { isDocId } from './doc/model.js';
import type { Named, NamedType } from './find-named.js';
import { objectId } from './references.js';

/** An argument that takes the id of something that people know by its name, or several. */
const takesId = /^(?:parent_)?(workspace|space|folder|list|goal|doc|view|template|group|custom_role)_ids?$/;

/**
 * The input of a tool with ids where it names things: "Sprint 24", "Engineering / Sprint 24". Undefined where it names none.
 * A name that several have is AMBIGUOUS_REFERENCE, one that nothing has RESOURCE_NOT_FOUND.
 */
export function withIds<Input extends object>(ctx: Context, input: Input): Promise<Input> | undefined {
  if (namesIn(input).length === 0) return undefined;
  const settled = structuredClone(input);
  return findAll(ctx, namesIn(settled)).then(() => settled);
}

/** The ids of Lists that are given by id, name, path or address. */
export const listIds = (ctx: Context, lists: readonly string[], parameter: string): Promise<string[]> =>
  idsOf(ctx, 'list', lists, parameter);

/** The ids of Teams that are given by id, name or handle. */
export const teamIds = (ctx: Context, teams: readonly string[], parameter: string): Promise<string[]> =>
  idsOf(ctx, 'group', teams, parameter);

async function idsOf(ctx: Context, type: 'list' | 'group', values: readonly string[], parameter: string) {
  const key = `${type}_ids`;
  const ids = [...values];
  const names = namesAt({ [key]: ids }, key, parameter);
  if (names.length > 0) await findAll(ctx, names);
  return [...new Set(ids.map((id) => objectId(type === 'group' ? 'team' : type, id, parameter)))];
}

/** Whether a Workspace is named where its id may stand. */
export const isWorkspaceName = (text: string): boolean => isName('workspace', text);

/** How names are found is loaded with the first one. */
const findAll = async (ctx: Context, names: readonly Named[]): Promise<void> =>
  (await import('./find-named.js')).replaceNames(ctx, names);

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
  const type = takesId.exec(key)?.[1] as NamedType | undefined;
  const value: unknown = type && Reflect.get(holder, key);
  if (!type || !value) return [];
  if (typeof value === 'string')
    return isName(type, value) ? [{ type, name: value, parameter, replace: (id) => Reflect.set(holder, key, id) }] : [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((name: unknown, index) =>
    typeof name === 'string' && isName(type, name)
      ? [{ type, name, parameter: `${parameter}[${index}]`, replace: (id: string) => Reflect.set(value, index, id) }]
      : [],
  );
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids that have letters in them; those of the others are digits or UUIDs. */
const lettered: { readonly [Type in NamedType]?: (text: string) => boolean } = {
  doc: isDocId,
  view: (text) => /^[a-z0-9]+(?:-\d+)+$/i.test(text),
  template: (text) => /^t-\d+$/.test(text),
};

/** Neither an id nor an address, which are read as such, nor what nobody calls a List. */
const isName = (type: NamedType, text: string): boolean =>
  /\p{L}/u.test(text) &&
  text.length <= 250 &&
  !/\p{Cc}|\.\.|%[\da-f]{2}|:\/\/|\S[?#]\S/iu.test(text) &&
  !uuid.test(text.trim()) &&
  !lettered[type]?.(text.trim()) &&
  !(text.includes('/') && readAppUrl(text));
