import { expect } from 'vitest';
import { ApiRequest } from '../../src/runtime/api-request.js';
import { Ending } from '../../src/runtime/ending.js';
import { bytesOf } from '../../src/runtime/transport.js';
import {
  createSandbox,
  type LoggedRequest,
  type ManualClock,
  manualClock,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox/index.js';
import { loadConformity } from './conformity.js';

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly json: Json;
  readonly text: string;
  readonly headers: Headers;
}

/** Whatever JSON holds: tests assert on its shape, so a type would only repeat them. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Harness {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  call(method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
  get(path: string, key?: string): Promise<Answer>;
  post(path: string, body?: unknown, key?: string): Promise<Answer>;
  put(path: string, body?: unknown, key?: string): Promise<Answer>;
  del(path: string, key?: string): Promise<Answer>;
}

/** Every answer in every test is held against the API's description, unless a fault spoilt it. */
async function expectConforming(entry: LoggedRequest | undefined, status: number, json: Json): Promise<void> {
  if (!entry?.operation || entry.fault || json === null) return;
  const violations = (await loadConformity()).ofAnswer(entry.operation, status, json);
  expect(violations, `${entry.operation} ${status} against the OpenAPI description`).toEqual([]);
}

const decoder = new TextDecoder();
const open = new Ending();

/** A sandbox with a clock that stands still and no limit unless the test sets one. */
export function harness(options: SandboxOptions = {}): Harness {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, ...options });
  const call: Harness['call'] = async (method, path, body, key = sandbox.apiKey) => {
    const multipart = body instanceof FormData;
    const response = await sandbox.options.transport(
      new ApiRequest(`https://api.clickup.com/api${path}`, {
        method,
        headers: {
          ...(key === '' ? {} : { authorization: key }),
          ...(body === undefined || multipart ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: multipart ? body : JSON.stringify(body) }),
      }),
      open,
    );
    const entry = sandbox.requests.at(-1);
    const text = decoder.decode(await bytesOf(response));
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const json: Json = isJson ? JSON.parse(text) : null;
    await expectConforming(entry, response.status, json);
    return { status: response.status, json, text, headers: response.headers };
  };
  return {
    sandbox,
    clock,
    call,
    get: (path, key) => call('GET', path, undefined, key),
    post: (path, body, key) => call('POST', path, body, key),
    put: (path, body, key) => call('PUT', path, body, key),
    del: (path, key) => call('DELETE', path, undefined, key),
  };
}
