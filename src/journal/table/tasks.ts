import { copyField } from '../../clickup/custom-field/copy-field.js';
import { formatDuration } from '../../clickup/dates/durations.js';
import type { WireField } from '../../clickup/task/model.js';
import { idOf, objectAt, rowsAt } from '../../runtime/wire.js';
import {
  bodyOf,
  date,
  type Field,
  type Fields,
  members,
  number,
  priority,
  rowOf,
  text,
  unseen,
  value,
} from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, final, idQuery, inTrash, relation, remove, update } from '../rows.js';

const withText = { include_markdown_description: 'true' };

/** Reads the task that a path names. */
export const theTask = (sent: Sent, reads: Reads) =>
  reads.get('GetTask', { task_id: sent.path.task_id ?? '' }, { ...idQuery(sent), ...(writesText(sent) && withText) });

/** Only then is the formatted text wanted: otherwise the read is the one that tools make. */
const writesText = (sent: Sent) => ['description', 'markdown_content'].some((name) => name in bodyOf(sent));

const withSubtasks = (sent: Sent, reads: Reads) =>
  reads.get('GetTask', { task_id: sent.path.task_id ?? '' }, { ...idQuery(sent), include_subtasks: 'true' });

/** The description in Markdown; one without any is written as the plain text that it is. */
const description: Field = {
  kind: 'text',
  changes: 'description',
  of: ({ markdown_description: markdown, description: plain }) => String(markdown ?? plain ?? ''),
  after: (sent) => (String(sent).trim() === '' ? '' : sent),
  // An empty text is passed over; a space clears it.
  restore: (before) => (before === '' ? { description: ' ' } : { markdown_content: before }),
};

const status: Field = {
  kind: 'text',
  of: (object) => objectAt(object, 'status').status,
};

export const taskFields: Fields = {
  name: text('name'),
  description,
  markdown_content: description,
  status,
  priority,
  due_date: date('due_date'),
  due_date_time: 'says nothing',
  start_date: date('start_date'),
  start_date_time: 'says nothing',
  time_estimate: number('time_estimate', 'duration'),
  points: number('points'),
  parent: {
    ...value('parent', 'task', (before) =>
      before === null ? 'parent: the API cannot make a task of a subtask again' : { parent: before },
    ),
    of: ({ parent }) => parent ?? null,
  },
  assignees: members('assignees'),
  watchers: members('watchers'),
  group_assignees: members('group_assignees', 'groups'),
  archived: value('archived'),
  custom_item_id: {
    ...number('custom_item_id', 'type'),
    of: ({ custom_item_id: type }) => Number(type ?? 0),
    after: (sent) => Number(sent ?? 0),
  },
};

/** A new task takes people and tags as lists. */
const newTaskFields: Fields = {
  ...taskFields,
  assignees: { ...members('assignees'), after: (sent) => sent },
  group_assignees: { ...members('group_assignees', 'groups'), after: (sent) => sent },
  tags: { kind: 'text', of: (object) => rowsAt(object, 'tags').map(({ name }) => name) },
  links_to: unseen('task'),
  custom_fields: unseen(),
  notify_all: 'says nothing',
  check_required_custom_fields: 'says nothing',
};

const plural = (count: number, one: string, many = `${one}s`) =>
  count > 0 ? [`${count} ${count === 1 ? one : many}`] : [];

/** As many comments as ClickUp shows at a time. */
const page = 25;

/** What goes with a task. */
async function lostWith(task: Wire | undefined, reads: Reads): Promise<string[]> {
  if (!task) return [];
  const answer = await reads.get('GetTaskComments', { task_id: String(task.id) });
  const comments = rowsAt(answer, 'comments').length;
  const spent = Number(task.time_spent ?? 0);
  return [
    ...plural(rowsAt(task, 'subtasks').length, 'subtask'),
    ...(comments >= page ? [`${page} or more comments`] : plural(comments, 'comment')),
    ...plural(rowsAt(task, 'checklists').length, 'checklist'),
    ...plural(rowsAt(task, 'attachments').length, 'attachment'),
    ...(spent > 0 ? [`${formatDuration(spent)} tracked`] : []),
  ];
}

const newTask = create('task', {
  by: 'DeleteTask',
  as: 'task_id',
  read: (task_id) => ({ id: 'GetTask', path: { task_id }, query: withText }),
  fields: newTaskFields,
});

const fieldIn = (task: Wire | undefined, { path }: Sent): Wire | undefined =>
  rowOf(task, 'custom_fields', 'id', path.field_id ?? '');

