import type { Context } from '../context.js';
import { apiError } from '../errors.js';

/** Longer names of tags are refused; the exact bound of ClickUp is not published. */
export const LONGEST_TAG = 1000;

/** Colours of a tag or label that comes with none. */
export const defaultColors = { fg: '#ffffff', bg: '#595d66' } as const;

/** Makes sure the Space has the tags; returns their lower-case names. */
export function ensureTags(ctx: Context, spaceId: string, names: readonly unknown[]): string[] {
  const found: string[] = [];
  for (const name of names.map((one) => String(one).trim().toLowerCase())) {
    if (name === '' || found.includes(name)) continue;
    if (name.length > LONGEST_TAG) throw apiError(400, 'TAGS_020', 'Tag name invalid');
    found.push(name);
    const id = `${spaceId}:${name}`;
    if (!ctx.state.tags.has(id)) ctx.state.tags.put({ id, spaceId, name, ...defaultColors, creatorId: null });
  }
  return found;
}
