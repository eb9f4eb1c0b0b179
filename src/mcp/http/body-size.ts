import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/**
 * Refuses bodies of more than so many bytes. Where a size is told, the body is not touched, so that it can be read in one
 * go: that takes a fifth of a short call.
 */
export function bodySize(
  maxSize: number,
  tooLarge: NonNullable<Parameters<typeof bodyLimit>[0]['onError']>,
): MiddlewareHandler {
  const limit = bodyLimit({ maxSize, onError: tooLarge });
  return async (c, next) => {
    const told = c.req.header('content-length');
    if (told === undefined || c.req.header('transfer-encoding') !== undefined) return limit(c, next);
    return Number(told) <= maxSize ? next() : tooLarge(c);
  };
}
