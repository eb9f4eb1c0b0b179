import { describe, expect, it, test } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { type FaultRule, LISTS, USERS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const area = 'hierarchy';

/** An Enterprise Workspace in which so many tasks were just made, all in one moment unless the clock goes on. */
async function withTasks(count: number, stepMs = 0) {
  const stage = sandboxClient({ plan: 'enterprise' });
  for (let index = 0; index < count; index++) {
    await stage.clickup.task.create({ list_id: LISTS.bugs, name: `Task ${index}` });
    if (stepMs > 0) await stage.sandbox.clock.sleep(stepMs);
  }
  return stage;
}

test('tells who did what to what, newest first', async () => {
  const { clickup } = await withTasks(2, 60_000);
  const { events, next_cursor } = await clickup.audit.query({ area });
  expect(events).toHaveLength(2);
  expect(events[0]).toEqual({
    id: expect.any(String),
    time: '2026-10-05T11:01+02:00',
    type: 'TASK_CREATED',
    status: 'success',
    person: 'lena@harbourbikes.example',
    object_type: 'task',
    object_id: expect.any(String),
  });
  expect(next_cursor).toBeUndefined();
});

test.each([
  ['of one moment', 0],
  ['of neighbouring milliseconds', 1],
  ['of different minutes', 60_000],
])('every event %s comes once, page by page', async (_, stepMs) => {
  const { clickup } = await withTasks(7, stepMs);
  const ids: unknown[] = [];
  for await (const page of clickup.pages('clickup_audit_query', { area, limit: 2 })) {
    ids.push(...page.events.map(({ id }) => id));
  }
  expect(ids).toHaveLength(7);
  expect(new Set(ids).size).toBe(7);
});

test('takes a type as people write it, and says that an empty answer may be its fault', async () => {
  const { clickup } = await withTasks(1);
  const { events } = await clickup.audit.query({ area, event_type: 'task created' });
  expect(events.map(({ type }) => type)).toEqual(['TASK_CREATED']);
  const { notes } = (await clickup.audit.query({ area, event_type: 'task made' })) as { notes?: string[] };
  expect(notes).toEqual([expect.stringContaining('without it the types that occur are listed')]);
});

test('refuses a range that ends before it begins', async () => {
  const { clickup } = await withTasks(1);
  const range = { start_date: 'today', end_date: 'yesterday' };
  expect(await failure(clickup.audit.query({ area, ...range }))).toMatchObject({
    code: 'INVALID_PARAMETER',
    message: 'start_date is after end_date',
  });
});

test('filters by people, type, status and days as ClickUp names them', async () => {
  const stage = await withTasks(1);
  const { events } = await stage.clickup.audit.query({
    area,
    people: ['priya'],
    event_type: 'task_created',
    status: 'success',
    start_date: 'today',
    end_date: 'today',
  });
  expect(events).toEqual([]);
  expect(stage.sandbox.requests.at(-1)?.body).toEqual({
    applicability: 'hierarchy-activity',
    filter: {
      userId: [USERS.priya],
      eventType: 'TASK_CREATED',
      eventStatus: 'success',
      startTime: Date.parse('2026-10-04T22:00Z'),
      endTime: Date.parse('2026-10-05T21:59:59.999Z'),
    },
    pagination: { pageRows: 100, pageDirection: 'before' },
  });
});

test('says that the plan has no audit log', async () => {
  expect(await failure(sandboxClient().clickup.audit.query({ area }))).toMatchObject({ code: 'PLAN_REQUIRED' });
});

describe.each([
  ['clickup_audit_query', { area }],
  ['clickup_api_read', { operation: 'queryAuditLog', body: { applicability: 'hierarchy-activity' } }],
])('%s sends a POST that reads:', (tool, input) => {
  const lost: [string, FaultRule['kind']][] = [
    ['an answer that was lost', 'reset-after'],
    ['an answer of 503', '503'],
  ];
  it.each(lost)('%s is asked for again', async (_, kind) => {
    const { clickup, sent } = sandboxClient({
      plan: 'enterprise',
      faults: [{ kind, operation: 'queryAuditLog', nth: 1 }],
    });
    expect(await clickup.call(tool, input)).toMatchObject({ success: true, metadata: { retry: { attempted: 1 } } });
    expect(sent().filter((operation) => operation === 'queryAuditLog')).toHaveLength(2);
  });

  it.each(lost)('%s each time is no unknown outcome', async (_, kind) => {
    const { clickup } = sandboxClient({ plan: 'enterprise', faults: [{ kind, operation: 'queryAuditLog' }] });
    const envelope = await clickup.call(tool, input);
    expect(envelope).toMatchObject({ success: false, error: { type: 'API_ERROR' } });
    expect(JSON.stringify(envelope)).not.toContain('UNKNOWN_OUTCOME');
  });
});

test('an answer that cannot be read changed nothing', async () => {
  const { sandbox } = sandboxClient({ plan: 'enterprise' });
  const broken = createClickUp({
    apiKey: sandbox.apiKey,
    clock: sandbox.clock,
    fetch: async (request) =>
      request.url.endsWith('/auditlogs') ? Response.json({ data: { no: 'list' } }) : sandbox.fetch(request),
  });
  expect(await broken.call('clickup_audit_query', { area })).toMatchObject({ error: { code: 'INVALID_RESPONSE' } });
});
