import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newEmbedded } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-db-'));
let holder: ChildProcess | undefined;
afterAll(() => {
  holder?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('keeps its rows, and belongs to one process at a time, until that is gone', async () => {
  const first = await newEmbedded({ folder });
  const second = await failure(newEmbedded({ folder }));
  expect(second).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(`process ${process.pid}`) });
  await first.close();

  const script = new URL('hold-folder.ts', import.meta.url).pathname;
  holder = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout!, 'data');
  const held = await failure(newEmbedded({ folder }));
  expect(held.message).toContain(`is in use by process ${holder.pid}`);
  expect(held.suggestion).toContain('DATABASE_URL');

  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const third = await newEmbedded({ folder });
  expect(await third.query('SELECT id FROM rows')).toEqual([{ id: 1 }]);
  await third.close();
});
