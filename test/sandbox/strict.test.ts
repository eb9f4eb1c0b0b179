import { beforeAll, describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import * as rules from '../../generated/requests.js';
import { problemsOf } from '../../src/sandbox/engine/strict.js';
import { LISTS, TASKS, USERS } from '../../src/sandbox/index.js';
import { type Conformity, loadConformity } from '../support/conformity.js';
import { calls } from '../support/contract-calls.js';
import { harness, type Json } from '../support/sandbox.js';

const task = `/v2/task/${TASKS.greyButton}`;
const tasks = `/v2/list/${LISTS.sprint24}/task`;
const createTask = '#/components/schemas/CreateTaskRequest/properties';

let conformity: Conformity;
beforeAll(async () => {
  conformity = await loadConformity();
}, 60_000);

describe('a malformed request in strict mode', () => {
  it.each([
    ['a priority in words', 'POST', tasks, { name: 'x', priority: 'high' }, `body/priority is "high", wanted integer`],
    ['no name', 'POST', tasks, { priority: 1 }, 'body lacks name (#/components/schemas/CreateTaskRequest/required)'],
    ['an unknown field', 'POST', tasks, { name: 'x', colour: 1 }, 'body/colour is not described'],
    ['text among numbers', 'POST', tasks, { name: 'x', assignees: [1, 'a'] }, 'body/assignees/1 is "a", wanted'],
    ['a flat list of people', 'PUT', task, { assignees: [1] }, 'body/assignees is [1], wanted object'],
    ['no body', 'POST', tasks, undefined, 'body is missing (#/paths/~1v2~1list~1{list_id}~1task/post/requestBody/requ'],
    ['a page in words', 'GET', `${tasks}?page=x`, undefined, 'query page is "x", wanted integer (#/paths/'],
    [
      'an array without brackets',
      'GET',
      `${tasks}?statuses=open`,
      undefined,
      'query statuses is not described, statuses[]',
    ],
    [
      'an unknown order',
      'GET',
      `${tasks}?order_by=priority`,
      undefined,
      'query order_by is "priority", wanted one of "id"',
    ],
    [
      'a wrong method',
      'PATCH',
      task,
      undefined,
      'method PATCH is not described, wanted DELETE or GET or PUT (#/paths)',
    ],
    ['an unknown path', 'GET', '/v2/tasks', undefined, 'path "/v2/tasks" is not described (#/paths)'],
    [
      'no version',
      'GET',
      '/task',
      undefined,
      'path "/api/task" is not described, paths begin with /api/v2/ or /api/v3/',
    ],
  ])('%s is named, with its place in the description', async (_, method, path, body, note) => {
    const lenient = await harness().call(method, path, body);
    const { call, sandbox } = harness({ strict: true });
    const answer = await call(method, path, body);
    expect([answer.status, answer.text]).toEqual([lenient.status, lenient.text]);
    expect(answer.headers.get('x-sandbox-notes')).toContain(note);
    expect(sandbox.requests.at(-1)?.notes).toEqual(expect.arrayContaining([expect.stringContaining(note)]));
    expect(lenient.headers.has('x-sandbox-notes')).toBe(false);
  });

  it.each([
    [
      'application/json',
      '{"name":',
      'body cannot be read (#/paths/~1v2~1list~1{list_id}~1task/post/requestBody/content)',
    ],
    [
      'application/x-www-form-urlencoded',
      '{"name":"x"}',
      'body came as application/x-www-form-urlencoded, wanted application/json (#/paths/',
    ],
  ])('a body of %s that is something else is named', async (type, body, note) => {
    const { sandbox } = harness({ strict: true });
    const headers = { authorization: sandbox.apiKey, 'content-type': type };
    const answer = await sandbox.fetch(`https://api.clickup.com/api${tasks}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-sandbox-notes')).toContain(note);
  });

  it('keeps the header to what headers can hold', async () => {
    const { post, sandbox } = harness({ strict: true });
    const long = await post(tasks, { name: 'x', ['y'.repeat(20_000)]: 1 });
    expect(long.headers.get('x-sandbox-notes')).toHaveLength(2000);
    expect(sandbox.requests.at(-1)?.notes?.[0]?.length).toBeGreaterThan(20_000);
    const answer = await post(tasks, { name: 'x', 'grün\n': 1 });
    expect(answer.headers.get('x-sandbox-notes')).toContain('body/gr\\u00fcn\\u000a is not described');
  });

  it('says nothing of a good request', async () => {
    const { post, sandbox } = harness({ strict: true });
    const { headers } = await post(tasks, { name: 'x', priority: 2, assignees: [Number(USERS.yuki)], tags: ['bug'] });
    expect(headers.has('x-sandbox-notes')).toBe(false);
    expect(sandbox.requests.at(-1)).not.toHaveProperty('notes');
  });
});

describe('the check of requests', () => {
  const withBody = (Object.keys(operations) as OperationId[]).filter(
    (id) => rules.requests[id].body && !(calls[id].body instanceof FormData),
  );
  const broken: Json[] = [undefined, null, 5, [], {}, [5], { name: 5 }, { name: null, tags: 'x' }];

  it.each(withBody)('%s: refuses and lets through what Ajv does', (id) => {
    const query = new URLSearchParams(calls[id].query);
    for (const json of [calls[id].body, ...broken]) {
      if (json === undefined) continue;
      const own = problemsOf(rules, id, query, { json, body: {}, form: null });
      const wrong = own.filter((line) => line.startsWith('body') && !line.includes('is not described'));
      expect(wrong.length > 0, `${JSON.stringify(json)}: ${wrong}`).toBe(conformity.ofRequest(id, json).length > 0);
    }
  });

  it('names pointers that lead somewhere', () => {
    const body = { name: 5, assignees: 'x' };
    const lines = problemsOf(rules, 'CreateTask', new URLSearchParams(), { json: body, body, form: null });
    expect(lines).toEqual([
      `body/name is 5, wanted string (${createTask}/name/type)`,
      `body/assignees is "x", wanted array (${createTask}/assignees/type)`,
    ]);
  });
});
