import type { Context } from './context.js';
import { failV3 } from './errors.js';

/** `content_format` of the query or the body: Markdown unless it says plain text. */
export function readFormat(ctx: Context): string {
  const format = ctx.query.get('content_format') ?? ctx.body.content_format ?? 'text/md';
  if (format !== 'text/md' && format !== 'text/plain')
    throw failV3(400, 'content_format must be text/md or text/plain');
  return format;
}
