import { type Context, flag, param, type Routes } from '../context.js';
import { isMember, spaceLevel } from '../domain/access.js';
import { mergeFeatures, newSpaceFeatures } from '../domain/features.js';
import { findAnySpace, findSpace, findWorkspace } from '../domain/locate.js';
import { removeSpace } from '../domain/place-delete.js';
import { grant } from '../domain/sharing.js';
import { apiError, noAccess } from '../errors.js';
import { planIncludes } from '../plans.js';
import { presentSpace } from '../present/places.js';
import type { SpaceRow } from '../state/places.js';

/** Spaces that the Free Forever plan has. */
const FREE_SPACES = 5;

function readName(ctx: Context, workspaceId: string, own: string | null): string {
  const { name } = ctx.body;
  if (typeof name !== 'string' || name.trim() === '') throw apiError(400, 'PROJ_060', 'Space name invalid');
  const taken = ctx.state.spaces
    .by('workspace', workspaceId)
    .some((space) => !space.deleted && space.id !== own && space.name.toLowerCase() === name.trim().toLowerCase());
  if (taken) throw apiError(400, 'PROJECT_023', 'Space with this name already exists');
  return name.trim();
}

/** Properties that creation and update read alike. Statuses are passed over in silence. */
function readOptions(ctx: Context, space: SpaceRow): Partial<SpaceRow> {
  const { body } = ctx;
  if ('statuses' in body) ctx.note('statuses of a Space cannot be written through the API');
  const several = body.multiple_assignees ?? mergeFeatures({}, body.features).multiple_assignees?.enabled;
  return {
    features: mergeFeatures(space.features, body.features),
    ...(typeof several === 'boolean' ? { multipleAssignees: several } : {}),
  };
}

/** Properties that only an update reads. */
function readLater({ body }: Context): Partial<SpaceRow> {
  return {
    ...(typeof body.color === 'string' || body.color === null ? { color: body.color } : {}),
    ...(typeof body.private === 'boolean' ? { private: body.private } : {}),
    ...(typeof body.admin_can_manage === 'boolean' ? { adminCanManage: body.admin_can_manage } : {}),
  };
}

/** Throws 403 PAYWALL_004 where the plan's Spaces are all in use. */
function demandRoom(ctx: Context, workspaceId: string): void {
  if (planIncludes(ctx.plan, 'unlimited')) return;
  const used = ctx.state.spaces.by('workspace', workspaceId).filter((space) => !space.deleted).length;
  if (used < FREE_SPACES) return;
  throw apiError(403, 'PAYWALL_004', `Your plan is limited to ${FREE_SPACES} usages of feature, ${used} usage.`);
}

function createSpace(ctx: Context): SpaceRow {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  if (!isMember(ctx.state, ctx.user, workspace.id)) throw noAccess('can_create_spaces');
  const name = readName(ctx, workspace.id, null);
  demandRoom(ctx, workspace.id);
  const ignored = ['color', 'private', 'admin_can_manage'].filter((key) => key in ctx.body);
  if (ignored.length > 0) ctx.note(`${ignored.join(', ')} have no effect on creation: only an update sets them`);
  const id = ctx.ids.place();
  const blank: SpaceRow = {
    id,
    workspaceId: workspace.id,
    name,
    color: null,
    avatar: null,
    private: false,
    adminCanManage: null,
    multipleAssignees: false,
    multiListTasks: true,
    features: newSpaceFeatures,
    statuses: [
      { id: ctx.ids.status('p', id), status: 'to do', type: 'open', color: '#87909e', orderindex: 0 },
      { id: ctx.ids.status('p', id), status: 'complete', type: 'closed', color: '#008844', orderindex: 1 },
    ],
    customIdPrefix: null,
    lastCustomId: 0,
    archived: false,
    deleted: false,
  };
  const space = ctx.state.spaces.put({ ...blank, ...readOptions(ctx, blank) });
  ctx.emit({ event: 'spaceCreated', ids: { space_id: space.id }, changes: [], workspaceId: workspace.id });
  return space;
}

function updateSpace(ctx: Context): SpaceRow {
  const space = findSpace(ctx, param(ctx, 'space_id'), 'create');
  const changes: Partial<SpaceRow> = {
    ...('name' in ctx.body ? { name: readName(ctx, space.workspaceId, space.id) } : {}),
    ...readOptions(ctx, space),
    ...readLater(ctx),
  };
  // Who makes a Space private keeps seeing it.
  if (changes.private && !space.private) grant(ctx.state, 'space', space.id, 'user', ctx.user.id, 'create');
  const after = ctx.state.spaces.patch(space.id, changes);
  ctx.emit({ event: 'spaceUpdated', ids: { space_id: space.id }, changes: [], workspaceId: space.workspaceId });
  return after;
}

/** Spaces. */
export const spaces = {
  GetSpaces: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const archived = flag(ctx, 'archived');
    const visible = ctx.state.spaces
      .by('workspace', workspace.id)
      .filter(
        (space) => !space.deleted && space.archived === archived && spaceLevel(ctx.state, ctx.user, space) !== null,
      );
    return { spaces: visible.map(presentSpace) };
  },

  GetSpace: (ctx) => presentSpace(findSpace(ctx, param(ctx, 'space_id'))),
  CreateSpace: (ctx) => presentSpace(createSpace(ctx)),
  UpdateSpace: (ctx) => presentSpace(updateSpace(ctx)),

  DeleteSpace: (ctx) => {
    const space = findAnySpace(ctx, param(ctx, 'space_id'));
    if (!space.deleted) removeSpace(ctx, findSpace(ctx, space.id, 'create'));
    return {};
  },
} satisfies Routes;
