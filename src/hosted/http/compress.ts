import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.js';

/** Below that many bytes an answer gets no shorter that anybody would notice. */
const leastBytes = 1_000;

const isText = /^(application\/([\w.+-]+\+)?json|text\/(html|plain|css|javascript))\b/;

/**
 * Secrets that an answer repeats. Beside text that somebody else chose, the length of a compressed answer gives away what
 * is equal in both. @see https://www.breachattack.com
 */
const repeatsSecret = /cu[a-z]_[\w-]{16}|name="form_token"/;

const encoders = {
  // The quality at which it takes no longer than gzip does.
  br: (text: string) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text: string) => promisify(gzip)(text),
};

/** Compresses JSON and pages for those who take it: no streams, and nothing that repeats a secret. */
export const compressed: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  // First what costs nothing: an answer whose body nobody looks at is written without a stream.
  const encoding = encodingFor(c.req.header('accept-encoding'));
  if (!encoding) return;
  const { res } = c;
  if (!isText.test(res.headers.get('content-type') ?? '') || res.headers.has('content-encoding')) return;
  const told = res.headers.get('content-length');
  if (res.headers.has('set-cookie') || (told !== null && Number(told) < leastBytes) || !res.body) return;
  const text = await res.text();
  const isCompressed = Buffer.byteLength(text) >= leastBytes && !repeatsSecret.test(text);
  const headers = new Headers(res.headers);
  headers.append('vary', 'Accept-Encoding');
  if (isCompressed) {
    headers.delete('content-length');
    headers.set('content-encoding', encoding);
  }
  // What is there would be merged into what takes its place.
  c.res = undefined;
  c.res = new Response(isCompressed ? await encoders[encoding](text) : text, { status: res.status, headers });
};

function encodingFor(accepted = ''): keyof typeof encoders | undefined {
  const names = accepted.split(',').map((each) => each.trim().toLowerCase());
  const takes = (name: string) => names.some((each) => new RegExp(`^${name}(;\\s*q=(1|0?\\.0*[1-9])|$)`).test(each));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : undefined;
}
