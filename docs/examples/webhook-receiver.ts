import { createServer } from 'node:http';
import { createClickUp, verifyWebhook, type WebhookEvent } from '../../src/index.js';
import { createSandbox, LISTS } from '../../src/sandbox/index.js';

const sandbox = createSandbox();
const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch });

let secret = '';
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const signature = String(request.headers['x-signature']);
  if (!(await verifyWebhook({ body, signature, secret }))) return response.writeHead(403).end();
  response.writeHead(200).end();
  const { event, history_items = [] } = JSON.parse(body) as WebhookEvent;
  console.log(event, history_items[0]?.field);
});
await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
const { port } = receiver.address() as { port: number };

const created = await clickup.webhook.create({
  endpoint: `http://127.0.0.1:${port}/clickup`,
  events: ['taskCreated'],
  list_id: LISTS.bugs,
});
secret = created.secret;

await clickup.task.create({ list_id: LISTS.bugs, name: 'The receiver hears of this' });
await sandbox.webhooks.settled();
const { webhooks } = await clickup.webhook.list();
console.log(webhooks[0]?.status, webhooks[0]?.lost_events);
receiver.close();
