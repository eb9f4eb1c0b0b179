import { type Context, flag, param, type Routes } from '../context.js';
import { findFolder, findList, findTask } from '../domain/locate.js';
import { findPerson, invite, managedWorkspace, readCustomRole, removePerson } from '../domain/people-write.js';
import { workspaceOf } from '../domain/places.js';
import { grant, revoke } from '../domain/sharing.js';
import { apiError, enterpriseOnly } from '../errors.js';
import { planIncludes } from '../plans.js';
import { presentPerson, presentWorkspaceRoles } from '../present/workspace.js';
import { type MemberRow, Role } from '../state/people.js';
import type { GuestRightsRow, PermissionLevel } from '../state/rights.js';

const levels: readonly unknown[] = ['read', 'comment', 'edit', 'create'] satisfies PermissionLevel[];

const withShared = (ctx: Context): boolean => !ctx.query.has('include_shared') || flag(ctx, 'include_shared');

const rightNames = {
  can_see_time_spent: 'canSeeTimeSpent',
  can_see_time_estimated: 'canSeeTimeEstimated',
  can_see_points_estimated: 'canSeePointsEstimated',
  can_edit_tags: 'canEditTags',
  can_create_views: 'canCreateViews',
} as const;

/** Stores the rights that the body names; new guests have none of the others. */
function writeRights(ctx: Context, guest: MemberRow): void {
  const before = ctx.state.guestRights.get(guest.id);
  const rights: Record<string, boolean> = {};
  for (const [wire, key] of Object.entries(rightNames)) {
    const value = ctx.body[wire];
    rights[key] = typeof value === 'boolean' ? value : (before?.[key] ?? false);
  }
  ctx.state.guestRights.put({ ...(rights as unknown as Omit<GuestRightsRow, 'id'>), id: guest.id });
}

type Shared = { readonly type: 'task' | 'list' | 'folder'; readonly id: string; readonly workspaceId: string };

/** The object of the path, which the token's user must be allowed to share. Enterprise plan only. */
function sharedObject(ctx: Context, type: Shared['type']): Shared {
  const found =
    type === 'task'
      ? findTask(ctx, param(ctx, 'task_id'), 'create')
      : type === 'list'
        ? findList(ctx, param(ctx, 'list_id'), 'create')
        : findFolder(ctx, param(ctx, 'folder_id'), 'create');
  if (!planIncludes(ctx.plan, 'enterprise')) throw enterpriseOnly();
  return { type, id: found.id, workspaceId: workspaceOf(ctx.state, found.spaceId) };
}

function add(ctx: Context, type: Shared['type']) {
  const object = sharedObject(ctx, type);
  const guest = findPerson(ctx, object.workspaceId, param(ctx, 'guest_id'), true);
  const level = ctx.body.permission_level;
  if (!levels.includes(level))
    throw apiError(400, 'INPUT_006', 'permission_level must be read, comment, edit or create');
  grant(ctx.state, type, object.id, 'user', guest.userId, level as PermissionLevel);
  return { guest: presentPerson(ctx, guest, withShared(ctx)) };
}

function takeBack(ctx: Context, type: Shared['type']) {
  const object = sharedObject(ctx, type);
  const guest = findPerson(ctx, object.workspaceId, param(ctx, 'guest_id'), true);
  revoke(ctx.state, type, object.id, 'user', guest.userId);
  return { guest: presentPerson(ctx, guest, withShared(ctx)) };
}

/** Guests of a Workspace, and what is shared with them. Enterprise plan only. */
export const guests = {
  InviteGuestToWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const guest = invite(ctx, workspace.id, Role.guest, readCustomRole(ctx, workspace.id, true));
    writeRights(ctx, guest);
    return { team: presentWorkspaceRoles(ctx.state, workspace) };
  },

  GetGuest: (ctx) => {
    const workspace = managedWorkspace(ctx);
    return { guest: presentPerson(ctx, findPerson(ctx, workspace.id, param(ctx, 'guest_id'), true), true) };
  },

  EditGuestOnWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const guest = findPerson(ctx, workspace.id, param(ctx, 'guest_id'), true);
    const named = ctx.body.custom_role_id !== undefined;
    const customRoleId = named ? readCustomRole(ctx, workspace.id, true) : guest.customRoleId;
    const after = ctx.state.members.patch(guest.id, { customRoleId });
    writeRights(ctx, after);
    return { guest: presentPerson(ctx, after, true) };
  },

  RemoveGuestFromWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const guest = findPerson(ctx, workspace.id, param(ctx, 'guest_id'), true);
    removePerson(ctx.state, workspace.id, guest.userId);
    return { team: presentWorkspaceRoles(ctx.state, workspace) };
  },

  AddGuestToTask: (ctx) => add(ctx, 'task'),
  AddGuestToList: (ctx) => add(ctx, 'list'),
  AddGuestToFolder: (ctx) => add(ctx, 'folder'),
  RemoveGuestFromTask: (ctx) => takeBack(ctx, 'task'),
  RemoveGuestFromList: (ctx) => takeBack(ctx, 'list'),
  RemoveGuestFromFolder: (ctx) => takeBack(ctx, 'folder'),
} satisfies Routes;
