import type { State } from '../state/index.js';
import type { MemberRow, UserRow } from '../state/people.js';
import { time } from './time.js';

/** A user as a part of other objects. */
export const presentUser = (user: UserRow) => ({
  id: Number(user.id),
  username: user.username,
  color: user.color,
  initials: user.initials,
  email: user.email,
  profilePicture: user.profilePicture,
});

/** The users of some ids; ids of people who left are passed over. */
export const presentUsers = (state: State, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const user = state.users.get(id);
    return user ? [presentUser(user)] : [];
  });

/** A user as an object's creator: without initials. */
export function presentCreator(state: State, id: string) {
  const user = state.users.get(id);
  if (!user) return { id: Number(id), username: null, color: '', email: '', profilePicture: null };
  return {
    id: Number(user.id),
    username: user.username,
    color: user.color,
    email: user.email,
    profilePicture: user.profilePicture,
  };
}

const roleKeys: Record<number, string> = { 1: 'owner', 2: 'admin', 3: 'member', 4: 'guest' };

/** A member as `GET /team` has it; `invited_by.status` tells whether the member has joined, not the inviter. */
export function presentMember(state: State, member: MemberRow) {
  const user = state.users.get(member.userId);
  if (!user) return [];
  const custom = member.customRoleId === null ? undefined : state.customRoles.get(String(member.customRoleId));
  const inviter = member.invitedBy === null ? undefined : state.users.get(member.invitedBy);
  return [
    {
      user: {
        ...presentUser(user),
        role: member.role,
        role_subtype: 0,
        role_key: roleKeys[member.role] ?? 'member',
        custom_role: custom ? { id: Number(custom.id), name: custom.name } : null,
        last_active: time(member.lastActive),
        date_joined: time(member.dateJoined),
        date_invited: String(member.dateInvited),
      },
      ...(inviter
        ? {
            invited_by: {
              ...presentUser(inviter),
              banned_date: null,
              status: member.dateJoined === null ? 'invited' : 'active',
            },
          }
        : {}),
    },
  ];
}

/** A person in the member lists of tasks and Lists. */
export const presentProfile = (user: UserRow) => ({
  id: Number(user.id),
  username: user.username,
  email: user.email,
  color: user.color,
  initials: user.initials,
  profilePicture: user.profilePicture,
  profileInfo: {
    display_profile: null,
    verified_ambassador: null,
    verified_consultant: null,
    top_tier_user: null,
    viewed_verified_ambassador: null,
    viewed_verified_consultant: null,
    viewed_top_tier_user: null,
  },
});
