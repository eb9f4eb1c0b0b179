import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MirrorOptions, openMirror } from '../../src/analytics/index.js';
import { createSandbox, LISTS, manualClock } from '../../src/sandbox/index.js';
import { newPostgres, noPostgres } from '../support/databases.js';

/** Where the copy of each test lies. */
const places: Record<string, () => Promise<{ where: Partial<MirrorOptions>; drop(): unknown }>> = {
  async 'in memory'() {
    return { where: {}, drop: () => undefined };
  },
  async 'in a folder'() {
    const folder = mkdtempSync(join(tmpdir(), 'clickup-mirror-'));
    return { where: { folder }, drop: () => rmSync(folder, { recursive: true }) };
  },
  async 'in PostgreSQL'() {
    const { url, drop } = await newPostgres();
    return { where: { databaseUrl: url }, drop };
  },
};

describe.each(Object.keys(places))('a mirror %s', (name) => {
  it.skipIf(name === 'in PostgreSQL' && noPostgres)('syncs, reports, answers SQL, and is served', async () => {
    const { where, drop } = await places[name]!();
    const sandbox = createSandbox({ clock: manualClock(), rateLimit: false });
    const mirror = await openMirror({ ...sandbox.options, ...where });
    expect(sandbox.requests).toEqual([]);
    const early = await mirror.report('get_workload');
    expect(early).toMatchObject({ success: false, error: { code: 'CONFLICT', message: 'Nothing was synced yet' } });
    const steps: string[] = [];
    const synced = await mirror.sync({}, { onProgress: (_done, _total, step) => step && steps.push(step) });
    expect(synced).toMatchObject({ success: true, data: { kind: 'full', state: 'done' } });
    expect(steps[0]).toBe('structure');
    expect(await mirror.sync()).toMatchObject({ data: { kind: 'incremental' } });
    expect(mirror.tools.map((tool) => tool.name)).toContain('get_list_progress');
    const progress = await mirror.report('get_list_progress', { list: LISTS.bugs });
    const { rows } = await mirror.query<{ tasks: number }>(
      `SELECT count(*) AS tasks FROM cu.tasks WHERE home_list_id = '${LISTS.bugs}' AND NOT archived`,
    );
    expect(progress).toMatchObject({ success: true, data: { total: rows[0]!.tasks } });
    expect((await mirror.query('SELECT title FROM tasks', { rows: 3 })).isCut).toBe(true);
    await expect(mirror.query('DELETE FROM cu.tasks')).rejects.toMatchObject({ code: 'INVALID_PARAMETER' });
    const unknown = await mirror.report('get_list_progres', { list: LISTS.bugs });
    expect(unknown).toMatchObject({
      success: false,
      error: { suggested_action: expect.stringContaining('get_list_progress') },
    });

    const { address, close } = await mirror.serve({ port: 0, settings: { ANALYTICS_SCHEDULE: 'off' } });
    expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${address}/dashboard`)).text()).toContain('Timesheet');
    const listed = await fetch(`${address}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
    });
    expect(await listed.text()).toContain('"get_weekly_timesheet"');
    await close();
    await expect(fetch(`${address}/health`)).rejects.toThrow();
    await mirror.close();
    await drop();
  });
});

it('keeps the copy in its folder for the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clickup-mirror-'));
  const { options } = createSandbox({ clock: manualClock(), rateLimit: false });
  const first = await openMirror({ ...options, folder });
  await first.sync();
  await expect(openMirror({ ...options, folder })).rejects.toMatchObject({ code: 'CONFLICT' });
  await first.close();
  const second = await openMirror({ ...options, folder });
  expect(await second.report('get_workload')).toMatchObject({ success: true });
  await second.close();
  rmSync(folder, { recursive: true });
});
