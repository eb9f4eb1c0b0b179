import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { clickUpApi } from '../../src/client/api-description.js';
import { readsFor } from '../../src/journal/reads.js';
import { contentOf } from '../../src/journal/record.js';
import type { Sent, Step, Wire } from '../../src/journal/row.js';
import { rowFor, table } from '../../src/journal/table/index.js';
import { undoEntry } from '../../src/journal/undo.js';
import { Wholes } from '../../src/journal/wholes.js';
import type { ApiRequest } from '../../src/runtime/api-request.js';
import { openCall } from '../../src/runtime/call.js';
import { systemClock } from '../../src/runtime/clock.js';
import { fillPath } from '../../src/runtime/path.js';
import {
  CHANNELS,
  createSandbox,
  GOALS,
  manualClock,
  type SeedFunction,
  TASKS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { harbourBikes } from '../../src/sandbox/seed/index.js';
import { rowsOf } from '../../src/sandbox/state/index.js';
import { calls, usual } from '../support/contract-calls.js';
import type { Harness } from '../support/sandbox.js';

const writes = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].effect !== 'read');
const base = 'https://api.clickup.com/api';

/** What changes with every write and is nobody's work: who wrote last and when, what moved aside, the log of it all. */
const traces = /^(dateUpdated|statusHistory|at|editedBy|actions|lastCustomId|orderindex)$/;
/** The order of tags, people and reactions says nothing. */
function comparable(key: string, value: unknown): unknown {
  if (traces.test(key)) return undefined;
  if (key === 'reactions')
    return (value as { reaction: string; userId: string }[])
      .map(({ reaction, userId }) => `${reaction} ${userId}`)
      .sort();
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...value].sort() : value;
}
type Rows = Readonly<Record<string, readonly { id: string; deleted?: boolean }[]>>;

/** A row is never changed, only replaced, so that its JSON is made once. */
const texts = new WeakMap<object, string>();

function textOf(row: object): string {
  const text = texts.get(row) ?? JSON.stringify(row);
  texts.set(row, text);
  return text;
}

/** Rows that are not deleted, as JSON by table and id. */
function standing(rows: Rows): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, list] of Object.entries(rows)) {
    if (name === 'auditLog' || name === 'timeChanges') continue;
    for (const row of list) if (!row.deleted) found.set(`${name} ${row.id}`, textOf(row));
  }
  return found;
}

const compared = (text: string | undefined) => text && JSON.stringify(JSON.parse(text), comparable);

