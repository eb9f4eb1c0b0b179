import type { Context } from '../context.js';
import { sharedWith } from '../domain/sharing.js';
import type { State } from '../state/index.js';
import type { GroupRow, MemberRow, UserRow } from '../state/people.js';
import type { WorkspaceRow } from '../state/places.js';
import { presentMember, presentUsers } from './people.js';
import { presentFolder, presentList } from './places.js';
import { presentTask } from './task.js';

/** A Workspace with everybody in it. */
export const presentWorkspace = (state: State, workspace: WorkspaceRow) => ({
  id: workspace.id,
  name: workspace.name,
  color: workspace.color,
  avatar: workspace.avatar,
  members: state.members.by('workspace', workspace.id).flatMap((member) => presentMember(state, member)),
});

const builtIn = ['owner', 'admin', 'member', 'guest'].map((name, i) => ({ id: i + 1, name, custom: false }));

/** A Workspace as the routes about its people show it: with the roles there are. */
export const presentWorkspaceRoles = (state: State, workspace: WorkspaceRow) => ({
  ...presentWorkspace(state, workspace),
  roles: [
    ...builtIn,
    ...state.customRoles.by('workspace', workspace.id).map((role) => ({
      id: Number(role.id),
      name: role.name,
      custom: true,
      inherited_role: role.inheritedRole,
    })),
  ],
});

/** A user group. */
export const presentGroup = (state: State, group: GroupRow) => ({
  id: group.id,
  team_id: group.workspaceId,
  userid: Number(group.creatorId),
  name: group.name,
  handle: group.handle,
  date_created: String(group.dateCreated),
  initials: group.initials,
  members: presentUsers(state, group.memberIds),
  avatar: { attachment_id: null, color: group.avatarColor, source: null, icon: null },
});

/** What others shared with a person, with that person's levels. */
export function presentShared(ctx: Context, user: UserRow, workspaceId: string) {
  const { state } = ctx;
  const { tasks, lists, folders } = sharedWith(state, user, workspaceId);
  const seenBy = { ...ctx, user };
  return {
    tasks: tasks.map((task) => presentTask(seenBy, task)),
    lists: lists.map((list) => presentList(state, user, list)),
    folders: folders.map((folder) => presentFolder(state, user, folder)),
  };
}

const noRights = {
  canSeeTimeSpent: false,
  canSeeTimeEstimated: false,
  canSeePointsEstimated: false,
  canEditTags: false,
  canCreateViews: false,
};

/** A member or guest by itself, with their shared items where wanted. */
export function presentPerson(ctx: Context, member: MemberRow, withShared: boolean) {
  const user = ctx.state.users.get(member.userId);
  const rights = ctx.state.guestRights.get(member.id) ?? noRights;
  const [shown] = presentMember(ctx.state, member);
  return {
    ...shown,
    can_see_time_spent: rights.canSeeTimeSpent,
    can_see_time_estimated: rights.canSeeTimeEstimated,
    can_see_points_estimated: rights.canSeePointsEstimated,
    can_edit_tags: rights.canEditTags,
    can_create_views: rights.canCreateViews,
    ...(withShared && user ? { shared: presentShared(ctx, user, member.workspaceId) } : {}),
  };
}
