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

/** The same for what an input says of tags, under each of these names. */
export function withSeparateTags<Input extends object>(
  ctx: Pick<Context, 'note'>,
  input: Input,
  names: readonly (keyof Input & string)[],
  prefix = '',
): Input {
  const separated = names.map((name) => {
    const given = input[name] as readonly string[] | undefined;
    return [name, separateTags(ctx, given, `${prefix}${name}`)] as const;
  });
  const isSame = separated.every(([name, tags]) => tags === input[name]);
  return isSame ? input : { ...input, ...Object.fromEntries(separated) };
}

/** Tags to filter by, as ClickUp keeps them: in lower case. */
export const tagFilter = (
  ctx: Pick<Context, 'note'>,
  tags: readonly string[] | undefined,
  parameter: string,
): string[] | undefined =>
  tags?.length ? separateTags(ctx, tags, parameter).map((tag) => tag.trim().toLowerCase()) : undefined;