/** Sends the usual call of an operation to a sandbox, takes it back, and says what differs after that. */
async function thereAndBack(id: OperationId) {
  let rows = (): Rows => ({});
  const seed: SeedFunction = (context) => {
    harbourBikes(context);
    // Not those of a snapshot, which are copies.
    rows = () => rowsOf(context.state) as unknown as Rows;
  };
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', seed });
  const send = (method: string, path: string, body?: unknown) => {
    const isForm = body instanceof FormData;
    const headers = { Authorization: sandbox.options.apiKey, ...(!isForm && { 'Content-Type': 'application/json' }) };
    const content = body === undefined || isForm ? (body as FormData | undefined) : JSON.stringify(body);
    return sandbox.fetch(
      new Request(base + path, { method, headers, ...(content !== undefined && { body: content }) }),
    );
  };
  const json = async (response: Promise<Response>) => ({ json: await (await response).json() });
  const harness = {
    get: (path: string) => json(send('GET', path)),
    post: (path: string, body: unknown) => json(send('POST', path, body)),
  };
  const { params, query = '', body, before } = calls[id];
  const values: Record<string, string> = { ...usual, ...params, ...(await before?.(harness as unknown as Harness)) };
  const names = [...operations[id].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const path = Object.fromEntries(names.map((name) => [name, values[name]!]));
  const { call } = openCall('test', '', { clock: systemClock, deadlineMs: Number.POSITIVE_INFINITY });
  const wholes = new Wholes();
  const reads = () =>
    readsFor(call, {
      send: (request: ApiRequest) => send(request.method, request.url.slice(base.length)),
      baseUrl: base,
      api: clickUpApi,
      wholes,
      now: () => 0,
    });
  await reads().get('GetTask', { task_id: TASKS.greyButton });
  await reads().get('GetTaskComments', { task_id: TASKS.greyButton });
  await reads().get('GetGoal', { goal_id: GOALS.unlock });
  await reads().get('getChatMessages', { workspace_id: WORKSPACE_ID, channel_id: CHANNELS.general });
  const stood = standing(rows());
  const sent: Sent = {
    id,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    body: body instanceof FormData ? undefined : body,
  };
  const url = (step: Pick<Sent, 'id' | 'path'> & { query?: Sent['query'] | undefined }) => {
    const search = new URLSearchParams(step.query as Record<string, string>).toString();
    return `${fillPath(operations[step.id].path, step.path)}${search && `?${search}`}`;
  };
  const row = rowFor(id)!;
  const was = await row.read?.(sent, reads());
  const response = await send(operations[id].method, url(sent), body);
  expect(response.ok, `${id}: ${response.status}`).toBe(true);
  const answer = ((await response.json().catch(() => undefined)) ?? {}) as Wire;
  const helpers = { isDay: () => false };
  const entry = await contentOf(row, sent, { before: was, answer, reads: reads(), helpers });
  if (entry.none !== undefined) return { none: entry.none };
  const shown = { value: async () => '' };
  const take = async (step: Step) => {
    const answer = await send(operations[step.id].method, url(step), step.body);
    expect(answer.ok, `${step.id}: ${answer.status}`).toBe(true);
  };
  await undoEntry({ id: '', at: 0, call: '', tool: '', ...entry }, { reads: reads(), shown, send: take });
  const is = standing(rows());
  const differs = [...new Set([...stood.keys(), ...is.keys()])].filter(
    (key) => stood.get(key) !== is.get(key) && compared(stood.get(key)) !== compared(is.get(key)),
  );
  return { differs, except: entry.except };
}

/** Why an operation is never taken back; all others are. */
const finals = writes.filter((id) => rowFor(id)?.final !== undefined);

describe('what each operation that writes does', () => {
  it('has a row for every one of them, and for nothing else', () => {
    expect(Object.keys(table).sort()).toEqual([...writes].sort());
  });

  it('says why not, where nothing takes it back', () => {
    expect(finals).toMatchSnapshot();
  });

  it('takes back all others, so that the sandbox is as before', async () => {
    const undone = writes.filter((id) => !finals.includes(id));
    const results = await Promise.all(undone.map(async (id) => [id, await thereAndBack(id)] as const));
    const left = results.flatMap(([id, { none, differs = [], except }]) =>
      none !== undefined || differs.length > 0
        ? [`${id}: ${none ?? differs.join(', ')}${except ? ` (said: ${except})` : ''}`]
        : [],
    );
    expect(left).toMatchInlineSnapshot(`
      [
        "AddTagToTask: tags 901700000101:new tag",
        "CreateTaskFromTemplate: checklists b7cf3c25-632b-4240-9d3f-b64afebede10, checklistItems d4e8eb2a-f2f2-4165-a881-cd424e42a851, checklistItems 214aa188-3c4f-4d02-8f5b-d14dcc312684, checklistItems e4edaa36-434e-4251-8c63-2d4e86a538cc",
        "MoveFolder: tasks 86c1j7tbi, tasks 86c16vvwu, tasks 86c1up4x1, tasks 86c1i6avg, tasks 86c1xtfme, tasks 86c1t0g6q, tasks 86c1nob3f, tasks 86c11no9z, tasks 86c1ohptn, tasks 86c1obws6, tasks 86c1q5i1t, tasks 86c1k3gw0, tasks 86c1j0m0o, tasks 86c1m8zmx, tasks 86c1zbu6g, tasks 86c106fmo, tasks 86c19shvl, tasks 86c1stc8q, tags 901700000102:backend, tags 901700000102:observability, tags 901700000102:security, tags 901700000102:performance, tags 901700000102:payments, tags 901700000102:privacy (said: its position among its neighbours,tags, statuses and custom ids that the other Space gave)",
        "StartatimeEntry: timeEntries 4231190000000000001 (said: the timer that ran before stays ended)",
      ]
    `);
  });
});
