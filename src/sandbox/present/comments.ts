import type { Context } from '../context.js';
import type { CommentRow } from '../state/comments.js';
import type { State } from '../state/index.js';
import { blocksOf, textOf } from './comment-blocks.js';
import { presentUsers } from './people.js';

export const person = (state: State, id: string | null) =>
  id === null ? null : (presentUsers(state, [id])[0] ?? null);

function group(state: State, id: string | null) {
  const found = id === null ? undefined : state.groups.get(id);
  return found ? { id: found.id, name: found.name } : null;
}

/** Who reacted: as elsewhere, but without a colour. */
function presentReactor(state: State, id: string) {
  const { color: _color, ...rest } = person(state, id) ?? { id: Number(id), username: null, color: '' };
  return rest;
}

export const presentReactions = (state: State, row: CommentRow) =>
  row.reactions.map(({ reaction, userId, date }) => ({
    reaction,
    date: String(date),
    user: presentReactor(state, userId),
  }));

/** The comment that a thread begins with. */
export function rootOf(state: State, row: CommentRow): CommentRow {
  const above = row.parent.startsWith('comment:') ? state.comments.get(row.parent.slice('comment:'.length)) : undefined;
  return above ? rootOf(state, above) : row;
}

/** A comment as lists show it: `id` and `date` are strings, `reply_count` is an integer. */
export function presentComment(state: State, row: CommentRow) {
  const blocks = blocksOf(state, row);
  return {
    id: row.id,
    comment: blocks,
    comment_text: textOf(blocks),
    user: person(state, row.userId) ?? { id: Number(row.userId), username: null },
    assignee: person(state, row.assigneeId),
    group_assignee: group(state, row.groupAssigneeId),
    assigned_by: person(state, row.assignedById),
    reactions: presentReactions(state, row),
    date: String(row.date),
    resolved: row.resolved,
    reply_count: state.comments.count('parent', `comment:${row.id}`),
  };
}

/** Numbers of what a thread can hang on; that of a view is a guess. */
const rootTypes: Readonly<Record<string, number>> = { task: 1, list: 6, view: 8 };

/** The moment at which an answer says that others heard of the comment, a little after it was written. */
const PUBLISHED_AFTER = 40;

/** The answer to a new comment, whose id is a number here and nowhere else; `version` as one recording of 2025 has it. */
export function presentNewComment(ctx: Context, row: CommentRow) {
  const [type = '', parentId = ''] = row.parent.split(':');
  const [rootType = ''] = rootOf(ctx.state, row).parent.split(':');
  const workspace_id = row.workspaceId;
  return {
    id: Number(row.id),
    hist_id: ctx.ids.timer(),
    date: row.date,
    version: {
      object_type: 'comment',
      object_id: row.id,
      workspace_id: Number(row.workspaceId),
      operation: 'c',
      data: {
        context: {
          root_parent_type: rootTypes[rootType],
          is_chat: rootType === 'view',
          audit_context: { userid: Number(row.userId), current_time: row.date, route: '*' },
          originating_service: 'publicapi',
        },
        relationships: [
          { type: 'comment-author', object_type: 'user', object_id: Number(row.userId), workspace_id },
          { type: 'comment-parent', object_type: type, object_id: parentId, workspace_id },
        ],
        changes: [{ field: 'date_created', after: row.date }],
      },
      master_id: 13,
      version: row.date * 1000,
      deleted: false,
      traceparent: ctx.ids.secret(19, '123456789'),
      date_created: row.date,
      date_updated: row.date,
      event_publish_time: row.date + PUBLISHED_AFTER,
    },
  };
}
