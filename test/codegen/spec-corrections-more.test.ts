import { describe, expect, test } from 'vitest';
import { answer, at, body, op, param, types } from './spec-api.js';

type Row = [what: string, check: () => void];
const rows = (area: string, table: Row[]) =>
  describe(area, () => void test.each(table)('%s', (_what, check) => check()));

const optional = (id: string) => expect(body(id).required).toBeUndefined();

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
  ['a goal needs a name', () => expect(body('CreateGoal').required).toEqual(['name'])],
  ['goals and key results are updated in part', () => ['UpdateGoal', 'EditKeyResult'].forEach(optional)],
  ['a key result needs a name and a type', () => expect(body('CreateKeyResult').required).toEqual(['name', 'type'])],
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
      expect(body('Createatimeentry').required).toEqual(['start']);
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

const CREATE_VIEW = ['CreateTeamView', 'CreateSpaceView', 'CreateFolderView', 'CreateListView'];

rows('views', [
  [
    'lists hold bare views and the required ones',
    () => {
      for (const id of ['GetTeamViews', 'GetSpaceViews', 'GetFolderViews', 'GetListViews']) {
        expect(answer(id, 'views.[]').properties).toHaveProperty('id');
        expect(answer(id, 'views.[]').properties).not.toHaveProperty('view');
        expect(answer(id).properties).toHaveProperty('required_views');
      }
    },
  ],
  [
    'a view has one of the known types',
    () => {
      const known = 'list board calendar table timeline workload activity map conversation gantt doc form'.split(' ');
      expect(answer('GetView', 'view.type').enum).toEqual(expect.arrayContaining(known));
    },
  ],
  [
    'a new view needs a name and a type',
    () => {
      for (const id of CREATE_VIEW) expect(body(id).required).toEqual(['name', 'type']);
    },
  ],
  [
    'parts of a view',
    () => {
      for (const id of CREATE_VIEW) {
        for (const part of ['sorting', 'filters', 'columns']) expect(body(id, `${part}.fields.[]`).type).toBe('object');
        expect(types(body(id, 'divide.collapsed'))).toEqual(['array', 'boolean']);
        for (const name of ['divide.field', 'divide.dir', 'grouping.dir'])
          expect(types(body(id, name))).toContain('null');
        expect(types(body(id, 'settings.collapse_empty_columns'))).toEqual(['boolean', 'null']);
      }
    },
  ],
  [
    'an answer is a view',
    () => {
      for (const id of [...CREATE_VIEW, 'UpdateView', 'GetView']) expect(answer(id, 'view').required).toContain('type');
    },
  ],
]);

rows('webhooks and attachments', [
  [
    'a webhook is scoped by ids of either type',
    () => {
      for (const name of ['space_id', 'folder_id', 'list_id'])
        expect(types(body('CreateWebhook', name))).toEqual(['integer', 'string']);
      for (const name of ['list_id', 'folder_id', 'space_id'])
        for (const [id, path] of [
          ['CreateWebhook', 'webhook'],
          ['UpdateWebhook', 'webhook'],
          ['GetWebhooks', 'webhooks.[]'],
        ] as const)
          expect(types(answer(id, `${path}.${name}`))).toEqual(['integer', 'null', 'string']);
    },
  ],
  [
    'an update takes any subset, events as an array or a star',
    () => {
      optional('UpdateWebhook');
      const events = body('UpdateWebhook', 'events').oneOf?.map((form) => at(form));
      expect(events).toMatchObject([{ type: 'array' }, { enum: ['*'] }]);
    },
  ],
  [
    'a file is uploaded as a binary part; the answer is open',
    () => {
      expect(
        op('CreateTaskAttachment').requestBody?.content['multipart/form-data']?.schema?.properties?.attachment,
      ).toMatchObject({
        type: 'string',
        format: 'binary',
      });
      expect(answer('CreateTaskAttachment').additionalProperties).toBe(true);
    },
  ],
]);
