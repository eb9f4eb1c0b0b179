import { createSandbox } from '../../../src/sandbox/index.js';
import { type Arrival, type Lossy, madeBy, type Plan } from './lossy.js';
import type { FetchWay } from './way.js';

/** A ClickUp behind a `fetch` that fails as the plan says. */
export async function lossyFetch(plan: Plan<FetchWay>): Promise<Lossy> {
  const sandbox = createSandbox({ rateLimit: false });
  const writes: Arrival[] = [];
  let attempts = 0;
  let reads = 0;

  async function fetch(request: Request): Promise<Response> {
    const isRead = request.method === 'GET';
    const way = isRead ? plan('read', reads++) : plan('write', attempts++);
    const body = isRead ? '' : await request.clone().text();
    // What never left may leave again; only what arrived counts.
    const { pathname, search } = new URL(request.url);
    const arrival: Arrival = { request: `${request.method} ${pathname}${search} ${body}`, fate: way };
    if (!isRead && way?.takes !== false) writes.push(arrival);
    if (way && !way.takes) return way.fail();
    const response = await sandbox.fetch(request);
    if (!isRead) arrival.made = madeBy(response.status, await response.clone().text(), body);
    return way ? way.fail() : response;
  }

  return { options: { apiKey: sandbox.apiKey, fetch }, writes, close: () => undefined };
}
