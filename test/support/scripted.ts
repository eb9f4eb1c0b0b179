import * as z from 'zod';
import { unwrap } from '../../src/clickup/api.js';
import { clickUpApi } from '../../src/client/api-description.js';
import type { Call } from '../../src/runtime/call.js';
import { createRuntime, type Runtime } from '../../src/runtime/client.js';
import type { RuntimeOptions } from '../../src/runtime/options.js';
import type { Tool, ToolEntry } from '../../src/runtime/tool.js';
import { type VirtualClock, virtualClock } from './virtual-clock.js';
// Loaded by the first call that needs them, for which a clock that jumps would not wait.
import '../../src/runtime/idempotency.js';
import '../../src/runtime/nearest-tools.js';

/** What a scripted server does with the n-th request. */
export type Step = Response | Error | ((request: Request) => Response | Promise<Response>);

interface Paths {
  '/v2/task/{task_id}': {
    parameters: Record<string, never>;
    get: {
      parameters: { path: { task_id: string } };
      responses: { 200: { content: { 'application/json': { id: string } } } };
    };
    delete: {
      parameters: { path: { task_id: string } };
      responses: { 200: { content: { 'application/json': unknown } } };
    };
  };
  '/v2/list/{list_id}/task': {
    parameters: Record<string, never>;
    post: {
      parameters: { path: { list_id: string } };
      requestBody: { content: { 'application/json': { name: string } } };
      responses: { 200: { content: { 'application/json': { id: string } } } };
    };
  };
}

interface Probe {
  runtime: Runtime;
  call: Call;
  signal: AbortSignal;
  api: ReturnType<Runtime['api']>;
}

/** A lost create is not looked for here: `reconcile.test.ts` does. */
const api = { ...clickUpApi, lookUps: undefined };

const input = z.object({ id: z.string(), dry_run: z.boolean().optional() }).strict();

/** Three tools on two paths: enough to see every layer. */
export const probeTools = [
  tool('test_read', 'read', ({ api }, { id }) =>
    unwrap((api as never as Api).GET('/v2/task/{task_id}', { params: { path: { task_id: id } } })),
  ),
  tool('test_create', 'write', ({ api }, { id }) =>
    unwrap(
      (api as never as Api).POST('/v2/list/{list_id}/task', { params: { path: { list_id: id } }, body: { name: 'x' } }),
    ),
  ),
  tool('test_delete', 'delete', ({ api }, { id }) =>
    unwrap((api as never as Api).DELETE('/v2/task/{task_id}', { params: { path: { task_id: id } } })),
  ),
];

type Api = import('openapi-fetch').Client<Paths>;

function tool(
  name: string,
  effect: Tool['effect'],
  run: (ctx: Probe, input: { id: string }) => Promise<unknown>,
): ToolEntry {
  const schema = effect === 'delete' ? input.extend({ confirm: z.enum(['yes']).optional() }).strict() : input;
  const parameters = Object.keys(schema.shape);
  const settledBy = effect === 'read' ? {} : { settledBy: 'test_read' };
  return {
    name,
    toolset: 'test',
    category: 'Test',
    effect,
    sdk: { namespace: 'test', method: name },
    load: async () => ({ name, effect, parameters, ...settledBy, schema: async () => schema, run }) as never,
  };
}

/** A runtime over a script: each request takes the next step, the last step stays. */
export function scripted(
  steps: readonly Step[],
  config: Partial<RuntimeOptions> = {},
  tools: readonly ToolEntry[] = probeTools,
) {
  const clock: VirtualClock = virtualClock();
  const requests: { method: string; url: string; at: number; headers: Headers; body: string }[] = [];
  const redirects: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    redirects.push(request.redirect);
    requests.push({
      method: request.method,
      url: request.url,
      at: clock.now(),
      headers: request.headers,
      body: await request.clone().text(),
    });
    const step = steps[Math.min(requests.length, steps.length) - 1];
    if (step instanceof Error) throw step;
    if (step instanceof Response) return step.clone();
    if (step) return step(request);
    throw new Error('the script is empty');
  };
  const runtime = createRuntime(
    { credentials: { get: () => 'pk_1_SECRETSECRET' }, fetch, clock, random: () => 0.5, ...config },
    {
      tools,
      api,
      context: (host, call) => ({ runtime: host, call, signal: call.signal, api: host.api(call) }),
    },
  );
  return { runtime, requests, redirects, clock };
}

/** An answer with ClickUp's rate-limit headers, whose reset is in `resetInMs` from `now`. */
export function limited(
  body: unknown,
  figures: { limit: number; remaining: number; resetAt: number },
  status = 200,
): Response {
  return Response.json(body, {
    status,
    headers: {
      'X-RateLimit-Limit': String(figures.limit),
      'X-RateLimit-Remaining': String(figures.remaining),
      'X-RateLimit-Reset': String(Math.ceil(figures.resetAt / 1000)),
    },
  });
}

/** A failure as undici throws it, of a system call where one is named. */
export function networkError(code: string, syscall?: string): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error(code), { code, ...(syscall && { syscall }) }),
  });
}
