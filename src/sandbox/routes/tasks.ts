import { type Context, flag, param, type Routes } from '../context.js';
import { findList, findTask, findWorkspace } from '../locate.js';
import { presentTask } from '../present/task.js';
import { noContent } from '../reply.js';
import type { TaskRow } from '../state/tasks.js';
import { createTask } from '../task-create.js';
import { removeTask } from '../task-delete.js';
import { arrayParam, pageOfTasks, selectTasks } from '../task-query.js';
import { updateTask } from '../task-update.js';

/** Tasks of the Spaces, Folders and Lists that the query names, or of the whole Workspace. */
function tasksOfTeam(ctx: Context, workspaceId: string): TaskRow[] {
  const lists = arrayParam(ctx, 'list_ids');
  const spaces = arrayParam(ctx, 'space_ids');
  const folders = arrayParam(ctx, 'project_ids');
  const home = (task: TaskRow): string => ctx.state.lists.get(task.listId)?.folderId ?? '';
  const found =
    lists.length > 0 ? lists.flatMap((id) => listTasks(ctx, id)) : ctx.state.tasks.by('workspace', workspaceId);
  return [...new Set(found)].filter(
    (task) =>
      task.workspaceId === workspaceId &&
      (spaces.length === 0 || spaces.includes(task.spaceId)) &&
      (folders.length === 0 || folders.includes(home(task))),
  );
}

const listTasks = (ctx: Context, listId: string): TaskRow[] => [
  ...ctx.state.tasks.by('list', listId),
  ...(flag(ctx, 'include_timl') ? ctx.state.tasks.by('extraList', listId) : []),
];

function page(ctx: Context, candidates: readonly TaskRow[]) {
  const { tasks, lastPage } = pageOfTasks(ctx, selectTasks(ctx, candidates));
  const shape = { markdown: flag(ctx, 'include_markdown_description') };
  return { tasks: tasks.map((task) => presentTask(ctx, task, shape)), last_page: lastPage };
}

/** Tasks themselves: one, lists of them, creation, change, deletion. */
export const tasks = {
  GetTask: (ctx) =>
    presentTask(ctx, findTask(ctx, param(ctx, 'task_id')), {
      single: true,
      markdown: flag(ctx, 'include_markdown_description'),
      subtasks: flag(ctx, 'include_subtasks'),
    }),

  GetTasks: (ctx) => page(ctx, listTasks(ctx, findList(ctx, param(ctx, 'list_id')).id)),

  GetFilteredTeamTasks: (ctx) => page(ctx, tasksOfTeam(ctx, findWorkspace(ctx, param(ctx, 'team_id')).id)),

  CreateTask: (ctx) => presentTask(ctx, createTask(ctx), { single: true }),

  UpdateTask: (ctx) => presentTask(ctx, updateTask(ctx), { single: true }),

  DeleteTask: (ctx) => {
    removeTask(ctx, findTask(ctx, param(ctx, 'task_id'), 'edit'));
    return noContent();
  },
} satisfies Routes;
