import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../generated/operations.js';
import { createClickUp } from '../../src/index.js';
import { createRouter } from '../../src/sandbox/engine/router.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { type CatalogTool, everyTool } from '../support/catalog.js';
import { type Conformity, loadConformity, type SentRequest } from '../support/conformity.js';

const route = createRouter(operations);
let conformity: Conformity;
beforeAll(async () => {
  conformity = await loadConformity();
}, 60_000);

/** What a request carries, read from a copy. */
async function bodyOf(request: Request): Promise<Pick<SentRequest, 'body' | 'type'>> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
  if (type === 'multipart/form-data') {
    const parts = [...(await request.formData())].map(([name, part]) => [
      name,
      typeof part === 'string' ? part : part.name,
    ]);
    return { body: Object.fromEntries(parts), type };
  }
  const text = await request.text();
  return text === '' ? {} : { body: JSON.parse(text), type };
}

/** How the request departs from the description, one line each. */
async function violationsOf(request: Request): Promise<string[]> {
  const { pathname, searchParams } = new URL(request.url);
  const path = pathname.replace(/^\/api/, '');
  const found = route(request.method, path);
  // Tried once, and done without where it does not answer.
  if (request.method === 'GET' && /^\/v2\/team\/\d+\/folder$/.test(path)) return [];
  if (found.kind !== 'match') return [`${request.method} ${path} is no route: ${found.kind}`];
  const wrong = conformity.ofSent(found.operation, { path, query: searchParams, ...(await bodyOf(request)) });
  return wrong.map((problem) => `${found.operation} ${problem}`);
}

/** A client on a sandbox, and what was wrong with the requests that it sent. */
function watched() {
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', undocumented: false });
  const violations: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    violations.push(...(await violationsOf(request.clone())));
    return sandbox.fetch(request);
  };
  const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch, clock: sandbox.clock, random: () => 0.5 });
  return { clickup, sandbox, violations };
}

const examplesOf = (tool: CatalogTool) => tool.examples.map((example, number) => [number, example] as const);

describe.each(everyTool)('%s', (_, tool) => {
  it.each(examplesOf(tool))('sends in example %i what the API describes', async (_number, example) => {
    const { clickup, violations } = watched();
    for (const step of example.before ?? []) await clickup.call(step.tool, step.input);
    await clickup.call(tool.name, example.input);
    expect(violations).toEqual([]);
  });
});

it('sends requests, and notices what is wrong with one', async () => {
  const { clickup, sandbox } = watched();
  await clickup.call(
    'clickup_task_get',
    everyTool.find(([name]) => name === 'clickup_task_get')![1].examples[0]!.input,
  );
  expect(sandbox.requests.length).toBeGreaterThan(0);
  const base = 'https://api.clickup.com/api';
  const json = { 'content-type': 'application/json' };
  const wrong = async (path: string, init?: RequestInit) => violationsOf(new Request(base + path, init));
  expect(await wrong('/v2/list/1/task?statuses=open&page=x')).toEqual([
    'GetTasks query statuses is not described',
    'GetTasks query page: / must be integer {"type":"integer"}',
  ]);
  expect(await wrong('/v2/task/1', { method: 'PUT', headers: json, body: '{"assignees":[1]}' })).toEqual([
    'UpdateTask body: /assignees must be object {"type":"object"}',
  ]);
  expect(await wrong('/v2/list/1/task', { method: 'POST' })).toEqual(['CreateTask body is missing']);
  expect(await wrong('/v2/nothing')).toEqual(['GET /v2/nothing is no route: unknown']);
});
