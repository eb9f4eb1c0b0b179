import { type Context, isObject, type JsonObject } from '../context.js';
import { apiError } from '../errors.js';
import type { State } from '../state/index.js';

const missing = () => apiError(400, 'INPUT_006', 'comment_text or comment must be given');

/** The blocks of a request: `comment` as sent, else `comment_text` by lines. Undefined when it has neither. */
export function readBlocks(ctx: Context): readonly JsonObject[] | undefined {
  const { comment, comment_text: text } = ctx.body;
  if ('markdown_text' in ctx.body) ctx.note('markdown_text has no effect: the names are comment_text and comment');
  if (Array.isArray(comment)) {
    const blocks = comment.filter(isObject);
    if (blocks.length === 0) throw missing();
    for (const block of blocks) if (block.type === 'tag') mentioned(ctx.state, block);
    return blocks;
  }
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string' || text.trim() === '') throw missing();
  return textBlocks(text);
}

/** As `readBlocks`, for the routes that need a text. */
export function requireBlocks(ctx: Context): readonly JsonObject[] {
  const blocks = readBlocks(ctx);
  if (!blocks) throw missing();
  return blocks;
}

/** Plain text as blocks, each line break one of its own. */
export const textBlocks = (text: string): JsonObject[] =>
  text
    .split(/(\n)/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, attributes: {} }));

/** The person whom a block mentions; else 400. */
export function mentioned(state: State, block: JsonObject) {
  const id = isObject(block.user) ? String(block.user.id) : '';
  const user = state.users.get(id);
  if (!user) throw apiError(400, 'INPUT_006', `User ${id} cannot be mentioned`);
  return user;
}
