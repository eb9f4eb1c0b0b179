import type { JsonSchema } from '../model.js';

/** How the value of an argument becomes what ClickUp takes: the name of the expression in `emit/convert.ts`. */
export type Conversion =
  | 'plain'
  | 'workspace'
  | 'task'
  | 'tasks'
  | 'id'
  | 'user'
  | 'userOrNone'
  | 'users'
  | 'people'
  | 'date'
  | 'dateEnd'
  | 'duration'
  | 'priority'
  | 'color'
  | 'taskType'
  | 'taskTypes'
  | 'fieldFilter'
  | 'statusFilter'
  | 'tagFilter'
  | 'local';

/** What a kind of argument means, in every place where that matters. */
export interface Kind {
  /** What `tools/list` advertises: one `type`, no combinators. */
  schema: JsonSchema;
  /** TypeScript type of the argument: wider than the schema where the runtime coerces (numbers for ids). */
  ts: string;
  /** What the reference page says when neither the manifest nor the API does. */
  doc: string;
  example: unknown;
  conversion: Conversion;
  /** What `objectId` calls it, where that differs from the kind. */
  object?: string;
  /** Type of the converted value. */
  gives: 'string' | 'number' | 'boolean' | 'string[]' | 'number[]' | 'other';
  /** Names the API uses for it besides the argument's own. */
  wires?: readonly string[];
  /** Why its name is not taken: every other kind of id takes one. */
  unnamed?: string;
}

const string: JsonSchema = { type: 'string' };
const list: JsonSchema = { type: 'array', items: string };

const id = (noun: string, example: string, extra: Partial<Kind> = {}): Kind => ({
  schema: string,
  ts: 'Id',
  doc: `Id of the ${noun}.`,
  example,
  conversion: 'id',
  gives: 'string',
  ...extra,
});

/** ClickUp finds no task by its name; looking through all of a Workspace takes a call for each hundred. */
const taskNames = 'Several tasks may share a name: clickup_task_search finds the id.';

const value = (
  schema: JsonSchema,
  ts: string,
  gives: Kind['gives'],
  doc: string,
  example: unknown,
  extra: Partial<Kind> = {},
): Kind => ({ schema, ts, gives, doc, example, conversion: 'plain', ...extra });

const dates =
  'ISO 8601, a day (2026-10-09) or plain English (next friday 17:00), in the time zone of your ClickUp user.';

