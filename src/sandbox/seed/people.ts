import { Role, type RoleNumber, type UserRow } from '../state/people.js';
import type { SeedContext, SeedFunction } from './context.js';
import { API_KEYS, OAUTH_APP, USERS, WORKSPACE_ID } from './ids.js';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: RoleNumber;
  readonly zone: string;
  readonly color: string;
  readonly joined: number;
  readonly lastActive: string;
}

const people: readonly Person[] = [
  {
    id: USERS.lena,
    name: 'Lena Hoffmann',
    role: Role.owner,
    zone: 'Europe/Berlin',
    color: '#7b68ee',
    joined: 900,
    lastActive: '08:55',
  },
  {
    id: USERS.tomas,
    name: 'Tomas Rivera',
    role: Role.admin,
    zone: 'Europe/Madrid',
    color: '#1bbc9c',
    joined: 880,
    lastActive: '08:40',
  },
  {
    id: USERS.priya,
    name: 'Priya Nair',
    role: Role.member,
    zone: 'Asia/Kolkata',
    color: '#e65100',
    joined: 640,
    lastActive: '08:58',
  },
  {
    id: USERS.samuel,
    name: 'Samuel Okafor',
    role: Role.member,
    zone: 'Africa/Lagos',
    color: '#2ea52c',
    joined: 610,
    lastActive: '08:12',
  },
  {
    id: USERS.yuki,
    name: 'Yuki Tanaka',
    role: Role.member,
    zone: 'Asia/Tokyo',
    color: '#ff4081',
    joined: 420,
    lastActive: '08:31',
  },
  {
    id: USERS.chloe,
    name: 'Chloe Martin',
    role: Role.member,
    zone: 'America/New_York',
    color: '#0388d1',
    joined: 300,
    lastActive: '02:17',
  },
  {
    id: USERS.diego,
    name: 'Diego Alvarez',
    role: Role.guest,
    zone: 'America/Los_Angeles',
    color: '#595d66',
    joined: 120,
    lastActive: '01:05',
  },
  {
    id: USERS.ingrid,
    name: 'Ingrid Solberg',
    role: Role.guest,
    zone: 'Europe/Oslo',
    color: '#5f7c8a',
    joined: 45,
    lastActive: '07:20',
  },
];

const initials = (name: string): string => name.replace(/[^A-Z]/g, '').slice(0, 2);

const user = (person: Person): UserRow => ({
  id: person.id,
  username: person.name,
  email: `${person.name.split(' ')[0]?.toLowerCase()}@harbourbikes.example`,
  color: person.color,
  profilePicture: null,
  initials: initials(person.name),
  timezone: person.zone,
  weekStartDay: person.id === USERS.lena ? 1 : null,
});

/** The Workspace, its eight people, their keys and an OAuth application. */
export const seedPeople: SeedFunction = (seed: SeedContext) => {
  const { state, at } = seed;
  state.workspaces.put({
    id: WORKSPACE_ID,
    name: 'Harbour Bikes',
    color: '#0f766e',
    avatar: null,
    timeInStatus: true,
    customFields: true,
    fieldUses: 0,
  });
  for (const person of people) {
    state.users.put(user(person));
    state.members.put({
      id: `${WORKSPACE_ID}:${person.id}`,
      workspaceId: WORKSPACE_ID,
      userId: person.id,
      role: person.role,
      customRoleId: null,
      lastActive: at(0, person.lastActive),
      dateJoined: at(person.joined),
      dateInvited: at(person.joined + 1),
      invitedBy: person.id === USERS.lena ? null : USERS.lena,
    });
  }
  const personal = { kind: 'personal', workspaceIds: [WORKSPACE_ID], clientId: null } as const;
  state.tokens.put({ ...personal, id: API_KEYS.owner, userId: USERS.lena });
  state.tokens.put({ ...personal, id: API_KEYS.admin, userId: USERS.tomas });
  state.tokens.put({ ...personal, id: API_KEYS.member, userId: USERS.priya });
  state.tokens.put({ ...personal, id: API_KEYS.guest, userId: USERS.diego });
  state.tokens.put({ ...personal, id: API_KEYS.readOnly, userId: USERS.ingrid });
  state.tokens.put({
    ...personal,
    id: API_KEYS.oauth,
    kind: 'oauth',
    userId: USERS.lena,
    clientId: OAUTH_APP.clientId,
  });
  state.oauthClients.put({
    id: OAUTH_APP.clientId,
    secret: OAUTH_APP.clientSecret,
    redirectUris: [OAUTH_APP.redirectUri, ...OAUTH_APP.hostedRedirectUris],
  });
  state.oauthCodes.put({
    id: OAUTH_APP.code,
    clientId: OAUTH_APP.clientId,
    userId: USERS.lena,
    workspaceIds: [WORKSPACE_ID],
  });
};