/** A custom field of a task: its value is set again in the form in which it is written. */
const customField = (verb: 'set' | 'clear'): Row => ({
  verb,
  noun: 'task',
  read: theTask,
  changes(sent, task) {
    const field = fieldIn(task, sent);
    const name = `${verb === 'set' && !field ? 'field ' : ''}${field?.name ?? sent.path.field_id}`;
    const shown = (given: unknown) => (field ? labelled(field, given) : given);
    return [
      {
        name,
        kind: field?.type === 'date' ? 'date' : field?.type === 'users' ? 'people' : 'text',
        before: field ? shown(field.value ?? null) : undefined,
        after: verb === 'set' ? shown(bodyOf(sent).value) : null,
      },
    ];
  },
  inverse(sent, task, _answer, { isDay }) {
    const field = fieldIn(task, sent);
    if (!field) return { none: 'the value that was there before cannot be read' };
    const path = sent.path;
    const query = idQuery(sent);
    const isEmpty = (given: unknown) =>
      given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0);
    const had = field.value;
    const changesPeople = ['users', 'tasks', 'list_relationship'].includes(String(field.type));
    if (verb === 'set' && changesPeople) {
      const ids = (given: unknown) =>
        (Array.isArray(given) ? given : []).map((each) => String(objectAt(each).id ?? each));
      const given = objectAt(bodyOf(sent).value);
      const add = ids(given.rem).filter((id) => ids(had).includes(id));
      const rem = ids(given.add).filter((id) => !ids(had).includes(id));
      const numeric = (id: string) => (field.type === 'users' && /^\d+$/.test(id) ? Number(id) : id);
      if (add.length + rem.length === 0) return { steps: [] };
      return {
        steps: [
          { id: 'SetCustomFieldValue', path, query, body: { value: { add: add.map(numeric), rem: rem.map(numeric) } } },
        ],
      };
    }
    if (isEmpty(had)) return { steps: verb === 'clear' ? [] : [{ id: 'RemoveCustomFieldValue', path, query }] };
    const copy = copyField(field as unknown as WireField, isDay);
    if ('reason' in copy) return { none: String(copy.reason) };
    return { steps: [{ id: 'SetCustomFieldValue', path, query, body: copy }] };
  },
});

/** Options of a field by name. */
function labelled(field: Wire, given: unknown): unknown {
  const options = rowsAt(field, 'type_config', 'options');
  if (options.length === 0 || given === null || given === undefined) return given;
  const nameOf = (each: unknown) => {
    const id = String(objectAt(each).id ?? each);
    const isIndex = field.type === 'drop_down';
    const option = options.find((one) => one.id === id || (isIndex && String(one.orderindex) === id));
    return option?.name ?? option?.label ?? each;
  };
  return Array.isArray(given) ? given.map(nameOf) : nameOf(given);
}

const taskIn = (list: 'linked_tasks' | 'dependencies', key: string) => (task: Wire, id: string | undefined) =>
  rowsAt(task, list).some((row) => row[key] === id);

const link = (adds: boolean) =>
  relation('task', theTask, {
    name: 'linked task',
    kind: 'task',
    adds,
    of: ({ path }) => path.links_to ?? '',
    has: (task, { path }) => taskIn('linked_tasks', 'link_id')(task, path.links_to),
    opposite: ({ path }) => ({ id: adds ? 'DeleteTaskLink' : 'AddTaskLink', path }),
  });

const dependencyOf = ({ query, body }: Sent) => ({ ...(query as Wire), ...bodyOf({ body } as Sent) });

const dependency = (adds: boolean): Row => ({
  ...relation('task', theTask, {
    name: 'dependency',
    kind: 'task',
    adds,
    of: (sent) => String(dependencyOf(sent).depends_on ?? dependencyOf(sent).dependency_of),
    has(task, sent) {
      const { depends_on: on, dependency_of: waiting } = dependencyOf(sent);
      return rowsAt(task, 'dependencies').some((row) =>
        on === undefined
          ? row.task_id === waiting && row.depends_on === task.id
          : row.depends_on === on && row.task_id === task.id,
      );
    },
    opposite(sent) {
      const { depends_on, dependency_of } = dependencyOf(sent);
      const parts = depends_on === undefined ? { dependency_of } : { depends_on };
      if (adds) return { id: 'DeleteDependency', path: sent.path, query: { ...idQuery(sent), ...parts } };
      return { id: 'AddDependency', path: sent.path, query: idQuery(sent), body: parts };
    },
  }),
});

const tag = (adds: boolean) =>
  relation('task', theTask, {
    name: 'tag',
    adds,
    of: ({ path }) => path.tag_name ?? '',
    has: (task, { path }) => rowOf(task, 'tags', 'name', (path.tag_name ?? '').trim()) !== undefined,
    opposite: ({ path }) => ({ id: adds ? 'RemoveTagFromTask' : 'AddTagToTask', path }),
  });

const extraList = (adds: boolean) =>
  relation('task', theTask, {
    name: 'List besides its own',
    kind: 'list',
    adds,
    of: ({ path }) => path.list_id ?? '',
    has: (task, { path }) => rowOf(task, 'locations', 'id', path.list_id ?? '') !== undefined,
    opposite: ({ path }) => ({ id: adds ? 'RemoveTaskFromList' : 'AddTaskToList', path }),
  });

