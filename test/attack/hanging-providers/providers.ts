import type { BadProvider } from './provider.js';

const never = new Promise<never>(() => undefined);
const fail = () => {
  throw new Error('the provider failed');
};
/** For callbacks that should give nothing: a promise that rejects. */
const rejecting = (() => Promise.reject(new Error('the provider rejected'))) as () => never;

const read = { tool: 'clickup_task_get', input: { task_id: '86c131205' } };
const write = { tool: 'clickup_task_update', input: { task_id: '86c131205', name: 'Changed' } };
const bulk = {
  tool: 'clickup_task_create_bulk',
  input: { list_id: '901710000302', tasks: [{ name: 'One' }, { name: 'Two' }] },
};
const attach = (source: Record<string, unknown>) => ({
  tool: 'clickup_task_attach_file',
  input: { task_id: '86c131205', ...source },
});

/** Asked for at every attempt, once a place in the rate limit is taken. */
const credentials =
  (get: () => Promise<string> | string): BadProvider['options'] =>
  (state, { apiKey }) => ({ credentials: { get: () => (state.isMended ? apiKey : get()) } });

/** A connection that does not listen to its signal. */
const connection =
  (fetch: () => Promise<Response>): BadProvider['options'] =>
  (state, sandbox) => ({ fetch: (request) => (state.isMended ? sandbox.fetch(request) : fetch()) });

const endlessBody = () => new Response(new ReadableStream({ pull: () => never }));

/** Everything that a program hands to the client, in each way of failing. */
export const badProviders: readonly BadProvider[] = [
  { name: 'credentials that never come', ...read, options: credentials(() => never) },
  { name: 'credentials that never come, for a write', ...write, options: credentials(() => never) },
  { name: 'credentials that never come, for a bulk call', ...bulk, options: credentials(() => never) },
  { name: 'credentials that throw', ...read, options: credentials(fail) },
  { name: 'credentials that reject', ...read, options: credentials(rejecting) },
  { name: 'a file that never comes', ...attach({ path: 'a.txt' }), options: () => ({ readFile: () => never }) },
  { name: 'a file that fails', ...attach({ path: 'a.txt' }), options: () => ({ readFile: fail }) },
  {
    name: 'a download that never comes',
    ...attach({ url: 'https://files.example/a.txt' }),
    options: () => ({ fetchFile: () => never }),
  },
  { name: 'progress that throws', ...bulk, options: () => ({}), callOptions: { onProgress: fail } },
  { name: 'progress that rejects', ...bulk, options: () => ({}), callOptions: { onProgress: rejecting } },
  { name: 'a listener that throws', ...read, options: () => ({ onEvent: fail }) },
  { name: 'a listener that rejects', ...read, options: () => ({ onEvent: rejecting }) },
  { name: 'a fetch that never answers', ...read, options: connection(() => never) },
  { name: 'a fetch that never answers a write', ...write, options: connection(() => never) },
  { name: 'a fetch that never answers a bulk call', ...bulk, options: connection(() => never) },
  { name: 'a body that never ends', ...read, options: connection(async () => endlessBody()) },
  { name: 'a fetch that throws', ...read, options: connection(fail) },
  { name: 'a fetch that gives nothing', ...read, options: connection(async () => undefined as never) },
];
