import { type Context, isObject, type JsonObject } from '../context.js';
import { fail } from '../errors.js';
import { hash } from '../random.js';
import type { CommentRow } from '../state/comments.js';
import type { State } from '../state/index.js';

const missing = () => fail(400, 'INPUT_006', 'comment_text or comment must be given');

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

function mentioned(state: State, block: JsonObject) {
  const id = isObject(block.user) ? String(block.user.id) : '';
  const user = state.users.get(id);
  if (!user) throw fail(400, 'INPUT_006', `User ${id} cannot be mentioned`);
  return user;
}

const character = (code: unknown): string => {
  const points = String(code)
    .split('-')
    .map((part) => Number.parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
};

/** A block as it is read back: mentions, emoji and images with their text, line breaks with the id of their line. */
function readBack(state: State, block: JsonObject, key: string): JsonObject {
  const attributes = isObject(block.attributes) ? block.attributes : {};
  if (block.type === 'tag') {
    const user = mentioned(state, block);
    const { id, username, color, email, initials, profilePicture } = user;
    return {
      ...block,
      text: `@${username ?? email}`,
      user: { id: Number(id), username, color, email, initials, profilePicture },
    };
  }
  if (block.type === 'emoticon' && isObject(block.emoticon)) {
    return { ...block, text: block.text ?? character(block.emoticon.code) };
  }
  if (block.type === 'image' && isObject(block.image)) {
    return { ...block, text: block.text ?? block.image.name ?? block.image.title ?? '', attributes };
  }
  if (block.text !== '\n') return { ...block, text: block.text ?? '', ...(block.type ? {} : { attributes }) };
  const id = `block-${hash(key).toString(16).padStart(8, '0')}-${hash(`${key} line`).toString(16).padStart(8, '0')}`;
  return { ...block, attributes: { 'block-id': id, ...attributes } };
}

/** The blocks of a comment as the API gives them. https://developer.clickup.com/docs/comment-formatting */
export const blocksOf = (state: State, row: CommentRow): JsonObject[] =>
  row.blocks.map((block, i) => readBack(state, block, `${row.id} ${i}`));

export const textOf = (blocks: readonly JsonObject[]): string =>
  blocks.map((block) => String(block.text ?? '')).join('');
