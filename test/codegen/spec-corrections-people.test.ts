import { expect } from 'vitest';
import { answer, body, op, param, types } from '../support/spec-api.js';
import { optional, type Row, required, rows } from '../support/spec-rows.js';

rows('tokens and people', [
  ['a token answer names its type', () => expect(types(answer('GetAccessToken', 'token_type'))).toEqual(['string'])],
  ['getting a token takes no token', () => expect(op('GetAccessToken').security).toEqual([])],
  [
    'the user has a time zone, and may lack colour, picture, name and first day of the week',
    () => {
      expect(answer('GetAuthorizedUser', 'user').properties).not.toHaveProperty('timezeone');
      expect(types(answer('GetAuthorizedUser', 'user.timezone'))).toEqual(['string']);
      for (const name of ['week_start_day', 'color', 'profilePicture', 'username'])
        expect(types(answer('GetAuthorizedUser', `user.${name}`))).toContain('null');
    },
  ],
  [
    'a Workspace may lack an avatar; its members carry role, dates and who invited them',
    () => {
      expect(types(answer('GetAuthorizedTeams', 'teams.[].avatar'))).toContain('null');
      const member = answer('GetAuthorizedTeams', 'teams.[].members.[]');
      expect(member.properties).toHaveProperty('invited_by');
      const user = answer('GetAuthorizedTeams', 'teams.[].members.[].user').properties;
      for (const name of [
        'role',
        'role_subtype',
        'role_key',
        'custom_role',
        'last_active',
        'date_joined',
        'date_invited',
      ])
        expect(user).toHaveProperty(name);
      expect(types(answer('GetAuthorizedTeams', 'teams.[].members.[].user.custom_role'))).toContain('null');
    },
  ],
  ['a guest is described', () => expect(answer('GetGuest', 'guest.user').properties).toHaveProperty('email')],
  [
    'shared things are objects',
    () => {
      for (const id of [
        'AddGuestToTask',
        'RemoveGuestFromTask',
        'AddGuestToList',
        'RemoveGuestFromFolder',
        'EditGuestOnWorkspace',
      ])
        for (const kind of ['tasks', 'lists', 'folders'])
          expect(answer(id, `guest.shared.${kind}.[]`).type).toBe('object');
    },
  ],
  [
    'a guest gets one of four levels',
    () => {
      for (const id of ['AddGuestToTask', 'AddGuestToList', 'AddGuestToFolder'])
        expect(body(id, 'permission_level').enum).toEqual(['read', 'comment', 'edit', 'create']);
    },
  ],
  [
    'who is left after a removal are objects',
    () => {
      for (const id of ['RemoveGuestFromWorkspace', 'RemoveUserFromWorkspace'])
        expect(answer(id, 'team.members.[]').type).toBe('object');
    },
  ],
  ['editing a user requires nothing', () => optional('EditUserOnWorkspace')],
  [
    'members of a role are optional',
    () => expect(answer('GetCustomRoles', 'custom_roles.[]').required).not.toContain('members'),
  ],
  [
    'task types are an array, with an avatar',
    () => expect(answer('GetCustomItems', 'custom_items.[]').properties).toHaveProperty('avatar'),
  ],
]);

