import { describe, expect, it } from 'vitest';
import { Metrics } from '../../src/hosted/metrics/metrics.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager, settings } from '../support/hosted.js';

const metricsToken = 'a token of sixteen'.replaceAll(' ', '-');

describe('the metrics', () => {
  it('count calls, requests and refusals by words of the program, for who has the token', async () => {
    const server = await hostedServer({ settings: { ...settings, metricsToken } });
    const key = await (await manager(server, USERS.lena)).key();
    await server.send('/api/tools/task_list', { bearer: key, json: { list_id: LISTS.bugs } });
    await server.send('/mcp', { json: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
    expect((await server.send('/metrics')).status).toBe(401);
    const text = await (await server.send('/metrics', { bearer: metricsToken })).text();
    expect(text).toContain('clickup_hosted_calls_total{tool="clickup_task_list",outcome="ok"} 1');
    expect(text).toContain('clickup_hosted_call_seconds_count{tool="clickup_task_list"} 1');
    expect(text).toContain('clickup_requests_total{route="GET /v2/list/{list_id}/task",status="200"}');
    // The one that asks.
    expect(text).toContain('clickup_hosted_in_flight 1\n');
    expect(text).toContain('clickup_hosted_refused_total{reason="missing"} 1');
    expect(text).toContain('clickup_hosted_vault_opened_total{outcome="ok"}');
    for (const hidden of [WORKSPACE_ID, USERS.lena, LISTS.bugs, key]) expect(text).not.toContain(hidden);
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# TYPE \w+ \w+|\w+(\{.*\})? [\d.e+-]+)$/);
  });

  it('are not there without a token', async () => {
    expect((await (await hostedServer()).send('/metrics', { bearer: 'undefined' })).status).toBe(404);
  });

  it('never hold more label sets than a program has words', () => {
    const metrics = new Metrics();
    for (let at = 0; at < 5_000; at++) metrics.count('x_total', { at: String(at) });
    const lines = metrics
      .text()
      .split('\n')
      .filter((line) => line.startsWith('x_total'));
    expect(lines.length).toBeLessThanOrEqual(2_001);
    expect(lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)).toBe(5_000);
  });
});
