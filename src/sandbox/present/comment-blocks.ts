import { isObject, type JsonObject } from '../context.js';
import { mentioned } from '../domain/comment-blocks.js';
import { stableUuid } from '../random.js';
import type { CommentRow } from '../state/comments.js';
import type { State } from '../state/index.js';
import { presentUser } from './people.js';

/** The emoji of a code such as `1f44d` or `1f1e9-1f1ea`; empty for what is none. */
const character = (code: unknown): string => {
  const points = String(code)
    .split('-')
    .map((part) => Number.parseInt(part, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
};

/** The id of a line, the same whenever it is read. */
export const blockId = (key: string): string => `block-${stableUuid(key)}`;

/** A block as it is read back: mentions, emoji and images with their text, line breaks with the id of their line. */
function readBack(state: State, block: JsonObject, key: string): JsonObject {
  const attributes = isObject(block.attributes) ? block.attributes : {};
  if (block.type === 'tag') {
    const user = mentioned(state, block);
    return { ...block, text: `@${user.username ?? user.email}`, user: presentUser(user) };
  }
  if (block.type === 'emoticon' && isObject(block.emoticon)) {
    return { ...block, text: block.text ?? character(block.emoticon.code) };
  }
  if (block.type === 'image' && isObject(block.image)) {
    return { ...block, text: block.text ?? block.image.name ?? block.image.title ?? '', attributes };
  }
  if (block.text !== '\n') return { ...block, text: block.text ?? '', ...(block.type ? {} : { attributes }) };
  return { ...block, attributes: { 'block-id': blockId(key), ...attributes } };
}

/** The blocks of a comment as the API gives them. https://developer.clickup.com/docs/comment-formatting */
export const blocksOf = (state: State, row: CommentRow): JsonObject[] =>
  row.blocks.map((block, i) => readBack(state, block, `${row.id} ${i}`));

/** Blocks as plain text. */
export const textOf = (blocks: readonly JsonObject[]): string =>
  blocks.map((block) => String(block.text ?? '')).join('');
