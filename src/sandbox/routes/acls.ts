import { type Context, isObject, param, type Routes } from '../context.js';
import { findDocById } from '../domain/doc-access.js';
import { findFolder, findList, findSpace, findTaskById, findWorkspace } from '../domain/locate.js';
import { grant, revoke } from '../domain/sharing.js';
import { apiError, failV3 } from '../errors.js';
import type { PermissionLevel, ShareRow } from '../state/rights.js';

/** Levels by the numbers of the API: https://developer.clickup.com/reference/publicpatchacl */
const levels: Readonly<Record<number, PermissionLevel>> = { 1: 'read', 3: 'comment', 4: 'edit', 5: 'create' };
const numberOf = (level: PermissionLevel): number =>
  Number(Object.entries(levels).find(([, name]) => name === level)?.[0]);

/** One kind of object: how it is found, and where its privacy is kept. */
interface Kind {
  find(ctx: Context, id: string): { readonly id: string };
  isPrivate(ctx: Context, id: string): boolean;
  setPrivate(ctx: Context, id: string, on: boolean): void;
}

const marked = (type: string, find: Kind['find']): Kind => ({
  find,
  isPrivate: ({ state }, id) => state.privateObjects.has(`${type}:${id}`),
  setPrivate: ({ state }, id, on) => {
    if (on) state.privateObjects.put({ id: `${type}:${id}` });
    else state.privateObjects.remove(`${type}:${id}`);
  },
});

type ObjectType = Extract<ShareRow['objectType'], 'space' | 'folder' | 'list' | 'task' | 'doc'>;

const kinds: Readonly<Record<ObjectType, Kind>> = {
  space: {
    find: (ctx, id) => findSpace(ctx, id, 'create'),
    isPrivate: ({ state }, id) => state.spaces.get(id)?.private === true,
    setPrivate: ({ state }, id, on) => state.spaces.patch(id, { private: on }),
  },
  folder: marked('folder', (ctx, id) => findFolder(ctx, id, 'create')),
  list: marked('list', (ctx, id) => findList(ctx, id, 'create')),
  task: marked('task', (ctx, id) => findTaskById(ctx, id, 'create')),
  doc: {
    find: (ctx, id) => findDocById(ctx, id, 'create'),
    isPrivate: ({ state }, id) => state.docs.get(id)?.visibility === 'PRIVATE',
    setPrivate: ({ state }, id, on) => state.docs.patch(id, { visibility: on ? 'PRIVATE' : 'PUBLIC' }),
  },
};

const isKnown = (type: string): type is ObjectType => Object.hasOwn(kinds, type);

interface Entry {
  readonly kind: 'user' | 'group';
  readonly id: string;
  readonly level: PermissionLevel | null;
}

function readEntry(ctx: Context, given: unknown): Entry {
  if (!isObject(given) || (given.kind !== 'user' && given.kind !== 'group')) {
    throw failV3(400, 'entries want a kind of user or group');
  }
  const id = String(given.id);
  const table = given.kind === 'user' ? ctx.state.users : ctx.state.groups;
  if (!table.has(id)) throw failV3(404, `No ${given.kind} ${id}`);
  const number = given.permission_level;
  const level = number === null || number === undefined ? null : (levels[Number(number)] ?? null);
  if (level === null && number !== null && number !== undefined)
    throw failV3(400, 'permission_level must be 1, 3, 4, 5 or null');
  return { kind: given.kind, id, level };
}

/** Privacy and access of single objects. */
export const acls = {
  publicPatchAcl: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
    if (!isObject(ctx.json)) throw apiError(400, 'INPUT_006', 'Body must be an object');
    const type = param(ctx, 'object_type');
    if (!isKnown(type)) throw failV3(400, `Access of objects of type ${type} cannot be changed`);
    const kind = kinds[type];
    const { id } = kind.find(ctx, param(ctx, 'object_id'));
    const entries = (Array.isArray(ctx.body.entries) ? ctx.body.entries : []).map((entry) => readEntry(ctx, entry));
    if (typeof ctx.body.private === 'boolean') kind.setPrivate(ctx, id, ctx.body.private);
    if (ctx.body.private === true) grant(ctx.state, type, id, 'user', ctx.user.id, 'create');
    for (const entry of entries) {
      if (entry.level === null) revoke(ctx.state, type, id, entry.kind, entry.id);
      else grant(ctx.state, type, id, entry.kind, entry.id, entry.level);
    }
    const shares = ctx.state.shares.by('object', `${type}:${id}`);
    return {
      workspace_id: workspace.id,
      object_type: type,
      object_id: id,
      private: kind.isPrivate(ctx, id),
      entries: shares.map((row) => ({ kind: row.kind, id: row.granteeId, permission_level: numberOf(row.level) })),
    };
  },
} satisfies Routes;
