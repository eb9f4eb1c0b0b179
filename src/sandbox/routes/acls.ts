import { type Context, isObject, param, type Routes } from '../context.js';
import { fail, failV3 } from '../errors.js';
import { findFolder, findList, findSpace, findTaskById, findWorkspace } from '../locate.js';
import { grant, revoke } from '../sharing.js';
import type { PermissionLevel, ShareRow } from '../state/people.js';

/** Levels by the numbers of the API: https://developer.clickup.com/reference/publicpatchacl */
const levels: Readonly<Record<number, PermissionLevel>> = { 1: 'read', 3: 'comment', 4: 'edit', 5: 'create' };
const numberOf = (level: PermissionLevel): number =>
  Number(Object.entries(levels).find(([, name]) => name === level)?.[0]);

type ObjectType = ShareRow['objectType'];

/** Checks that the object exists and that the user may manage it. */
function findObject(ctx: Context): { type: ObjectType; id: string } {
  const type = param(ctx, 'object_type');
  const id = param(ctx, 'object_id');
  const found: Readonly<Record<string, () => { id: string }>> = {
    space: () => findSpace(ctx, id, 'create'),
    folder: () => findFolder(ctx, id, 'create'),
    list: () => findList(ctx, id, 'create'),
    task: () => findTaskById(ctx, id, 'create'),
  };
  const find = found[type];
  if (!find) throw failV3(400, `Access of objects of type ${type} cannot be changed`);
  return { type: type as ObjectType, id: find().id };
}

function setPrivate(ctx: Context, type: ObjectType, id: string, on: boolean): void {
  if (type === 'space') ctx.state.spaces.patch(id, { private: on });
  else if (on) ctx.state.privateObjects.put({ id: `${type}:${id}` });
  else ctx.state.privateObjects.remove(`${type}:${id}`);
  if (on) grant(ctx.state, type, id, 'user', ctx.user.id, 'create');
}

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
    if (!isObject(ctx.json)) throw fail(400, 'INPUT_006', 'Body must be an object');
    const { type, id } = findObject(ctx);
    const entries = (Array.isArray(ctx.body.entries) ? ctx.body.entries : []).map((entry) => readEntry(ctx, entry));
    if (typeof ctx.body.private === 'boolean') setPrivate(ctx, type, id, ctx.body.private);
    for (const entry of entries) {
      if (entry.level === null) revoke(ctx.state, type, id, entry.kind, entry.id);
      else grant(ctx.state, type, id, entry.kind, entry.id, entry.level);
    }
    const shares = ctx.state.shares.by('object', `${type}:${id}`);
    return {
      workspace_id: workspace.id,
      object_type: type,
      object_id: id,
      private:
        type === 'space' ? ctx.state.spaces.get(id)?.private === true : ctx.state.privateObjects.has(`${type}:${id}`),
      entries: shares.map((row) => ({ kind: row.kind, id: row.granteeId, permission_level: numberOf(row.level) })),
    };
  },
} satisfies Routes;
