import { type Context, flag, param, type Routes } from '../context.js';
import { findList, findTask, findWorkspace } from '../domain/locate.js';
import { createTask } from '../domain/task-create.js';
import { removeTask } from '../domain/task-delete.js';
import { arrayParam, pageOfTasks, selectTasks } from '../domain/task-query.js';
import { updateTask } from '../domain/task-update.js';
import { presentTask } from '../present/task.js';
import { noContent } from '../reply.js';
import type { TaskRow } from '../state/tasks.js';

/** Tasks of the Spaces, Folders and Lists that the query names, or of the whole Workspace. */
function tasksOfTeam(ctx: Context, workspaceId: string): TaskRow[] {
  const lists = arrayParam(ctx, 'list_ids');
  const spaces = arrayParam(ctx, 'space_ids');
  const folders = arrayParam(ctx, 'project_ids');
  const home = (task: TaskRow): string => ctx.state.lists.get(task.listId)?.folderId ?? '';
  if (flag(ctx, 'include_timl')) ctx.note('include_timl has no effect here: only the route of one List takes it');
  const { tasks: all } = ctx.state;
  // Without Lists all rows are gone through: an index of one key that most of them have is slower.
  const found = lists.length > 0 ? [...new Set(lists.flatMap((id) => all.by('list', id)))] : all.all();
  return found.filter(
    (task) =>
      task.workspaceId === workspaceId &&
      (spaces.length === 0 || spaces.includes(task.spaceId)) &&
      (folders.length === 0 || folders.includes(home(task))),
  );
}

/** Tasks of a List; with `include_timl` those too that are at home elsewhere. */
function tasksOfList(ctx: Context, listId: string): TaskRow[] {
  if (ctx.query.has('parent')) ctx.note('parent has no effect here: only the route of the Workspace takes it');
  const { tasks } = ctx.state;
  return [...tasks.by('list', listId), ...(flag(ctx, 'include_timl') ? tasks.by('extraList', listId) : [])];
}

function page(ctx: Context, candidates: readonly TaskRow[], parent: string | null = null) {
  const { tasks, lastPage } = pageOfTasks(ctx, selectTasks(ctx, candidates, parent));
  const shape = { markdown: flag(ctx, 'include_markdown_description') };
  return { tasks: tasks.map((task) => presentTask(ctx, task, shape)), last_page: lastPage };
}

/** Tasks themselves: one, lists of them, creation, change, deletion. */
export const tasks = {
  GetTask: (ctx) =>
    presentTask(ctx, findTask(ctx, param(ctx, 'task_id')), {
      single: true,
      attachments: true,
      markdown: flag(ctx, 'include_markdown_description'),
      subtasks: flag(ctx, 'include_subtasks'),
    }),

  GetTasks: (ctx) => page(ctx, tasksOfList(ctx, findList(ctx, param(ctx, 'list_id')).id)),

  GetFilteredTeamTasks: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    return page(ctx, tasksOfTeam(ctx, workspace.id), ctx.query.get('parent'));
  },

  CreateTask: (ctx) => presentTask(ctx, createTask(ctx), { single: true }),

  UpdateTask: (ctx) => presentTask(ctx, updateTask(ctx), { single: true, attachments: true }),

  DeleteTask: (ctx) => {
    removeTask(ctx, findTask(ctx, param(ctx, 'task_id'), 'edit'));
    return noContent();
  },
} satisfies Routes;
