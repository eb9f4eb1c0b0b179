import { expect } from 'vitest';
import { answer, at, body, op, types } from '../support/spec-api.js';
import { optional, type Row, required, rows } from '../support/spec-rows.js';

const LISTS: [id: string, path: string][] = [
  ['GetList', ''],
  ['CreateList', ''],
  ['CreateFolderlessList', ''],
  ['UpdateList', ''],
  ['GetLists', 'lists.[].'],
  ['GetFolderlessLists', 'lists.[].'],
];

rows('hierarchy', [
  ['Folders are an array', () => expect(answer('GetFolders', 'folders').type).toBe('array')],
  [
    'a Folder holds whole Lists',
    () => {
      for (const [id, path] of [
        ['GetFolder', ''],
        ['CreateFolder', ''],
        ['UpdateFolder', ''],
        ['GetFolders', 'folders.[].'],
      ] as const) {
        expect(answer(id, `${path}lists.[].id`).type).toBe('string');
        for (const name of ['archived', 'statuses', 'permission_level', 'deleted'])
          expect(answer(id, path + name)).toBeDefined();
      }
    },
  ],
  [
    'a Folder from a template has an id of either type',
    () => expect(types(answer('CreateFolderFromTemplate', 'id'))).toEqual(['integer', 'string']),
  ],
  ...LISTS.map(
    ([id, path]): Row => [
      `${id}: counts, people and dates of a List`,
      () => {
        const list = (field: string) => answer(id, path + field);
        expect(types(list('task_count'))).toEqual(['integer', 'null', 'string']);
        for (const name of ['status', 'priority', 'assignee']) expect(types(list(name))).toEqual(['null', 'object']);
        for (const name of ['content', 'due_date', 'start_date']) expect(types(list(name))).toEqual(['null', 'string']);
        for (const name of ['deleted', 'permission_level', 'statuses.[].status_group'])
          expect(list(name)).toBeDefined();
        expect(answer(id, path.replace(/\.$/, '')).required).toEqual(['id', 'name']);
      },
    ],
  ),
  [
    'a List is updated in part, unassigned by a word, and given statuses',
    () => {
      optional('UpdateList');
      expect(types(body('UpdateList', 'assignee'))).toEqual(['integer', 'null', 'string']);
      expect(types(body('UpdateList', 'override_statuses'))).toEqual(['boolean']);
      expect(body('UpdateList', 'statuses.[]').required).toEqual(['status']);
    },
  ],
  [
    'templates copy estimates or do not',
    () => {
      for (const id of ['CreateFolderListFromTemplate', 'CreateSpaceListFromTemplate', 'CreateFolderFromTemplate'])
        expect(body(id, 'options.time_estimate').type).toBe('boolean');
    },
  ],
  ['a Space needs a name', () => required('CreateSpace', ['name'])],
  ['a Space is updated in part', () => optional('UpdateSpace')],
  [
    'a Space may lack colour, avatar and features',
    () => {
      for (const [id, path] of [
        ['GetSpace', ''],
        ['CreateSpace', ''],
        ['UpdateSpace', ''],
        ['GetSpaces', 'spaces.[].'],
      ] as const) {
        for (const name of ['color', 'avatar', 'admin_can_manage'])
          expect(types(answer(id, path + name))).toContain('null');
        expect(answer(id, `${path}features`).additionalProperties).toBe(true);
        expect(answer(id, `${path}features`).required).toBeUndefined();
        expect(types(answer(id, `${path}archived`))).toEqual(['boolean']);
      }
    },
  ],
  ['shared tasks are objects', () => expect(answer('SharedHierarchy', 'shared.tasks.[]').type).toBe('object')],
  [
    'a tag names its creator and Space; colours are fg_color and bg_color in an edit; a DELETE has no body',
    () => {
      for (const name of ['creator', 'project_id'])
        expect(answer('GetSpaceTags', 'tags.[]').properties).toHaveProperty(name);
      expect(Object.keys(body('EditSpaceTag', 'tag').properties ?? {})).toEqual(['name', 'fg_color', 'bg_color']);
      expect(op('DeleteSpaceTag').requestBody).toBeUndefined();
    },
  ],
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
      for (const id of CREATE_VIEW) required(id, ['name', 'type']);
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