rows('checklists, goals, groups', [
  [
    'items and children are objects; an assignee is a user or null',
    () => {
      for (const id of ['CreateChecklist', 'CreateChecklistItem', 'EditChecklistItem']) {
        expect(answer(id, 'checklist.items.[]').type).toBe('object');
        expect(answer(id, 'checklist.items.[].children.[]').type).toBe('object');
        expect(types(answer(id, 'checklist.items.[].assignee'))).toEqual(['null', 'object']);
        for (const name of ['creator', 'date_created']) expect(answer(id, `checklist.${name}`)).toBeDefined();
      }
    },
  ],
  [
    'an item is assigned by user id',
    () => expect(types(body('EditChecklistItem', 'assignee'))).toEqual(['integer', 'null']),
  ],
  ['editing a checklist answers openly', () => expect(answer('EditChecklist').additionalProperties).toBe(true)],
  ['a goal needs a name', () => required('CreateGoal', ['name'])],
  ['goals and key results are updated in part', () => ['UpdateGoal', 'EditKeyResult'].forEach(optional)],
  ['a key result needs a name and a type', () => required('CreateKeyResult', ['name', 'type'])],
  [
    'a goal holds objects, and may lack a date and a percentage',
    () => {
      for (const [id, path] of [
        ['GetGoal', 'goal'],
        ['CreateGoal', 'goal'],
        ['UpdateGoal', 'goal'],
        ['GetGoals', 'goals.[]'],
      ] as const) {
        for (const name of ['members', 'owners', 'key_results', 'history'])
          expect(answer(id, `${path}.${name}.[]`).type).toBe('object');
        for (const name of ['due_date', 'percent_completed'])
          expect(types(answer(id, `${path}.${name}`))).toContain('null');
      }
    },
  ],
  [
    'steps of the last action are numbers, strings or null',
    () => {
      for (const id of ['CreateKeyResult', 'EditKeyResult'])
        for (const name of ['steps_taken', 'steps_before', 'steps_current'])
          expect(types(answer(id, `key_result.last_action.${name}`))).toEqual(['null', 'number', 'string']);
    },
  ],
  [
    'groups are asked for by a Workspace id',
    () => expect(param('GetUserGroups', 'team_id')?.schema.type).toBe('string'),
  ],
]);

const ENTRIES: [id: string, path: string][] = [
  ['Gettimeentrieswithinadaterange', 'data.[].'],
  ['Getsingulartimeentry', 'data.'],
  ['StartatimeEntry', 'data.'],
  ['Createatimeentry', 'data.'],
  ['Getrunningtimeentry', 'data.'],
  ['StopatimeEntry', 'data.'],
];

rows('time', [
  ...ENTRIES.map(
    ([id, path]): Row => [
      `${id}: times as text or number, tags as objects`,
      () => {
        const entry = (field: string) => answer(id, path + field);
        for (const name of ['start', 'duration', 'at']) expect(types(entry(name))).toEqual(['integer', 'string']);
        expect(types(entry('end'))).toEqual(expect.arrayContaining(['integer', 'string']));
        expect(entry('tags.[]').type).toBe('object');
        for (const name of ['list_id', 'folder_id', 'space_id'])
          expect(types(entry(`task_location.${name}`))).toEqual(expect.arrayContaining(['integer', 'string']));
        for (const name of ['task', 'approval_id']) expect(types(entry(name))).toContain('null');
        expect(types(entry('is_locked'))).toEqual(['boolean']);
      },
    ],
  ),
  [
    'queries name ids as text',
    () => {
      for (const name of ['assignee', 'space_id', 'folder_id', 'list_id'])
        expect(param('Gettimeentrieswithinadaterange', name)?.schema).toEqual({ type: 'string' });
      expect(param('Getrunningtimeentry', 'assignee')?.schema).toEqual({ type: 'string' });
    },
  ],
  ['one entry is an object', () => expect(answer('Getsingulartimeentry', 'data').type).toBe('object')],
  [
    'a new entry needs a start; a duration is 64 bits wide, a tag only a name',
    () => {
      required('Createatimeentry', ['start']);
      expect(body('Createatimeentry', 'duration').format).toBe('int64');
      expect(body('Createatimeentry', 'tags.[]').required).toEqual(['name']);
      expect(answer('Createatimeentry').required).toEqual(['data']);
    },
  ],
  ['an entry is updated in part', () => optional('UpdateatimeEntry')],
  [
    'data may be null',
    () => {
      for (const id of ['UpdateatimeEntry', 'DeleteatimeEntry', 'Getrunningtimeentry', 'StopatimeEntry'])
        expect(answer(id).properties?.data?.oneOf).toContainEqual({ type: 'null' });
    },
  ],
  ['a history is open', () => expect(answer('Gettimeentryhistory').additionalProperties).toBe(true)],
  ['old time tracking requires nothing', () => ['Tracktime', 'Edittimetracked'].forEach(optional)],
]);
