import type { Context } from '../context.js';
import type { CommentRow } from '../state/comments.js';
import type { State } from '../state/index.js';
import { blocksOf, textOf } from './comment-blocks.js';
import { presentUsers } from './people.js';

const person = (state: State, id: string | null) => (id === null ? null : (presentUsers(state, [id])[0] ?? null));

function group(state: State, id: string | null) {
  const found = id === null ? undefined : state.groups.get(id);
  return found ? { id: found.id, name: found.name } : null;
}

/** Who reacted: as elsewhere, but without a colour. */
function presentReactor(state: State, id: string) {
  const { color: _color, ...rest } = person(state, id) ?? { id: Number(id), username: null, color: '' };
  return rest;
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
    reactions: row.reactions.map(({ reaction, userId, date }) => ({
      reaction,
      date: String(date),
      user: presentReactor(state, userId),
    })),
    date: String(row.date),
    resolved: row.resolved,
    reply_count: state.comments.count('parent', `comment:${row.id}`),
  };
}

/** The answer to a new comment, whose id is a number here and nowhere else. */
export function presentNewComment(ctx: Context, row: CommentRow) {
  const [type = '', parentId = ''] = row.parent.split(':');
  return {
    id: Number(row.id),
    hist_id: ctx.ids.uuid(),
    date: row.date,
    version: {
      object_type: 'comment',
      object_id: row.id,
      workspace_id: Number(row.workspaceId),
      operation: 'c',
      data: {
        context: { root_parent_type: type },
        relationships: [
          { type: 'comment-parent', object_type: type, object_id: parentId, workspace_id: row.workspaceId },
        ],
        changes: [],
      },
      master_id: 1,
      version: row.date * 1000,
      deleted: false,
      traceparent: ctx.ids.secret(32, '0123456789abcdef'),
      date_created: row.date,
      date_updated: row.date,
      event_publish_time: row.date,
    },
  };
}
