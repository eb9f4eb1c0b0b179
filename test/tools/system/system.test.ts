import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { createClickUp, Metrics } from '../../../src/index.js';
import { createSandbox, manualClock } from '../../../src/sandbox/index.js';

const setUp = (options: Partial<Parameters<typeof createClickUp>[0]> = {}) => {
  const sandbox = createSandbox({ clock: manualClock() });
  return { sandbox, clickup: createClickUp({ ...sandbox.options, ...options }) };
};

describe('clickup_system_health', () => {
  it('answers without a key, and sends nothing', async () => {
    const { clickup, sandbox } = setUp({ apiKey: undefined });
    expect(await clickup.system.health()).toEqual({ status: 'no key', version: packageJson.version, up_seconds: 0 });
    expect(sandbox.requests).toEqual([]);
  });

  it('says when a call last ended well', async () => {
    const { clickup } = setUp();
    await clickup.user.get({});
    expect(await clickup.system.health()).toMatchObject({ status: 'ok', last_success_seconds: 0 });
  });

  it('is not ok where the key cannot be got', async () => {
    const { clickup } = setUp({ credentials: { get: () => Promise.reject(new Error('vault is closed')) } });
    expect(await clickup.system.health()).toMatchObject({ status: 'no key' });
  });
});

describe('clickup_system_metrics', () => {
  it('counts calls, errors, requests, the cache and the rate limit', async () => {
    const { clickup, sandbox } = setUp();
    await clickup.list.get({ list_id: 'Sprint 24' });
    await clickup.list.get({ list_id: 'Sprint 24' });
    await clickup.call('clickup_task_get', { task_id: '86c0none0' });
    await clickup.call('clickup_task_list', { list_id: '..' });
    await clickup.call('clickup_task_list', { list_id: 'a/b?c' });
    const metrics = await clickup.system.metrics();
    expect(metrics).toMatchObject({
      calls: 5,
      failed: 3,
      requests: sandbox.requests.length,
      retries: 0,
      tools: [
        { tool: 'clickup_list_get', calls: 2, failed: 0 },
        { tool: 'clickup_task_list', calls: 2, failed: 2 },
        { tool: 'clickup_task_get', calls: 1, failed: 1 },
      ],
      errors: [
        { code: 'INVALID_PARAMETER', count: 2 },
        { code: 'RESOURCE_NOT_FOUND', count: 1 },
      ],
      rate_limit: { limit: expect.any(Number), remaining: expect.any(Number) },
    });
    expect(metrics.cache_hits).toBeGreaterThan(0);
    expect(metrics.cache_misses).toBeGreaterThan(0);
  });

  it('counts repeats', async () => {
    const sandbox = createSandbox({ clock: manualClock(), faults: [{ kind: '503', nth: 1 }] });
    const clickup = createClickUp({ ...sandbox.options, random: () => 0.5 });
    await clickup.user.get({});
    expect(await clickup.system.metrics()).toMatchObject({ calls: 1, failed: 0, requests: 2, retries: 1 });
  });

  it('keeps no names that callers make up', async () => {
    const { clickup } = setUp();
    for (const name of ['a', 'b', 'c']) await clickup.call(name as never, {} as never);
    const { tools, errors } = await clickup.system.metrics();
    expect(tools).toEqual([{ tool: 'unknown', calls: 3, failed: 3, average_ms: expect.any(Number) }]);
    expect(errors).toEqual([{ code: 'UNKNOWN_TOOL', count: 3 }]);
  });

  it('may be of several clients, whose listeners hear all the same', async () => {
    const metrics = new Metrics(() => 0);
    const heard: string[] = [];
    for (const { clickup } of [setUp({ metrics, onEvent: ({ tool }) => heard.push(tool) }), setUp({ metrics })])
      await clickup.user.get({});
    expect(metrics.snapshot()).toMatchObject({ calls: 2, failed: 0, since: 0, lastSuccess: 0 });
    expect(heard).toEqual(['clickup_user_get']);
  });
});
