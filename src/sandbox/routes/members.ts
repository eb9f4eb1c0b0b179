import { type Context, param, type Routes } from '../context.js';
import { listLevel, taskLevel } from '../domain/access.js';
import { findList, findTask } from '../domain/locate.js';
import { presentProfile } from '../present/people.js';
import type { UserRow } from '../state/people.js';

/** The people of the token's Workspaces that `sees` holds for. */
function people(ctx: Context, sees: (user: UserRow) => boolean) {
  const ids = ctx.token.workspaceIds.flatMap((id) => ctx.state.members.by('workspace', id).map((row) => row.userId));
  const users = [...new Set(ids)].flatMap((id) => ctx.state.users.get(id) ?? []);
  return { members: users.filter(sees).map(presentProfile) };
}

/** Who may see a task or a List. */
export const members = {
  GetTaskMembers: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'));
    return people(ctx, (user) => taskLevel(ctx.state, user, task) !== null);
  },

  GetListMembers: (ctx) => {
    const list = findList(ctx, param(ctx, 'list_id'));
    return people(ctx, (user) => listLevel(ctx.state, user, list) !== null);
  },
} satisfies Routes;
