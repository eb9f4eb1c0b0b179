import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClickUp } from '../../../src/index.js';
import { filesBelow } from '../../../src/node/files.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { within } from '../support/within.js';
import type { Watch } from './watch.js';

const deadlineMs = 300;
/** What a busy machine may need on top; here time is real. */
const graceMs = 2_000;
/** One more than Node has threads for files. */
const calls = 5;
const releaseMs = 200;

/** A pipe under the root of the files: to open it waits for a writer who never comes. */
export async function pipeUnderTheRoot(watch: Watch): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-attack-'));
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const sandbox = createSandbox({ rateLimit: false });
  const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, readFile: filesBelow(folder) });
  const call = ['clickup_task_attach_file', { task_id: '86c131205', path: 'pipe' }] as const;
  const all = Array.from({ length: calls }, () =>
    watch.call('a pipe as a file', clickup, call, { deadlineMs, graceMs }),
  );
  await Promise.all(all);
  const isAlive = await within(
    graceMs,
    stat(folder).then(() => true),
    false,
  );
  watch.alive('no thread is left for files once pipes were read', isAlive);
  await release(pipe);
  rmSync(folder, { recursive: true });
}

/** Lets those who still wait for a writer go: a thread that waits keeps the process alive for good. */
async function release(pipe: string): Promise<void> {
  const writer = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  await sleep(releaseMs);
  unlinkSync(pipe);
  closeSync(writer);
}
