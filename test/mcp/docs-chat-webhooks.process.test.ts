import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Webhooks from '../../src/client/webhooks.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { API_KEYS, createSandbox, LISTS } from '../../src/sandbox/index.js';
import { built } from '../support/build.js';
import { shownRows } from '../support/shown-rows.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The official client on a server process of its own; `call` gives the data of an answer, or its error. */
async function connect({ words = [], env = {} }: { words?: string[]; env?: Record<string, string> } = {}) {
  const client = new Client({ name: 'test', version: '0' });
  closers.push(() => client.close());
  const args = [built('mcp.js'), '--toolsets', 'standard,doc,chat,webhook', ...words];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' }));
  return async (name: string, input: Record<string, unknown> = {}) => {
    const { structuredContent } = await client.callTool({ name, arguments: input });
    // biome-ignore lint/suspicious/noExplicitAny: what each tool answers is what the tests look at
    const { data, error } = structuredContent as any;
    return data ?? error;
  };
}

describe('two people at work on the same Docs, each with an MCP server', () => {
  it('find a Doc, read its first step, add a page, and write under one heading without losing what the other wrote', async () => {
    const server = await serveSandbox(createSandbox());
    closers.push(() => server.close());
    const as = (key: string) => connect({ env: { CLICKUP_BASE_URL: server.url, CLICKUP_API_KEY: key } });
    const [lena, samuel] = await Promise.all([as(API_KEYS.owner), as(API_KEYS.member)]);

    const found = shownRows((await lena('clickup_doc_search', { query: 'unlock fails' })).docs);
    const doc = found[0]!.id;
    expect(found[0]).toMatchObject({ name: 'Runbook: unlock fails' });
    const [first] = shownRows((await lena('clickup_doc_read', { doc })).pages);
    expect(String(first!.content).split('\n')[0]).toBe('1. Open the dashboard of docks');

    const content = '# Symptom\n\nThe lock clicks twice.\n\n# Remedy\n\nWarm it.';
    const { page } = await lena('clickup_doc_create_page', { doc, name: 'The lock is frozen', content });
    const remedy = { doc, page: page.id, section: 'Remedy' };
    const [section] = shownRows((await lena('clickup_doc_read', remedy)).pages);

    await samuel('clickup_doc_update_page', { ...remedy, mode: 'append', content: 'Samuel: not above 40 degrees.' });
    await samuel('clickup_doc_update_page', {
      doc,
      page: page.id,
      mode: 'append',
      content: '# Seen at\n\nThe harbour.',
    });
    const append = { ...remedy, mode: 'append', content: 'Lena: then grease it.' };
    const refused = await lena('clickup_doc_update_page', { ...append, version: section!.version });
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      details: { version: expect.any(String), now: expect.stringContaining('not above 40') },
    });
    const { version } = refused.details;
    expect(await lena('clickup_doc_update_page', { ...append, version })).toMatchObject({ page_id: page.id });

    const [now] = shownRows((await samuel('clickup_doc_read', { doc, page: page.id })).pages);
    expect(String(now!.content).replace(/\n+/g, '\n')).toBe(
      [
        ...['# Symptom', 'The lock clicks twice.', '# Remedy', 'Warm it.'],
        ...['Samuel: not above 40 degrees.', 'Lena: then grease it.', '# Seen at', 'The harbour.'],
      ].join('\n'),
    );
  });
});

describe('an MCP client on the embedded ClickUp', () => {
  it('posts in a channel, replies and reacts, and finds all of it in the thread', async () => {
    const call = await connect({ words: ['--sandbox'] });
    const { message_id } = await call('clickup_chat_send_message', {
      channel: '#general',
      text: 'Unlocking is fixed.',
    });
    await call('clickup_chat_send_message', { message_id, text: 'In build 412.' });
    await call('clickup_chat_react', { message_id, reaction: 'tada' });
    const thread = await call('clickup_chat_get_thread', { message_id });
    expect(shownRows(thread.replies)).toMatchObject([{ author: 'Lena Hoffmann', text: 'In build 412.' }]);
    expect(shownRows(thread.reactions)).toMatchObject([{ reaction: 'tada', people: ['Lena Hoffmann'] }]);
    const [latest] = shownRows((await call('clickup_chat_list_messages', { channel: '#general' })).messages);
    expect(latest).toMatchObject({ id: message_id, text: 'Unlocking is fixed.', replies: 1 });
  });

  it('creates a webhook, whose signed event the published verifier accepts, and sees its health', async () => {
    const { verifyWebhook, readWebhook }: typeof Webhooks = await import(built('webhooks.js'));
    const call = await connect({ words: ['--sandbox'] });
    let status = 200;
    const receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      response.writeHead(status).end();
      receiver.emit('delivery', { body, signature: request.headers['x-signature'] });
    });
    closers.push(() => receiver.close());
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/clickup`;

    const { webhook, secret } = await call('clickup_webhook_create', {
      endpoint,
      events: ['taskCreated'],
      list_id: LISTS.bugs,
    });
    const heard = async (name: string) => {
      const delivery = once(receiver, 'delivery');
      const { task } = await call('clickup_task_create', { list_id: LISTS.bugs, name });
      return { task, delivery: (await delivery)[0] as { body: string; signature: string } };
    };
    const health = async (is: (row: Record<string, unknown>) => boolean) => {
      // The receiver has answered; that the sandbox has read the answer shows a moment later.
      for (;;) {
        const [row] = shownRows((await call('clickup_webhook_list')).webhooks);
        if (is(row!)) return row;
      }
    };

    const { task, delivery } = await heard('The receiver hears of this');
    expect(await readWebhook({ ...delivery, secret })).toMatchObject({
      event: 'taskCreated',
      task_id: task.id,
      webhook_id: webhook.id,
    });
    expect(await verifyWebhook({ ...delivery, body: delivery.body.replace(task.id, '86c0zzzz1'), secret })).toBe(false);
    expect(await health(() => true)).toMatchObject({ id: webhook.id, status: 'active', lost_events: 0 });

    status = 410;
    await heard('The receiver is gone');
    expect(await health((row) => row.status !== 'active')).toMatchObject({ status: 'suspended', lost_events: 1 });
  });
});
