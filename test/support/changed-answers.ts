import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';

/** Gets the body of an answer and the request, and gives the body to answer with. */
export type Change = (body: unknown, request: { method: string; path: string }) => unknown;

/** A client of the sandbox whose answers pass through `change` before the product sees them. */
export function changedAnswers(change: Change, options: { timeZone?: string; times?: 'zone' | 'utc' } = {}) {
  const sandbox = createSandbox({ clock: manualClock() });
  return createClickUp({
    apiKey: sandbox.apiKey,
    clock: sandbox.clock,
    ...options,
    fetch: async (request) => {
      const answer = await sandbox.fetch(request);
      const body: unknown = JSON.parse((await answer.text()) || 'null');
      const { pathname: path } = new URL(request.url);
      const changed = answer.ok ? change(body, { method: request.method, path }) : body;
      return new Response(JSON.stringify(changed), { status: answer.status, headers: answer.headers });
    },
  });
}

/** The same for some of the reads, told by the end of their path. */
export const changedReads = (path: RegExp, change: (body: unknown) => unknown, options = {}) =>
  changedAnswers((body, { method, path: at }) => (method === 'GET' && path.test(at) ? change(body) : body), options);
