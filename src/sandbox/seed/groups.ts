import { Role } from '../state/people.js';
import type { SeedFunction } from './context.js';
import { GROUPS, ROLES, USERS, WORKSPACE_ID } from './ids.js';

const teams = {
  frontend: { initials: 'F', color: '#2ea52c', members: ['samuel', 'yuki', 'tomas'] },
  backend: { initials: 'B', color: '#e65100', members: ['priya', 'tomas'] },
  design: { initials: 'D', color: '#ff4081', members: ['chloe', 'yuki', 'lena'] },
} as const;

/** Three groups, two custom roles, and what the two guests may see and do. */
export const seedGroups: SeedFunction = ({ state, at }) => {
  for (const [handle, { initials, color, members }] of Object.entries(teams)) {
    state.groups.put({
      id: GROUPS[handle as keyof typeof GROUPS],
      workspaceId: WORKSPACE_ID,
      creatorId: USERS.lena,
      name: `${handle.charAt(0).toUpperCase()}${handle.slice(1)}`,
      handle,
      initials,
      dateCreated: at(500, '10:00'),
      memberIds: members.map((name) => USERS[name]),
      avatarColor: color,
    });
  }
  const role = { workspaceId: WORKSPACE_ID, dateCreated: at(400, '11:00') };
  state.customRoles.put({ ...role, id: String(ROLES.teamLead), name: 'Team lead', inheritedRole: Role.member });
  state.customRoles.put({ ...role, id: String(ROLES.contractor), name: 'Contractor', inheritedRole: Role.guest });
  const reader = { canSeeTimeSpent: false, canSeeTimeEstimated: false, canSeePointsEstimated: false };
  const none = { ...reader, canEditTags: false, canCreateViews: false };
  state.guestRights.put({ ...none, id: `${WORKSPACE_ID}:${USERS.diego}`, canSeeTimeSpent: true, canEditTags: true });
  state.guestRights.put({ ...none, id: `${WORKSPACE_ID}:${USERS.ingrid}` });
};
