import { expect } from 'vitest';
import { answer, body, op, param, types } from '../support/spec-api.js';
import { optional, type Row, required, rows } from '../support/spec-rows.js';

const TASKS: [id: string, path: string][] = [
  ['GetTasks', 'tasks.[].'],
  ['CreateTask', ''],
  ['UpdateTask', ''],
  ['GetTask', ''],
  ['GetViewTasks', 'tasks.[].'],
  ['GetFilteredTeamTasks', 'tasks.[].'],
  ['AddTaskLink', 'task.'],
  ['DeleteTaskLink', 'task.'],
];
const FILTERS = ['statuses', 'assignees', 'watchers', 'tags', 'custom_items'];

rows('tasks', [
  [
    'array filters of a List have brackets and repeat',
    () => {
      for (const name of FILTERS) {
        expect(param('GetTasks', name)).toBeUndefined();
        expect(param('GetTasks', `${name}[]`)).toMatchObject({
          style: 'form',
          explode: true,
          schema: { type: 'array' },
        });
      }
    },
  ],
  [
    'field filters are JSON text, and a single task has none',
    () => {
      for (const id of ['GetTasks', 'GetFilteredTeamTasks'])
        for (const name of ['custom_fields', 'custom_field'])
          expect(param(id, name)?.schema).toEqual({ type: 'string' });
      expect(param('GetTask', 'custom_fields')).toBeUndefined();
    },
  ],
  [
    'order_by is one of four',
    () => {
      for (const id of ['GetTasks', 'GetFilteredTeamTasks'])
        expect(param(id, 'order_by')?.schema.enum).toEqual(['id', 'created', 'updated', 'due_date']);
    },
  ],
  [
    'the Workspace route has four more filters',
    () => {
      for (const name of ['archived', 'watchers[]', 'custom_field', 'include_timl'])
        expect(param('GetFilteredTeamTasks', name)).toBeDefined();
    },
  ],
  [
    'bulk time in status takes an array and answers by task id',
    () => {
      expect(param('GetBulkTasksTimeinStatus', 'task_ids')).toMatchObject({ explode: true, schema: { type: 'array' } });
      expect(answer('GetBulkTasksTimeinStatus').properties).toBeUndefined();
      expect(answer('GetBulkTasksTimeinStatus').additionalProperties).toEqual({
        $ref: '#/components/schemas/TimeInStatus',
      });
    },
  ],
  ...TASKS.map(
    ([id, path]): Row => [
      `${id}: objects in arrays, numbers for times, null where nothing is set`,
      () => {
        const task = (field: string) => answer(id, path + field);
        for (const name of [
          'assignees',
          'group_assignees',
          'watchers',
          'checklists',
          'tags',
          'dependencies',
          'linked_tasks',
        ])
          expect(task(`${name}.[]`).type).toBe('object');
        expect(types(task('time_estimate'))).toEqual(['integer', 'null']);
        expect(types(task('time_spent'))).toEqual(['integer']);
        expect(types(task('priority'))).toEqual(['null', 'object']);
        expect(types(task('project'))).toEqual(['object']);
        expect(task('custom_fields').type).toBe('array');
        expect(task('custom_fields.[]').properties).toHaveProperty('value');
        for (const name of [
          'description',
          'text_content',
          'parent',
          'due_date',
          'start_date',
          'date_closed',
          'points',
          'time_estimate',
        ])
          expect(types(task(name))).toContain('null');
        const keys = answer(id, path.replace(/\.$/, '')).properties;
        for (const name of [
          'custom_item_id',
          'archived',
          'sharing',
          'top_level_parent',
          'group_assignees',
          'attachments',
          'subtasks',
        ])
          expect(keys).toHaveProperty(name);
        expect(answer(id, path.replace(/\.$/, '')).required).not.toContain('time_spent');
      },
    ],
  ),
  [
    'every list of tasks has last_page',
    () => {
      for (const id of ['GetTasks', 'GetFilteredTeamTasks', 'GetViewTasks'])
        expect(types(answer(id, 'last_page'))).toEqual(['boolean']);
    },
  ],
  [
    'a new task takes fields by id and any value, and no key of the examples',
    () => {
      const field = body('CreateTask', 'custom_fields.[]');
      expect(Object.keys(field.properties ?? {})).toEqual(['id', 'value', 'value_options']);
      expect(field.properties?.value?.type).toBeUndefined();
      expect(body('CreateTask').properties).not.toHaveProperty('markdown_description');
      expect(body('CreateTask').properties).not.toHaveProperty('email_assignees');
      required('CreateTask', ['name']);
    },
  ],
  [
    'an update adds or removes people, and clears with null',
    () => {
      for (const name of ['assignees', 'watchers', 'group_assignees']) {
        expect(Object.keys(body('UpdateTask', name).properties ?? {})).toEqual(['add', 'rem']);
        expect(body('UpdateTask', name).required).toBeUndefined();
      }
      for (const name of ['priority', 'due_date', 'start_date', 'time_estimate', 'points', 'parent'])
        expect(types(body('UpdateTask', name))).toContain('null');
    },
  ],
  [
    'deleting answers with nothing, merging with anything, a template with an id',
    () => {
      expect(op('DeleteTask').responses['204']).not.toHaveProperty('content');
      expect(op('mergeTasks').responses['200']?.content?.['application/json']?.schema).toEqual({});
      expect(answer('CreateTaskFromTemplate').required).toEqual(['id']);
      expect(Object.keys(answer('GetTaskTemplates', 'templates.[]').properties ?? {})).toEqual(['id', 'name']);
    },
  ],
  [
    'neither end of a dependency is required alone',
    () => {
      for (const name of ['depends_on', 'dependency_of'])
        expect(param('DeleteDependency', name)?.required).toBeUndefined();
    },
  ],
]);

