import type { Call } from './call.js';

/** Sends one request on behalf of one tool call. */
export type Send = (request: Request, call: Call) => Promise<Response>;

/** One skin of the onion: takes the next `Send`, gives its own. */
export type Layer = (next: Send) => Send;

/** Wraps `last` in the layers; the first layer is the outermost. */
export function compose(layers: readonly Layer[], last: Send): Send {
  return layers.reduceRight((next, layer) => layer(next), last);
}

/** True for requests that change something; only the others may be repeated blindly. */
export const isWrite = (request: Request): boolean => request.method !== 'GET' && request.method !== 'HEAD';

/** The path template of a request (`/v2/task/{task_id}`), for records that must not hold ids. */
export function templateOf(request: Request, call: Call): string {
  const { origin, pathname } = new URL(request.url);
  return call.templates.get(origin + pathname) ?? pathname.replace(/^.*?(?=\/v\d+\/)/, '');
}
