import { type Context, isObject, param, type Routes, requireText } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { requireAdmin } from '../domain/people-write.js';
import { apiError, notAuthorized } from '../errors.js';
import { presentGroup } from '../present/workspace.js';
import type { GroupRow } from '../state/people.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The group of the path: no UUID is 500 GROUP_HELPERS_001, an unknown one 401 OAUTH_027. */
function findGroup(ctx: Context): GroupRow {
  const id = param(ctx, 'group_id');
  if (!UUID.test(id)) throw apiError(500, 'GROUP_HELPERS_001', `invalid input syntax for type uuid: "${id}"`);
  const group = ctx.state.groups.get(id);
  if (!group || !ctx.token.workspaceIds.includes(group.workspaceId)) throw notAuthorized();
  return group;
}

/** User ids that belong to the Workspace; others are passed over. */
function people(ctx: Context, workspaceId: string, given: unknown, key: string): string[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw apiError(400, 'INPUT_006', `${key} must be an array`);
  return given.map(String).filter((id) => {
    const known = ctx.state.members.has(`${workspaceId}:${id}`);
    if (!known) ctx.note(`User ${id} is not in the Workspace and was left out of the group`);
    return known;
  });
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
    .slice(0, 2);

/** A handle in lower case without spaces, which no other group may have. */
function readHandle(ctx: Context, workspaceId: string, given: unknown, own: string | null): string {
  if (typeof given !== 'string' || given.trim() === '') throw apiError(400, 'INPUT_006', 'Handle invalid');
  const handle = given.trim().toLowerCase().replaceAll(/\s+/g, '');
  const taken = ctx.state.groups.by('workspace', workspaceId).some((row) => row.handle === handle && row.id !== own);
  if (taken) throw apiError(400, 'INPUT_006', 'Handle already in use');
  return handle;
}

/** User groups, which ClickUp's screens call Teams. */
export const groups = {
  GetUserGroups: (ctx) => {
    const workspace = findWorkspace(ctx, ctx.query.get('team_id') ?? '');
    const wanted = ['group_ids', 'group_ids[]']
      .flatMap((key) => ctx.query.getAll(key))
      .flatMap((value) => value.split(','))
      .filter((id) => id !== '');
    const rows = ctx.state.groups.by('workspace', workspace.id);
    const shown = wanted.length === 0 ? rows : rows.filter((group) => wanted.includes(group.id));
    return { groups: shown.map((group) => presentGroup(ctx.state, group)) };
  },

  CreateUserGroup: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    requireAdmin(ctx, workspace.id, 'can_manage_user_groups');
    const name = requireText(ctx, 'name', apiError(400, 'INPUT_006', 'Group name invalid')).trim();
    const group = ctx.state.groups.put({
      id: ctx.ids.uuid(),
      workspaceId: workspace.id,
      creatorId: ctx.user.id,
      name,
      handle: readHandle(ctx, workspace.id, ctx.body.handle ?? name, null),
      initials: initials(name),
      dateCreated: ctx.now,
      memberIds: [...new Set(people(ctx, workspace.id, ctx.body.members, 'members'))],
      avatarColor: null,
    });
    return presentGroup(ctx.state, group);
  },

  UpdateUserGroup: (ctx) => {
    const group = findGroup(ctx);
    requireAdmin(ctx, group.workspaceId, 'can_manage_user_groups');
    const { name, handle, members } = ctx.body;
    if (members !== undefined && !isObject(members)) ctx.note('members takes {add, rem}; a flat list changes nothing');
    const change = isObject(members) ? members : {};
    const added = people(ctx, group.workspaceId, change.add, 'members.add');
    const removed = new Set((Array.isArray(change.rem) ? change.rem : []).map(String));
    const text =
      name === undefined ? group.name : requireText(ctx, 'name', apiError(400, 'INPUT_006', 'Group name invalid'));
    const after = ctx.state.groups.patch(group.id, {
      name: text.trim(),
      handle: handle === undefined ? group.handle : readHandle(ctx, group.workspaceId, handle, group.id),
      initials: initials(text),
      memberIds: [...new Set([...group.memberIds, ...added])].filter((id) => !removed.has(id)),
    });
    return presentGroup(ctx.state, after);
  },

  DeleteUserGroup: (ctx) => {
    const group = findGroup(ctx);
    requireAdmin(ctx, group.workspaceId, 'can_manage_user_groups');
    for (const share of ctx.state.shares.by('grantee', `group:${group.id}`)) ctx.state.shares.remove(share.id);
    for (const task of ctx.state.tasks.by('workspace', group.workspaceId)) {
      if (!task.groupAssigneeIds.includes(group.id)) continue;
      ctx.state.tasks.patch(task.id, { groupAssigneeIds: task.groupAssigneeIds.filter((id) => id !== group.id) });
    }
    ctx.state.groups.remove(group.id);
    return {};
  },
} satisfies Routes;
