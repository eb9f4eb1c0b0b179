import { createClickup } from 'clickup.js';
import { afterEach, expect } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { API_KEYS, createSandbox, manualClock, type SandboxOptions } from '../../src/sandbox/index.js';
import { loadConformity } from './conformity.js';
import type { Json } from './sandbox.js';

const called = new Set<string>();

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** The published client as its README makes it, but for the address; every answer is held against the description. */
export async function connect(options: SandboxOptions = {}, token: string = API_KEYS.owner) {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, ...options });
  const server = await serveSandbox(sandbox);
  servers.push(server);
  const conformity = await loadConformity();
  const onResponse = ({ data }: { data: Json }): Json => {
    const operation = sandbox.requests.at(-1)?.operation;
    expect(operation, 'the operation that answered').toBeTruthy();
    if (operation && data) expect(conformity.ofAnswer(operation, 200, data), operation).toEqual([]);
    return data;
  };
  const client = createClickup({ token, request: { prefixUrl: `${server.url}/` }, hooks: { onResponse } });
  return { sandbox, clickup: noting(client) };
}

/** The properties of the client that lead to the API. */
const routesOf = (client: Json): string[] => Object.keys(client).filter((name) => client[name]?.client === client);

/** The client, with a note of each method that is called. */
function noting(client: Json): Json {
  const noted = (name: string) =>
    new Proxy(client[name], {
      get: (route, method) => {
        if (typeof route[method] === 'function') called.add(`${name}.${String(method)}`);
        return route[method];
      },
    });
  return Object.fromEntries(routesOf(client).map((name) => [name, noted(name)]));
}

/** The methods of the client that no test has called so far. */
export function uncalled(): string[] {
  const client = createClickup({ request: { prefixUrl: 'http://127.0.0.1/' } });
  const methods = routesOf(client).flatMap((name) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(client[name]))
      .filter((method) => method !== 'constructor')
      .map((method) => `${name}.${method}`),
  );
  return methods.filter((method) => !called.has(method));
}
