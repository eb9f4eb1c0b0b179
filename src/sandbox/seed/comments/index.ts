import { textBlocks } from '../../domain/comment-blocks.js';
import { hash } from '../../random.js';
import type { SeedFunction } from '../context.js';
import { COMMENTS, USERS, WORKSPACE_ID } from '../ids.js';
import type { CommentSpec } from './spec.js';
import { threads } from './threads.js';

const commentId = (parent: string, spec: CommentSpec): string =>
  spec.key ? COMMENTS[spec.key] : `9016${String(hash(`${parent} ${spec.by} ${spec.at.join(' ')}`)).padStart(10, '0')}`;

/** Threads on tasks, Lists and a chat view: resolved, assigned, with replies, and one longer than a page. */
export const seedComments: SeedFunction = ({ state, at }) => {
  const add = (parent: string, spec: CommentSpec): void => {
    const id = commentId(parent, spec);
    if (state.comments.has(id)) throw new Error(`Seed: two comments share the id ${id}`);
    const date = at(spec.at[0], spec.at[1]);
    state.comments.put({
      id,
      workspaceId: WORKSPACE_ID,
      parent,
      userId: USERS[spec.by],
      blocks: typeof spec.text === 'string' ? textBlocks(spec.text) : spec.text,
      date,
      assigneeId: spec.assignee ? USERS[spec.assignee] : null,
      groupAssigneeId: null,
      assignedById: spec.assignee ? USERS[spec.by] : null,
      resolved: spec.resolved ?? false,
      reactions: (spec.reactions ?? []).map(([reaction, by]) => ({ reaction, userId: USERS[by], date: date + 60_000 })),
    });
    for (const reply of spec.replies ?? []) add(`comment:${id}`, reply);
  };
  for (const [parent, specs] of Object.entries(threads)) for (const spec of specs) add(parent, spec);
};
