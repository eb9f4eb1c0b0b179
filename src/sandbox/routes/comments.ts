import { type Context, param, type Routes } from '../context.js';
import { readBlocks, requireBlocks } from '../domain/comment-blocks.js';
import { findList, findTask, findTaskById } from '../domain/locate.js';
import { workspaceOf } from '../domain/places.js';
import { findView, isViewId } from '../domain/views.js';
import { apiError, notAuthorized } from '../errors.js';
import { presentCommentEvent } from '../present/comment-event.js';
import { presentComment, presentNewComment } from '../present/comments.js';
import type { CommentRow } from '../state/comments.js';
import type { PermissionLevel } from '../state/rights.js';
import type { ViewRow } from '../state/views.js';

/** Comments per page. https://developer.clickup.com/docs/task-comments-pagination */
const COMMENTS_PER_PAGE = 25;

interface Place {
  readonly parent: string;
  readonly workspaceId: string;
}

function taskPlace(ctx: Context, needs: PermissionLevel): Place {
  const task = findTask(ctx, param(ctx, 'task_id'), needs);
  return { parent: `task:${task.id}`, workspaceId: task.workspaceId };
}

function listPlace(ctx: Context, needs: PermissionLevel): Place {
  const list = findList(ctx, param(ctx, 'list_id'), needs);
  return { parent: `list:${list.id}`, workspaceId: workspaceOf(ctx.state, list.spaceId) };
}

function chatPlace(ctx: Context, needs: PermissionLevel): Place {
  const invalid = apiError(400, 'OAUTH_064', 'View must be a conversation');
  if (!isViewId(param(ctx, 'view_id'))) throw invalid;
  const view: ViewRow = findView(ctx, param(ctx, 'view_id'), needs);
  if (view.type !== 'conversation') throw invalid;
  return { parent: `view:${view.id}`, workspaceId: view.workspaceId };
}

/** The comment, if the user may do this where it was written. */
function findComment(ctx: Context, id: string, needs: PermissionLevel): CommentRow {
  const comment = ctx.state.comments.get(id);
  if (!comment) throw notAuthorized();
  let root = comment;
  while (root.parent.startsWith('comment:')) {
    const above = ctx.state.comments.get(root.parent.slice('comment:'.length));
    if (!above) throw notAuthorized();
    root = above;
  }
  const [type, parentId = ''] = root.parent.split(':');
  if (type === 'task') findTaskById(ctx, parentId, needs);
  else if (type === 'list') findList(ctx, parentId, needs);
  else findView(ctx, parentId, needs);
  return comment;
}

const newestFirst = (a: CommentRow, b: CommentRow): number => b.date - a.date || (a.id < b.id ? 1 : -1);

/** A page: the newest comments, or those that follow the one that `start` and `start_id` name. */
function pageOf(ctx: Context, parent: string) {
  const all = ctx.state.comments.by('parent', parent).sort(newestFirst);
  const [start, startId] = [ctx.query.get('start'), ctx.query.get('start_id')];
  const both = start !== null && start !== '' && startId !== null && startId !== '';
  if (!both && (start || startId)) ctx.note('start and start_id page only together');
  const rest = both
    ? all.filter((row) => row.date < Number(start) || (row.date === Number(start) && row.id < startId))
    : all;
  return { comments: rest.slice(0, COMMENTS_PER_PAGE).map((row) => presentComment(ctx.state, row)) };
}

/** `undefined` leaves the assignee alone. */
function readAssignees(ctx: Context): Partial<CommentRow> {
  const { assignee, group_assignee: group } = ctx.body;
  const changes: { assigneeId?: string | null; groupAssigneeId?: string | null } = {};
  if (assignee === null) changes.assigneeId = null;
  else if (assignee !== undefined) {
    if (!ctx.state.users.has(String(assignee))) throw apiError(400, 'INPUT_006', 'Assignee invalid');
    changes.assigneeId = String(assignee);
  }
  if (group === null || group === '') changes.groupAssigneeId = null;
  else if (group !== undefined) {
    if (!ctx.state.groups.has(String(group))) throw apiError(400, 'INPUT_006', 'Group assignee invalid');
    changes.groupAssigneeId = String(group);
  }
  if (changes.assigneeId === undefined && changes.groupAssigneeId === undefined) return {};
  return { ...changes, assignedById: changes.assigneeId || changes.groupAssigneeId ? ctx.user.id : null };
}

function post(ctx: Context, place: Place) {
  const row = ctx.state.comments.put({
    id: ctx.ids.comment(),
    ...place,
    userId: ctx.user.id,
    blocks: requireBlocks(ctx),
    date: ctx.now,
    assigneeId: null,
    groupAssigneeId: null,
    assignedById: null,
    resolved: false,
    reactions: [],
    ...readAssignees(ctx),
  });
  report(ctx, row, 'taskCommentPosted');
  return presentNewComment(ctx, row);
}

/** Tells webhooks about comments of tasks; ClickUp has no event for the others. */
function report(ctx: Context, row: CommentRow, event: string): void {
  const [type, taskId = ''] = row.parent.split(':');
  if (type !== 'task') return;
  const comment = presentCommentEvent(ctx.state, row, taskId);
  const change = { field: 'comment', before: null, after: row.id, comment };
  ctx.emit({ event, ids: { task_id: taskId }, changes: [change], workspaceId: row.workspaceId });
}

function removeThread(ctx: Context, row: CommentRow): void {
  for (const reply of ctx.state.comments.by('parent', `comment:${row.id}`)) removeThread(ctx, reply);
  ctx.state.comments.remove(row.id);
}

/** Comments of tasks, Lists and chat views, and the replies to them. */
export const comments = {
  GetTaskComments: (ctx) => pageOf(ctx, taskPlace(ctx, 'read').parent),
  GetListComments: (ctx) => pageOf(ctx, listPlace(ctx, 'read').parent),
  GetChatViewComments: (ctx) => pageOf(ctx, chatPlace(ctx, 'read').parent),

  GetThreadedComments: (ctx) => {
    const comment = findComment(ctx, param(ctx, 'comment_id'), 'read');
    const replies = ctx.state.comments.by('parent', `comment:${comment.id}`).sort(newestFirst);
    return { comments: replies.map((row) => presentComment(ctx.state, row)) };
  },

  CreateTaskComment: (ctx) => post(ctx, taskPlace(ctx, 'comment')),
  CreateListComment: (ctx) => post(ctx, listPlace(ctx, 'comment')),
  CreateChatViewComment: (ctx) => post(ctx, chatPlace(ctx, 'comment')),

  CreateThreadedComment: (ctx) => {
    const { id, workspaceId } = findComment(ctx, param(ctx, 'comment_id'), 'comment');
    return post(ctx, { parent: `comment:${id}`, workspaceId });
  },

  UpdateComment: (ctx) => {
    const comment = findComment(ctx, param(ctx, 'comment_id'), 'comment');
    const blocks = readBlocks(ctx);
    const { resolved } = ctx.body;
    const after = ctx.state.comments.patch(comment.id, {
      ...(blocks ? { blocks } : {}),
      ...readAssignees(ctx),
      ...(typeof resolved === 'boolean' ? { resolved } : {}),
    });
    report(ctx, after, 'taskCommentUpdated');
    return {};
  },

  DeleteComment: (ctx) => {
    removeThread(ctx, findComment(ctx, param(ctx, 'comment_id'), 'comment'));
    return {};
  },
} satisfies Routes;
