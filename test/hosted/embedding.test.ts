import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { HostedEvent, HostedFetch, HostedToolset } from '../../src/hosted/index.js';
import type { ToolEntry } from '../../src/runtime/tool.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager, settings } from '../support/hosted.js';

describe('a hosted server inside of another program', () => {
  it('tells it what happens, and goes on where its listener fails', async () => {
    const events: HostedEvent[] = [];
    const onEvent = (event: HostedEvent) => {
      events.push(event);
      throw new Error('the listener is broken');
    };
    const server = await hostedServer({ onEvent });
    const key = await (await manager(server, USERS.lena)).key({ methods: ['write'] });
    const answer = await server.send('/api/tools/space_create', { bearer: key, json: { name: 'New' } });
    expect(answer.status).toBe(200);
    expect(events.map(({ event }) => event)).toEqual([
      'sign_in',
      'api_created',
      'key_created',
      'call_intended',
      'call_ended',
    ]);
    expect(events.every(({ teamId }) => teamId === WORKSPACE_ID)).toBe(true);
    expect(JSON.stringify(events)).not.toContain(key);
  });

  it('tells it of calls that read, and of who is turned away and why, with nothing that they showed', async () => {
    const events: HostedEvent[] = [];
    const onEvent = (event: HostedEvent) => events.push(event);
    const server = await hostedServer({ onEvent, settings: { ...settings, linkRate: 3 } });
    const lena = await manager(server, USERS.lena);
    const key = await lena.key();
    const link = (await lena.create({ expires_at: new Date(server.clock.now() + 60_000).toISOString() })).body;
    events.length = 0;
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'clickup_space_list', arguments: {} } };
    await server.send('/mcp', { bearer: key, json });
    await server.send('/mcp', { bearer: key, json });
    await server.send('/api/tools/space_list', { bearer: key, json: {} });
    await server.send('/mcp', { json });
    await server.send('/api/tools/space_list', { bearer: `${key}x`, json: {} });
    await server.send('/integrated-account', { bearer: key });
    server.clock.advance(60_000);
    await server.send(new URL(link.url).pathname, { json });
    await server.send('/mcp', { bearer: key, json, headers: { origin: 'https://evil.example' } });
    await server.send('/oauth/clickup/callback?state=none&code=none');
    const told = events.map((each) => {
      if (each.event === 'refused') return [each.event, each.data.reason, each.data.at, each.teamId];
      return [each.event, each.event === 'call_ended' && each.data.outcome, '', each.teamId];
    });
    expect(told).toEqual([
      ['call_ended', 'ok', '', WORKSPACE_ID],
      ['refused', 'call limit', '/mcp', WORKSPACE_ID],
      ['refused', 'call limit', '/api/tools/:name', WORKSPACE_ID],
      ['refused', 'missing', '/mcp', undefined],
      ['refused', 'unknown', '/api/tools/:name', undefined],
      ['refused', 'unknown', '/integrated-account', undefined],
      ['refused', 'expired', '/mcp/k/:secret', undefined],
      ['refused', 'origin', '/mcp', undefined],
      ['refused', 'sign-in', '/oauth/clickup/callback', undefined],
    ]);
    const all = JSON.stringify([events, server.lines]);
    for (const secret of [key, link.url.split('/').at(-1)!, lena.api]) expect(all).not.toContain(secret);
    const requests = events
      .filter(({ event }) => event === 'refused')
      .map(({ data }) => 'request' in data && data.request);
    expect(requests.every((id) => /^[\da-f-]{36}$/.test(String(id)))).toBe(true);
  });

  it('lets it stand around every request, in order', async () => {
    const order: string[] = [];
    const named =
      (name: string) =>
      (next: HostedFetch): HostedFetch =>
      async (request, env) => {
        order.push(`${name} in`);
        const response = await next(request, env);
        order.push(`${name} out`);
        response.headers.set(`x-${name}`, '1');
        return response;
      };
    const refusing =
      (next: HostedFetch): HostedFetch =>
      (request, env) =>
        request.url.endsWith('/closed') ? new Response('closed', { status: 503 }) : next(request, env);
    const server = await hostedServer({ middleware: [named('outer'), named('inner'), refusing] });
    const live = await server.send('/livez');
    expect([live.status, live.headers.get('x-inner'), live.headers.get('x-outer')]).toEqual([200, '1', '1']);
    expect(order).toEqual(['outer in', 'inner in', 'inner out', 'outer out']);
    expect((await server.send('/closed')).status).toBe(503);
  });
});

describe('a toolset that a program brings along', () => {
  interface Reading {
    last(): string;
  }
  const row = {
    name: 'clickup_lamp_read',
    toolset: 'lamp',
    category: 'Lamp',
    effect: 'read',
    needs: ['lamp'],
    sdk: { namespace: 'lamp', method: 'read' },
    load: async () => ({
      name: 'clickup_lamp_read',
      effect: 'read',
      parameters: [],
      schema: async () => z.strictObject({}),
      run: async ({ services }: { services: { lamp: Reading } }) => ({ reading: services.lamp.last() }),
    }),
  } as unknown as ToolEntry;
  const lamp: HostedToolset = {
    title: 'Lamp',
    isDefault: false,
    tools: [row],
    listing: [
      {
        name: row.name,
        description: 'What the lamp shows.',
        inputSchema: { type: 'object', properties: {}, additionalProperties: false },
        annotations: {
          title: 'Read the lamp',
          readOnlyHint: true,
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: false,
        },
      },
    ],
    services: { lamp: { last: () => 'green' } satisfies Reading },
  };

  it('is a tag of links and keys, listed, called over MCP and REST, and described', async () => {
    const server = await hostedServer({ toolsets: { lamp } });
    const { key } = await manager(server, USERS.lena);
    const bearer = await key({ tags: ['lamp', 'goals'] });
    const ask = async (method: string, params = {}) => {
      const response = await server.send('/mcp', { bearer, json: { jsonrpc: '2.0', id: 1, method, params } });
      return ((await response.json()) as { result: Record<string, unknown> }).result;
    };
    const { tools } = await ask('tools/list');
    expect((tools as { name: string }[]).map(({ name }) => name)).toEqual([
      'clickup_goal_list',
      'clickup_goal_get',
      'clickup_lamp_read',
    ]);
    expect(await ask('tools/call', { name: 'clickup_lamp_read' })).toMatchObject({
      structuredContent: { data: { reading: 'green' } },
    });
    const answer = await server.send('/api/tools/lamp_read', { bearer, json: {} });
    expect(await answer.json()).toMatchObject({ success: true, data: { reading: 'green' } });
    const other = await server.send('/api/tools/lamp_read', { bearer: await key(), json: {} });
    expect(other.status).toBe(404);
    const document = await (await server.send('/api/openapi.json')).text();
    expect(document).toContain('/api/tools/clickup_lamp_read');
  });

  it('may take no id or name that there is, and says what is wrong with it', async () => {
    const wrong = async (toolsets: Record<string, HostedToolset>) => {
      const made = hostedServer({ toolsets });
      return made.then(
        () => 'it was taken',
        (error: Error) => error.message,
      );
    };
    expect(await wrong({ auth: lamp })).toContain('a toolset "auth" already');
    expect(await wrong({ lamp: { ...lamp, tools: [{ ...row, name: 'clickup_task_get' }] } })).toContain(
      'a tool "clickup_task_get" already',
    );
    expect(await wrong({ lamp: { ...lamp, listing: [] } })).toContain('not in its listing');
    expect(await wrong({ lantern: lamp })).toContain('has another toolset');
  });
});
