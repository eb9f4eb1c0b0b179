import type { Context } from '../context.js';

/** Tags as they were given; one text with commas is a list that somebody wrote in one piece, and is taken apart and told. */
export function separateTags<Tags extends readonly string[] | undefined>(
  ctx: Pick<Context, 'note'>,
  tags: Tags,
  parameter: string,
): Tags | string[] {
  const [only = '', ...others] = tags ?? [];
  if (others.length > 0 || !only.includes(',')) return tags;
  const parts = only
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  ctx.note(`${parameter}: ${JSON.stringify(only)} was read as ${parts.length} tags.`);
  return parts;
}