const CREATE_COMMENT = ['CreateTaskComment', 'CreateChatViewComment', 'CreateListComment', 'CreateThreadedComment'];

rows('comments', [
  [
    'a new comment has a numeric id and a version',
    () => {
      for (const id of CREATE_COMMENT) {
        expect(answer(id, 'id')).toMatchObject({ type: 'integer', format: 'int64' });
        expect(answer(id).required).toEqual(['id', 'hist_id', 'date']);
        expect(answer(id).properties).toHaveProperty('version');
      }
    },
  ],
  [
    'text or blocks, nothing required, a group by UUID',
    () => {
      for (const id of [...CREATE_COMMENT, 'UpdateComment']) {
        optional(id);
        expect(body(id, 'comment').type).toBe('array');
        expect(body(id, 'group_assignee').type).toBe('string');
      }
    },
  ],
  [
    'a comment read has people or null, a counted thread, and open blocks',
    () => {
      for (const id of ['GetTaskComments', 'GetListComments', 'GetChatViewComments', 'GetThreadedComments']) {
        for (const name of ['assignee', 'assigned_by'])
          expect(types(answer(id, `comments.[].${name}`))).toEqual(['null', 'object']);
        expect(answer(id, 'comments.[].reply_count').type).toBe('integer');
        expect(answer(id, 'comments.[].reactions.[]').type).toBe('object');
        expect(answer(id, 'comments.[].comment.[]').additionalProperties).toBe(true);
      }
    },
  ],
]);

rows('Custom Fields', [
  [
    'any value can be set',
    () => {
      expect(Object.keys(body('SetCustomFieldValue').properties ?? {})).toEqual(['value', 'value_options']);
      expect(body('SetCustomFieldValue').oneOf ?? body('SetCustomFieldValue').anyOf).toBeUndefined();
    },
  ],
  [
    'a definition is open, its objects have ids of either type, and it says whether it is required',
    () => {
      for (const id of [
        'GetAccessibleCustomFields',
        'getFolderAvailableFields',
        'getSpaceAvailableFields',
        'getTeamAvailableFields',
      ]) {
        expect(answer(id, 'fields.[].type_config').additionalProperties).toBe(true);
        expect(types(answer(id, 'fields.[].applied_objects.[].object_id'))).toEqual(['integer', 'string']);
        expect(answer(id, 'fields.[]').properties).toHaveProperty('required');
      }
    },
  ],
]);
