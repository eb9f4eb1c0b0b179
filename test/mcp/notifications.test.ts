import {
  LoggingMessageNotificationSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { ask, clientOfHandshake, servedOnSandbox } from '../support/mcp-connect.js';

const good = { name: 'clickup_user_get', arguments: {} };
const bad = { name: 'clickup_task_get', arguments: { task_id: '86c0none0' } };
const level = (name: string) => ({ 'io.modelcontextprotocol/logLevel': name });

/** Log messages of a call, by level and event. */
const told = (messages: { method?: string; params?: { level: string; data: { event: string } } }[]) =>
  messages.flatMap(({ method, params }) =>
    method === 'notifications/message' ? [`${params?.level} ${params?.data.event}`] : [],
  );

describe('log messages', () => {
  it.each([
    ['debug', good, ['debug answered']],
    ['debug', bad, ['notice failed']],
    ['notice', bad, ['notice failed']],
    ['info', good, []],
    ['warning', bad, []],
    ['loud', bad, []],
  ])('at the level %s of a request', async (name, params, expected) => {
    const { options } = await servedOnSandbox();
    expect(told((await ask(options, 'tools/call', params, level(name))).messages)).toEqual(expected);
  });

  it('are none for a request that wants none', async () => {
    const { options } = await servedOnSandbox();
    expect((await ask(options, 'tools/call', bad)).messages).toHaveLength(1);
  });

  it('tell of repeats, with figures and without ids', async () => {
    const faults = [{ kind: '503', nth: 1 } as const];
    const { options } = await servedOnSandbox({ sandbox: { faults } });
    const { messages } = await ask(options, 'tools/call', good, level('warning'));
    expect(told(messages)).toEqual(['warning retried']);
    expect(messages[0].params.data).toMatchObject({ tool: 'clickup_user_get', attempted: 1 });
  });

  it('at the level that a client with a handshake has set', async () => {
    const { options } = await servedOnSandbox();
    const client = await clientOfHandshake(options, 'pipe');
    const heard: string[] = [];
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      heard.push(`${params.level} ${(params.data as { event: string }).event}`);
    });
    await client.callTool(bad);
    await client.setLoggingLevel('debug');
    await client.callTool(bad);
    await client.callTool(good);
    await client.setLoggingLevel('error');
    await client.callTool(bad);
    expect(heard).toEqual(['notice failed', 'debug answered']);
    await client.close();
  });
});

describe('the signal of readiness', () => {
  it.each([true, false])('is sent to a client with a handshake once it has connected: %s', async (readySignal) => {
    const { options } = await servedOnSandbox({ server: { readySignal } });
    let heard = 0;
    const client = await clientOfHandshake(options, 'pipe', (each) =>
      each.setNotificationHandler(ToolListChangedNotificationSchema, () => {
        heard += 1;
      }),
    );
    await client.listTools();
    expect(client.getServerCapabilities()?.tools?.listChanged ?? false).toBe(readySignal);
    expect(heard).toBe(readySignal ? 1 : 0);
    await client.close();
  });

  it.each([
    [true, ['notifications/subscriptions/acknowledged', 'notifications/tools/list_changed', undefined]],
    [false, ['notifications/subscriptions/acknowledged', undefined]],
  ])('is sent to a subscription, which then ends: %s', async (readySignal, methods) => {
    const { options } = await servedOnSandbox({ server: { readySignal } });
    const wanted = { notifications: { toolsListChanged: true, promptsListChanged: true } };
    const { messages, result } = await ask(options, 'subscriptions/listen', wanted);
    expect(messages.map(({ method }: { method?: string }) => method)).toEqual(methods);
    expect(messages[0].params).toEqual({
      notifications: readySignal ? { toolsListChanged: true } : {},
      _meta: { 'io.modelcontextprotocol/subscriptionId': 1 },
    });
    expect(result).toMatchObject({ resultType: 'complete', _meta: { 'io.modelcontextprotocol/subscriptionId': 1 } });
  });
});