/** Every kind an argument can have. What is advertised stays the smallest schema that every client takes. */
export const kinds = {
  string: value(string, 'string', 'string', 'Text.', 'Example'),
  text: value(string, 'string', 'string', 'Plain text.', 'Example'),
  integer: value({ type: 'integer' }, 'number', 'number', 'Whole number.', 1),
  number: value({ type: 'number' }, 'number', 'number', 'Number.', 1),
  boolean: value({ type: 'boolean' }, 'boolean', 'boolean', 'True or false.', true),
  strings: value(list, 'string[]', 'string[]', 'List of texts.', ['example']),
  statuses: value(list, 'string[]', 'string[]', 'Statuses by name.', ['in progress'], { conversion: 'statusFilter' }),
  tags: value(list, 'string[]', 'string[]', 'Tag names; letter case does not matter.', ['bug'], {
    conversion: 'tagFilter',
  }),
  object: value({ type: 'object' }, 'object', 'other', 'Object with the fields below.', {}),
  objects: value({ type: 'array' }, 'object', 'other', 'List of objects with the fields below.', []),
  enum: value(string, 'string', 'string', 'One of the values listed.', ''),
  markdown: value(string, 'string', 'string', 'Markdown.', '**Done** when the tests pass', {
    wires: ['markdown_content', 'markdown_description'],
  }),
  color: value(string, 'string', 'string', 'Colour as #rrggbb.', '#5b8def', { conversion: 'color' }),

  workspace: id(
    'Workspace, or its name; needed only if the token reaches several and none is the default',
    '90110203',
    {
      conversion: 'workspace',
      wires: ['workspace_id', 'team_id'],
    },
  ),
  task_types: value(list, 'Id[]', 'number[]', 'Task types by id or name: 0 task, 1 milestone.', ['1'], {
    conversion: 'taskTypes',
  }),
  task_type: id('task type', '1', { conversion: 'taskType' }),
  field_filter: value(
    { type: 'array', items: { type: 'object' } },
    'FieldCondition[]',
    'string',
    'Conditions on custom fields, all of which must hold.',
    [{ field: 'Severity', operator: '=', value: 'Critical' }],
    { conversion: 'fieldFilter' },
  ),
  task: id('task: ClickUp id, custom id (OPS-42) or task URL', '86c1x9k2p', { conversion: 'task', unnamed: taskNames }),
  tasks: value(
    list,
    'Id[]',
    'string[]',
    'Tasks, each by ClickUp id, custom id (OPS-42) or task URL.',
    ['86c1x9k2p', 'OPS-42'],
    { conversion: 'tasks', unnamed: taskNames },
  ),
  list: id('List, or its name or path', '901100110001'),
  folder: id('Folder, or its name or path', '90110211'),
  space: id('Space, or its name', '90110205'),
  view: id('view, or its path ("Sprint 24 / Board"); of the Everything level, its name', '8cdxy-317'),
  goal: id('goal, or its name', '5f2c9f4e-0a52-4a6e-9d0e-2b1f7c7d4a10'),
  key_result: id('key result', '1c7f5a52-6f0e-4f7e-8a44-0d4f1f6f3b21'),
  comment: id('comment', '90110030000001', { unnamed: 'Comments have no names.' }),
  checklist: id('checklist', 'b8a8c2f0-7a0e-4d5e-9f3a-3f0b8e5c2d11'),
  checklist_item: id('checklist item', '2e6d0f1b-1c55-4f2e-8a3d-9b7c4e0f6a22'),
  field: id('Custom Field, or its name', 'Story points', { object: 'custom_field' }),
  group: id('Team (user group), or its name or handle', 'c4f1e7a9-3b2d-4e58-9c60-7d8e9f0a1b33', { object: 'team' }),
  template: id('template, or its name', 't-90012345'),
  time_entry: id('time entry', '4231234567890123456', { unnamed: 'Entries have no names.' }),
  doc: id('Doc, or its name', '8cdxy-902'),
  message: id('Chat message or reply', '90159900000001', { unnamed: 'Messages have no names.' }),
  role: id('custom role, or its name', '4501001'),
  webhook: id('webhook', '7fa3ec74-69a8-4530-a251-8a13730bd204', { unnamed: 'Webhooks have no names.' }),

  user: id('user, or name, e-mail address or "me"', 'me', { conversion: 'user', gives: 'number' }),
  user_or_none: id('user, or name, e-mail address or "me"; "none" for nobody', 'none', {
    conversion: 'userOrNone',
    gives: 'other',
  }),
  users: value(list, 'Id[]', 'number[]', 'People by id, name, e-mail address or "me".', ['me'], {
    conversion: 'users',
  }),
  people_change: value(
    {
      type: 'object',
      properties: { set: list, add: list, remove: list },
      additionalProperties: false,
    },
    'PeopleChange | Id[]',
    'other',
    'People to set, or to add and remove, each by id, name, e-mail address or "me"; a plain list means set.',
    { add: ['me'] },
    { conversion: 'people' },
  ),

  date: value(string, 'When', 'number', dates, '2026-10-09', { conversion: 'date' }),
  date_end: value(string, 'When', 'number', `${dates} A bare day means its end.`, '2026-10-09', {
    conversion: 'dateEnd',
  }),
  duration: value(string, 'string | number', 'number', 'Duration: text such as 1h 30m, or milliseconds.', '1h 30m', {
    conversion: 'duration',
  }),
  priority: value(
    { type: 'string', enum: ['urgent', 'high', 'normal', 'low', 'none'] },
    "'urgent' | 'high' | 'normal' | 'low' | 'none'",
    'other',
    'Priority; none removes it.',
    'high',
    { conversion: 'priority' },
  ),
  comment_markdown: value(
    string,
    'string',
    'other',
    'Markdown; @name, @[Full Name] and e-mail mentions notify people.',
    'Ready for review, @Ada',
  ),
  detail: value(
    { type: 'string', enum: ['concise', 'full', 'raw'] },
    'Detail',
    'other',
    'How much of each object: the fields people look at (concise, the default), all that holds something (full), or what ClickUp sent as it sent it (raw).',
    'full',
    { conversion: 'local' },
  ),
  task_fields: value(
    list,
    'string[]',
    'other',
    'What each task shows besides its id: its own fields and custom fields, by name.',
    ['name', 'due_date', 'Severity'],
    { conversion: 'local' },
  ),
  cursor: value(string, 'string', 'other', 'next_cursor of the page before.', 'eyJwYWdlIjoxfQ', {
    conversion: 'local',
  }),
  limit: value({ type: 'integer', minimum: 1 }, 'number', 'other', 'At most this many.', 20, { conversion: 'local' }),
} as const satisfies Record<string, Kind>;

/** The form of a kind's values in a few words, where neither its schema nor an argument's name (`name`, `goal_id`) tells it. */
const forms: Partial<Record<keyof typeof kinds, string>> = {
  strings: 'names',
  tags: 'tag names',
  markdown: 'Markdown',
  color: '#rrggbb',
  task_type: 'id or name',
  task_types: 'ids or names',
  task: 'id, custom id, URL',
  tasks: 'ids or URLs',
  list: 'id or name',
  field: 'name or id',
  user: 'name, e-mail, me',
  user_or_none: 'name, e-mail, me or none',
  users: 'names, e-mails, me',
  people_change: 'names, e-mails, me',
  date: 'ISO or English',
  date_end: 'ISO or English, inclusive',
  duration: '1h 30m',
  comment_markdown: 'Markdown; @[Full Name] mentions',
  task_fields: 'columns, also custom fields',
};

export type KindName = keyof typeof kinds;

export const isKind = (name: string): name is KindName => Object.hasOwn(kinds, name);
export const kindOf = (name: string): Kind => kinds[name as KindName];

/** What `tools/list` says of an argument of this kind where the manifest says nothing better. */
export const formOf = (name: string): string | undefined => forms[name as KindName];
