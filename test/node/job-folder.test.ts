import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { fileStore } from '../../src/node/file-store.js';
import { createSandbox, LISTS, manualClock } from '../../src/sandbox/index.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'clickup-tools-jobs-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

it('the folder of jobs and history is for its owner alone, and holds no key, whatever was sent', async () => {
  const folder = join(parent, 'state');
  const sandbox = createSandbox({
    clock: manualClock(),
    rateLimit: false,
    faults: [{ kind: '500', operation: 'CreateTask', nth: 2 }],
  });
  const { apiKey } = sandbox;
  const clickup = createClickUp({ ...sandbox.options, history: true, confirm: 'plan', store: fileStore(folder) });
  const pasted = `Use ${apiKey} or Bearer ${apiKey}`;
  const tasks = [1, 2, 3].map((n) => ({ name: `${n} ${apiKey}`, description: pasted }));
  const input = { list_id: LISTS.ideas, tasks };
  const plan = await clickup.task.createBulk({ ...input, dry_run: true });
  const confirmed = { ...input, confirm: plan.confirm_token };
  const first = await clickup.call('clickup_task_create_bulk' as string, confirmed, { reason: pasted });
  const { job_id } = (first as { data: { job_id: string } }).data;
  const rest = await clickup.job.resume({ job_id, dry_run: true });
  // What is hidden in the journal is not looked for in another form.
  const done = await clickup.job.resume({ job_id, confirm: rest.confirm_token as 'yes' });
  expect(done.counts.succeeded).toBe(3);
  await clickup.call(
    'clickup_comment_create',
    { task_id: String(done.results[0]!.id), text: pasted },
    { idempotencyKey: 'one' },
  );

  expect((await stat(folder)).mode & 0o077).toBe(0);
  const files = await readdir(folder);
  expect(files.sort()).toEqual(
    [`${job_id}.log`, 'history.log', 'idempotency.log', 'jobs.log', 'parts.log', 'plan-key.log', 'plans.log'].sort(),
  );
  for (const file of files) {
    expect((await stat(join(folder, file))).mode & 0o077, file).toBe(0);
    expect(await readFile(join(folder, file), 'utf8'), file).not.toContain(apiKey);
  }
});