const listOf = (task: Wire) => idOf(objectAt(task, 'list').id);

/** The way back for statuses; of several that became one, the first. */
function reversed(given: readonly Wire[]): { mappings: Wire[]; isOneToOne: boolean } {
  const back = new Map<unknown, Wire>();
  for (const { source_status_id: from, destination_status_id: to } of given)
    if (!back.has(to)) back.set(to, { source_status_id: to, destination_status_id: from });
  return { mappings: [...back.values()], isOneToOne: back.size === given.length };
}

const move: Row = {
  verb: 'move',
  noun: 'task',
  read: theTask,
  target: ({ path }) => path.task_id,
  changes: ({ path }, task) => [{ name: 'List', kind: 'list', before: task && listOf(task), after: path.list_id }],
  inverse(sent, task) {
    const { path } = sent;
    const list = task && listOf(task);
    if (!task || list === undefined) return { none: 'the List that it was in cannot be read' };
    if (list === path.list_id) return { steps: [] };
    if (task.parent !== null && task.parent !== undefined)
      return { none: 'the API cannot make it the subtask again that it was' };
    const others = rowsAt(task, 'custom_fields').filter(({ value: had }) => had !== undefined && had !== null);
    const { mappings, isOneToOne } = reversed(rowsAt(bodyOf(sent), 'status_mappings'));
    const body = { move_custom_fields: true, ...(mappings.length > 0 && { status_mappings: mappings }) };
    const back = { id: 'moveTask', path: { ...path, list_id: list }, body } as const;
    const status = objectAt(task, 'status').status;
    const steps = [back, { id: 'UpdateTask', path: { task_id: path.task_id ?? '' }, body: { status } } as const];
    const except = [
      ...(others.length > 0 ? ['values of custom fields that the other List does not have'] : []),
      ...(isOneToOne ? [] : ['statuses of subtasks of which the move made one']),
    ];
    return { steps, ...(except.length > 0 && { except }) };
  },
};

const merge: Row = {
  ...final('merge into', 'task', 'what was merged cannot be taken apart again'),
  read: theTask,
  changes: (sent) => [{ name: 'merged tasks', kind: 'task', before: null, after: bodyOf(sent).source_task_ids }],
  async loses(sent, _task, reads) {
    const ids = [bodyOf(sent).source_task_ids ?? []].flat().map(String);
    const lost = ids.map(async (task_id) => {
      const source = await reads.get('GetTask', { task_id }, { ...withText, include_subtasks: 'true' });
      const what = await lostWith(source, reads);
      return `task ${source ? `"${source.name}"` : task_id} itself${what.length > 0 ? ` (it has ${what.join(', ')}, which move where they can)` : ''}`;
    });
    return Promise.all(lost);
  },
};

const estimates = (verb: string): Row => ({
  ...final(verb, 'task', 'what each person was estimated to need is not shown by the API'),
  read: theTask,
  target: ({ path }) => path.task_id,
  changes: ({ body }, task) => [
    {
      name: 'time estimate',
      kind: 'duration',
      before: task && (task.time_estimate ?? null),
      after: (Array.isArray(body) ? body : []).reduce((sum: number, { time }: Wire) => sum + Number(time ?? 0), 0),
    },
  ],
});

export const tasks = {
  CreateTask: newTask,
  CreateTaskFromTemplate: newTask,
  UpdateTask: update('task', theTask, taskFields),
  DeleteTask: remove('task', inTrash, withSubtasks, { loses: (_sent, task, reads) => lostWith(task, reads) }),
  mergeTasks: merge,
  moveTask: move,
  AddTaskToList: { ...extraList(true), target: ({ path }) => path.task_id },
  RemoveTaskFromList: { ...extraList(false), target: ({ path }) => path.task_id },
  AddTagToTask: { ...tag(true), target: ({ path }) => path.task_id },
  RemoveTagFromTask: { ...tag(false), target: ({ path }) => path.task_id },
  AddTaskLink: { ...link(true), target: ({ path }) => path.task_id },
  DeleteTaskLink: { ...link(false), target: ({ path }) => path.task_id },
  AddDependency: dependency(true),
  DeleteDependency: dependency(false),
  SetCustomFieldValue: { ...customField('set'), target: ({ path }) => path.task_id },
  RemoveCustomFieldValue: { ...customField('clear'), target: ({ path }) => path.task_id },
  CreateTaskAttachment: final('attach a file to', 'task', 'the API cannot delete a file', { read: theTask }),
  postEntityAttachment: final('attach a file to', 'task', 'the API cannot delete a file', {
    target: ({ path }) => path.entity_id,
  }),
  updateTimeEstimatesByUser: estimates('estimate'),
  replaceTimeEstimatesByUser: estimates('estimate'),
} satisfies Record<string, Row>;

export { plural };
