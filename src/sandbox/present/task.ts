import type { Context } from '../context.js';
import { seesField, taskLevel } from '../domain/access.js';
import { fieldsOfTask } from '../domain/fields.js';
import { statusOf } from '../domain/places.js';
import { defaultColors } from '../domain/tags.js';
import { timeEstimate, timeSpent } from '../domain/time-totals.js';
import type { State } from '../state/index.js';
import type { TaskRow } from '../state/tasks.js';
import { presentAttachment } from './attachments.js';
import { presentChecklists } from './checklists.js';
import { presentTaskField } from './fields.js';
import { presentCreator, presentUsers } from './people.js';
import { presentFolderRef, presentPriority, presentStatus } from './places.js';
import { time } from './time.js';

/** What depends on the route. */
export interface TaskShape {
  /** `include_markdown_description`. */
  readonly markdown?: boolean;
  /** One task rather than a list: `time_spent` even when it is 0. */
  readonly single?: boolean;
  /** Only reading one task and updating it answer with its files. */
  readonly attachments?: boolean;
  /** `include_subtasks`. */
  readonly subtasks?: boolean;
}

const publicFields = [
  'assignees',
  'priority',
  'due_date',
  'content',
  'comments',
  'attachments',
  'customFields',
  'subtasks',
  'tags',
  'checklists',
  'coverimage',
];

/** The task at the top of the tree, or null for a task without parent. */
function topLevelParent(state: State, task: TaskRow): string | null {
  let at = task;
  while (at.parentId !== null) {
    const parent = state.tasks.get(at.parentId);
    if (!parent) break;
    at = parent;
  }
  return at.id === task.id ? null : at.id;
}

export function presentTags(state: State, task: TaskRow) {
  return task.tags.map((name) => {
    const tag = state.tags.get(`${task.spaceId}:${name}`);
    return {
      name,
      tag_fg: tag?.fg ?? defaultColors.fg,
      tag_bg: tag?.bg ?? defaultColors.bg,
      creator: tag?.creatorId ? Number(tag.creatorId) : null,
    };
  });
}

const presentDependencies = (state: State, task: TaskRow) =>
  state.dependencies.by('task', task.id).map((row) => ({
    task_id: row.taskId,
    depends_on: row.dependsOn,
    type: 1,
    date_created: String(row.dateCreated),
    userid: row.userId,
    workspace_id: task.workspaceId,
    chain_id: null,
  }));

const presentLinks = (state: State, task: TaskRow) =>
  state.links.by('task', task.id).map((row) => ({
    task_id: task.id,
    link_id: row.a === task.id ? row.b : row.a,
    date_created: String(row.dateCreated),
    userid: row.userId,
    workspace_id: task.workspaceId,
  }));

function presentGroups(state: State, ids: readonly string[]) {
  return ids.flatMap((id) => {
    const group = state.groups.get(id);
    if (!group) return [];
    return [
      { id: group.id, name: group.name, handle: group.handle, initials: group.initials, color: group.avatarColor },
    ];
  });
}

/** Subtasks of a task in the order of their creation. */
const subtasksOf = (state: State, taskId: string): TaskRow[] =>
  state.tasks.by('parent', taskId).filter((child) => !child.deleted);

/** A task in the form of the route that shows it. Dates are ms strings, estimates numbers. */
export function presentTask(ctx: Context, task: TaskRow, shape: TaskShape = {}): Record<string, unknown> {
  const { state, user } = ctx;
  const list = state.lists.get(task.listId);
  const folder = list ? presentFolderRef(state, list) : null;
  const spent = timeSpent(state, task.id);
  const fields = fieldsOfTask(state, task).filter((field) => seesField(state, user, field));
  return {
    id: task.id,
    custom_id: task.customId,
    custom_item_id: task.customItemId,
    name: task.name,
    text_content: task.text,
    description: task.text,
    ...(shape.markdown ? { markdown_description: task.markdown ?? task.text } : {}),
    status: presentStatus(statusOf(state, task)),
    orderindex: task.orderindex.toFixed(12),
    date_created: String(task.dateCreated),
    date_updated: String(task.dateUpdated),
    date_closed: time(task.dateClosed),
    date_done: time(task.dateDone),
    archived: task.archived,
    creator: presentCreator(state, task.creatorId),
    assignees: presentUsers(state, task.assigneeIds),
    group_assignees: presentGroups(state, task.groupAssigneeIds),
    watchers: presentUsers(state, task.watcherIds),
    checklists: presentChecklists(state, task.id),
    tags: presentTags(state, task),
    parent: task.parentId,
    top_level_parent: topLevelParent(state, task),
    priority: presentPriority(task.priority),
    due_date: time(task.dueDate),
    start_date: time(task.startDate),
    points: task.points,
    time_estimate: timeEstimate(task),
    ...(shape.single || spent > 0 ? { time_spent: spent } : {}),
    custom_fields: fields.map((field) => presentTaskField(state, task, field, ctx.origin)),
    dependencies: presentDependencies(state, task),
    linked_tasks: presentLinks(state, task),
    locations: task.extraListIds.flatMap((id) => {
      const extra = state.lists.get(id);
      return extra ? [{ id: extra.id, name: extra.name }] : [];
    }),
    team_id: task.workspaceId,
    url: `https://app.clickup.com/t/${task.id}`,
    sharing: {
      public: false,
      public_share_expires_on: null,
      public_fields: publicFields,
      token: null,
      seo_optimized: false,
    },
    permission_level: taskLevel(state, user, task) ?? 'read',
    list: { id: task.listId, name: list?.name ?? '', access: true },
    project: folder,
    folder,
    space: { id: task.spaceId },
    ...(shape.subtasks
      ? { subtasks: subtasksOf(state, task.id).map((child) => presentTask(ctx, child, { subtasks: true })) }
      : {}),
    ...(shape.attachments
      ? {
          attachments: state.attachments
            .by('parent', `task:${task.id}`)
            .map((row) => presentAttachment(state, row, ctx.origin)),
        }
      : {}),
  };
}
