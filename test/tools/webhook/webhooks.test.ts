import { describe, expect, test } from 'vitest';
import { webhookEvents } from '../../../src/clickup/webhook/events.js';
import { verifyWebhook } from '../../../src/index.js';
import { LISTS, TASKS } from '../../../src/sandbox/index.js';
import { webhookEvents as sandboxEvents } from '../../../src/sandbox/webhooks/events.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const endpoint = 'https://hooks.harbourbikes.example/clickup';
const bodyOf = ({ sandbox }: ReturnType<typeof sandboxClient>) => sandbox.requests.at(-1)?.body;

describe('clickup_webhook_create', () => {
  test('shows the secret once, and signs with it', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { webhook, secret, notes } = await clickup.webhook.create({ endpoint, events: ['*'], list_id: LISTS.bugs });
    expect(webhook).toMatchObject({ endpoint, events: ['*'], list_id: LISTS.bugs, status: 'active', lost_events: 0 });
    expect(notes).toEqual([expect.stringContaining('not shown again')]);
    expect(JSON.stringify([webhook, await clickup.webhook.list()])).not.toContain(secret);
    const kept = sandbox.snapshot().rows.webhooks as { secret: string }[];
    expect(kept.map((row) => row.secret)).toEqual([secret]);
  });

  test('what arrives at the server can be verified with it', async () => {
    const received: { body: string; signature: string | null }[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      received.push({ body: String(init?.body), signature: new Headers(init?.headers).get('x-signature') });
      return new Response();
    };
    const { clickup, sandbox } = sandboxClient({ webhooks: { fetch } });
    const { secret } = await clickup.webhook.create({ endpoint: 'http://localhost:9/x', events: ['taskCreated'] });
    await clickup.task.create({ list_id: LISTS.bugs, name: 'Heard of' });
    await sandbox.webhooks.settled();
    expect(received).toHaveLength(1);
    expect(await verifyWebhook({ ...received[0]!, secret })).toBe(true);
  });

  test.each([
    ['events in any case', { endpoint, events: ['TASKcreated'] }, { events: ['taskCreated'] }],
    [
      'events as other tools write them',
      { endpoint, events: ['task_updated', 'key result created'] },
      { events: ['taskUpdated', 'keyResultCreated'] },
    ],
    ['each event once', { endpoint, events: ['listDeleted', 'listDeleted'] }, { events: ['listDeleted'] }],
    ['all, whatever stands beside', { endpoint, events: ['taskCreated', '*'] }, { events: '*' }],
    [
      'an address without a protocol as https',
      { endpoint: 'hooks.shop.example/c', events: ['*'] },
      { endpoint: 'https://hooks.shop.example/c' },
    ],
    [
      'a place as the number that ClickUp knows',
      { endpoint, events: ['*'], list_id: LISTS.bugs },
      { list_id: Number(LISTS.bugs) },
    ],
    ['a task by custom id as its own id', { endpoint, events: ['*'], task_id: 'ENG-96' }, { task_id: '86c1jaksk' }],
  ])('sends %s', async (_, input, sent) => {
    const stage = sandboxClient();
    await stage.clickup.webhook.create(input);
    expect(bodyOf(stage)).toMatchObject(sent);
  });

  test.each([
    ['an event that there is not, with the nearest', { endpoint, events: ['taskStatusUpdate'] }, 'taskStatusUpdated'],
    ['http', { endpoint: 'http://hooks.shop.example', events: ['*'] }, 'https'],
    ['what is no address', { endpoint: 'my server', events: ['*'] }, 'https'],
    ['another protocol', { endpoint: 'file:///etc/passwd', events: ['*'] }, 'https'],
    ['two places', { endpoint, events: ['*'], list_id: LISTS.bugs, task_id: TASKS.greyButton }, 'narrowest'],
    ['no event', { endpoint, events: [] }, 'events'],
  ])('refuses %s, and sends nothing', async (_, input, said) => {
    const { clickup, sent } = sandboxClient();
    const { code, message, suggestion } = await failure(clickup.webhook.create(input));
    expect(code).toMatch(/^(INVALID|MISSING)_PARAMETER$/);
    expect(`${message} ${suggestion}`).toContain(said);
    expect(sent()).toEqual([]);
  });

  test('knows every event, and no other', () => {
    expect([...webhookEvents].sort()).toEqual([...sandboxEvents].sort());
  });
});

test('an address that ClickUp does not deliver to is told apart from a wrong one', async () => {
  const { clickup } = sandboxClient();
  const endpoint = 'https://192.168.0.9/clickup';
  expect(await failure(clickup.webhook.create({ endpoint, events: ['*'] }))).toMatchObject({
    code: 'INVALID_PARAMETER',
    message: expect.stringContaining('does not deliver webhooks to this address'),
    suggestion: expect.stringContaining('the internet reaches'),
  });
});

describe('clickup_webhook_list and clickup_webhook_update', () => {
  test('show lost events, and begin anew', async () => {
    const { clickup, sandbox } = sandboxClient({
      webhooks: { fetch: async () => new Response(null, { status: 410 }) },
    });
    const { webhook } = await clickup.webhook.create({ endpoint: 'https://localhost/x', events: ['*'] });
    await clickup.task.create({ list_id: LISTS.bugs, name: 'Unheard' });
    await sandbox.webhooks.settled();
    const { webhooks } = await clickup.webhook.list();
    expect(webhooks).toMatchObject([{ id: webhook.id, status: 'suspended', lost_events: 1 }]);
    const again = await clickup.webhook.update({ webhook_id: webhook.id, status: 'active', events: ['taskDeleted'] });
    expect(again.webhook).toMatchObject({ status: 'active', lost_events: 0, events: ['taskDeleted'] });
  });

  test('refuse an update that changes nothing', async () => {
    const { clickup, sent } = sandboxClient();
    const webhook_id = '7fa3ec74-69a8-4530-a251-8a13730bd204';
    expect(await failure(clickup.webhook.update({ webhook_id }))).toMatchObject({ code: 'MISSING_PARAMETER' });
    expect(sent()).toEqual([]);
  });
});
