import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { entryOf } from '../../src/analytics/tool.js';
import { addWebhookRoute } from '../../src/analytics/webhooks/receive.js';
import { endpointOf, readPublicUrl } from '../../src/analytics/webhooks/register.js';
import { webhookTools } from '../../src/analytics/webhooks/tools.js';
import { LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture, liveCopyOf } from '../support/analytics.js';
import { noPostgres } from '../support/databases.js';

const kind = noPostgres ? 'embedded' : 'postgres';
const endpoint = 'http://127.0.0.1:8001/webhooks/clickup';
const minuteMs = 60_000;

/** A copy with a webhook that was registered, and the route that it delivers to. */
async function withWebhook() {
  const app = new Hono();
  let lost = false;
  const deliver: typeof fetch = async (url, init) =>
    lost ? new Response(null, { status: 200 }) : app.fetch(new Request(url as string, init));
  const fixture = await analyticsFixture(kind, { webhooks: { fetch: deliver } }, webhookTools.map(entryOf));
  addWebhookRoute(app, { db: fixture.db, now: fixture.clock.now, received: () => undefined });
  await fixture.sync();
  await fixture.call('register_webhook', { endpoint });
  fixture.clock.advance(minuteMs);
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fixture.sandbox.fetch(`https://api.clickup.com/api/v2${path}`, {
      method,
      headers: { authorization: fixture.sandbox.apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    await fixture.sandbox.webhooks.settled();
    return (answer.status === 204 ? {} : await answer.json()) as { id: string };
  };
  const events = () => fixture.sync({ part: 'events' });
  return {
    ...fixture,
    app,
    send,
    events,
    /** ClickUp's deliveries go nowhere from now on, or arrive again. */
    lose: (isLost: boolean) => {
      lost = isLost;
    },
  };
}

it('calls nothing where nothing changed, and one time for each task that did', async () => {
  const { events, send, db, drop } = await withWebhook();
  expect(await events()).toMatchObject({ kind: 'incremental', state: 'done', calls: 0 });
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Renamed' });
  expect(await events()).toMatchObject({ calls: 1 });
  expect(await db.query('SELECT name FROM cu.tasks WHERE task_id = $1', [TASKS.offlineUnlock])).toEqual([
    { name: 'Renamed' },
  ]);
  expect(await events()).toMatchObject({ calls: 0 });
  await drop();
});

it('holds after events of every kind what a fresh copy does, whichever order and however often they came', async () => {
  const { events, send, db, drop, sandbox, clock, app } = await withWebhook();
  const { id } = await send('POST', `/list/${LISTS.bugs}/task`, { name: 'Made and deleted' });
  await send('DELETE', `/task/${id}`);
  await send('PUT', `/task/${TASKS.offlineUnlock}`, {
    status: 'in progress',
    assignees: { add: [Number(USERS.lena)] },
  });
  await send('POST', `/team/${WORKSPACE_ID}/time_entries`, {
    start: clock.now() - 60 * minuteMs,
    duration: 30 * minuteMs,
    tid: TASKS.offlineUnlock,
  });
  const list = await send('POST', `/space/${SPACES.engineering}/list`, { name: 'New' });
  await send('POST', `/list/${list.id}/task`, { name: 'First of a new List' });
  const deliveries = sandbox.webhooks.deliveries.toReversed();
  const again = async () => {
    for (const { body, signature } of deliveries) {
      const answer = await app.request(endpoint, { method: 'POST', headers: { 'x-signature': signature }, body });
      expect(answer.status).toBe(200);
    }
  };
  await again();
  await events();
  await again();
  await events();
  const fresh = await analyticsFixture(kind, { data: sandbox.snapshot() });
  fresh.clock.set(clock.now());
  await fresh.sync();
  const [wanted, found] = [await liveCopyOf(fresh.db), await liveCopyOf(db)];
  expect([...found].filter((row) => !wanted.has(row)).toSorted()).toEqual(
    [...wanted].filter((row) => !found.has(row)).toSorted(),
  );
  expect(
    await db.query('SELECT deleted_reason, count(*) AS tasks FROM cu.tasks WHERE deleted_at IS NOT NULL GROUP BY 1'),
  ).toEqual([]);
  await fresh.drop();
  await drop();
});

it('dates a change of status as its event does, also where a sync saw it before', async () => {
  const { events, send, db, drop, sync, lose, sandbox, app, clock } = await withWebhook();
  const at = clock.now();
  lose(true);
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { status: 'in review' });
  clock.advance(minuteMs);
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Later' });
  await sync();
  const changes = () =>
    db.query('SELECT at, to_status, origin FROM cu.status_changes WHERE task_id = $1 ORDER BY at', [
      TASKS.offlineUnlock,
    ]);
  const guessed = await changes();
  expect(guessed).toMatchObject([{ at: new Date(at + minuteMs), origin: 'diff' }]);
  for (const { body, signature } of sandbox.webhooks.deliveries)
    await app.request(endpoint, { method: 'POST', headers: { 'x-signature': signature }, body });
  await events();
  expect(await changes()).toMatchObject([{ at: new Date(at), to_status: 'in review', origin: 'webhook' }]);
  await drop();
});

it('finds what no event told of, within the hour and from before those that came', async () => {
  const { events, send, db, drop, lose, clock } = await withWebhook();
  lose(true);
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Nobody heard' });
  lose(false);
  clock.advance(10 * minuteMs);
  await send('PUT', `/task/${TASKS.fireDrill}`, { name: 'Heard' });
  expect(await events()).toMatchObject({ calls: 1 });
  const names = () =>
    db.query('SELECT name FROM cu.tasks WHERE task_id = ANY($1::text[]) ORDER BY 1', [
      [TASKS.offlineUnlock, TASKS.fireDrill],
    ]);
  expect(await names()).not.toContainEqual({ name: 'Nobody heard' });
  clock.advance(60 * minuteMs);
  await events();
  expect(await names()).toEqual([{ name: 'Heard' }, { name: 'Nobody heard' }]);
  await drop();
});

it('refuses what ClickUp has not signed, and what is too long or no event', async () => {
  const { send, sandbox, app, db, drop } = await withWebhook();
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Renamed' });
  const [{ body, signature } = { body: '', signature: '' }] = sandbox.webhooks.deliveries;
  const post = (text: string, sign = signature) =>
    app.request(endpoint, { method: 'POST', headers: { 'x-signature': sign }, body: text });
  await db.query('DELETE FROM cu.webhook_inbox');
  expect((await post(`${body} `)).status).toBe(403);
  expect(
    (
      await post(
        body,
        signature.replace(/^./, (one) => (one === '0' ? '1' : '0')),
      )
    ).status,
  ).toBe(403);
  expect((await post(body.replace(/"webhook_id":"[^"]+"/, '"webhook_id":"other"'))).status).toBe(403);
  expect((await post('{')).status).toBe(400);
  expect((await post(' '.repeat(300 * 1024))).status).toBe(413);
  expect(await db.query('SELECT 1 FROM cu.webhook_inbox')).toEqual([]);
  expect((await post(body)).status).toBe(200);
  await drop();
});

it('takes up a webhook that is there, wakes a suspended one, and removes it', async () => {
  const { call, sandbox, drop, db, send } = await withWebhook();
  const hooks = async () => {
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2/team/${WORKSPACE_ID}/webhook`, {
      headers: { authorization: sandbox.apiKey },
    });
    return (
      (await answer.json()) as { webhooks: { id: string; endpoint: string; health: { status: string } }[] }
    ).webhooks.filter((hook) => hook.endpoint === endpoint);
  };
  const [made] = await hooks();
  await send('PUT', `/webhook/${made!.id}`, { endpoint, events: '*', status: 'suspended' });
  await db.query('DELETE FROM cu.webhooks');
  expect(await call('register_webhook', { endpoint })).toEqual({ webhook_id: made!.id, endpoint });
  expect(await hooks()).toMatchObject([{ id: made!.id, health: { status: 'active' } }]);
  expect(await call('remove_webhooks', { confirm: 'yes' })).toEqual({ removed: [endpoint] });
  expect(await hooks()).toEqual([]);
  expect(await db.query('SELECT 1 FROM cu.webhooks')).toEqual([]);
  await drop();
});

it('reads the address by which ClickUp reaches the server', () => {
  expect(readPublicUrl({})).toBeUndefined();
  expect(endpointOf(readPublicUrl({ ANALYTICS_PUBLIC_URL: 'https://a.example.com/clickup/' })!)).toBe(
    'https://a.example.com/clickup/webhooks/clickup',
  );
  expect(() => readPublicUrl({ ANALYTICS_PUBLIC_URL: 'http://a.example.com' })).toThrow(/no address with https/);
});
