import { describe, expect, it } from 'vitest';
import type { HostedEvent, HostedFetch } from '../../src/hosted/index.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';

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
