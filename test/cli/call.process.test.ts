import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { cli, folder, serving } from '../support/cli-program.js';

describe('call', () => {
  const sprint = '901710000301';

  it('prints the whole envelope in a pipe', async () => {
    const { code, stdout, stderr } = await cli(['call', 'user_get', '--sandbox']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ success: true, metadata: { tool_name: 'clickup_user_get' } });
  });

  it('takes its input from a pipe', async () => {
    const stdin = JSON.stringify({ list_id: sprint, name: 'From a pipe' });
    const { stdout } = await cli(['call', 'task_create', '--json', '-', '--sandbox'], { stdin });
    expect(JSON.parse(stdout).data.task.name).toBe('From a pipe');
  });

  it('does a change once, however many processes are told to make it under one key', async () => {
    const sandbox = createSandbox({ clock: manualClock(Date.now()) });
    const env = { ...(await serving(sandbox)), CLICKUP_STATE_DIR: join(folder(), 'state') };
    const create = () =>
      cli(['call', 'task_create', '--list-id', sprint, '--name', 'Once', '--idempotency-key', 'k1'], { env });
    const answers = await Promise.all([create(), create(), create()]);
    const tasks = [...answers, await create()].map(({ stdout }) => JSON.parse(stdout).data.task.id);
    expect(new Set(tasks).size).toBe(1);
    expect(sandbox.requests.filter(({ operation }) => operation === 'CreateTask')).toHaveLength(1);
    const other = await cli(['call', 'task_create', '--list-id', sprint, '--name', 'Other', '--idempotency-key=k1'], {
      env,
    });
    expect(JSON.parse(other.stdout).error).toMatchObject({ code: 'CONFLICT' });
  });

  it('attaches files from the working folder, and from nowhere else', async () => {
    writeFileSync(join(folder(), 'notes.txt'), 'hello');
    const words = (path: string) => ['call', 'task_attach_file', '--task-id', 'ENG-96', '--path', path, '--sandbox'];
    expect(JSON.parse((await cli(words('notes.txt'))).stdout).data.attachment.title).toBe('notes.txt');
    expect(JSON.parse((await cli(words('/etc/hostname'))).stdout).error.code).toBe('POLICY_DENIED');
  });

  it('ends with 130 when it is interrupted', async () => {
    const sandbox = createSandbox({ faults: [{ kind: 'hang' }] });
    const running = cli(['call', 'user_get'], { env: await serving(sandbox) });
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    running.interrupt();
    const { code, stdout } = await running;
    expect([code, JSON.parse(stdout).error.code]).toEqual([130, 'CANCELLED']);
  });

  it('ends with 130 while it waits for the rate limit, and does not wait on', async () => {
    const sandbox = createSandbox({ clock: manualClock(Date.now()), rateLimit: { limit: 2, windowMs: 60_000 } });
    const tasks = JSON.stringify(['A', 'B', 'C', 'D', 'E'].map((name) => ({ name })));
    const words = ['call', 'task_create_bulk', '--list-id', sprint, '--tasks', tasks];
    const running = cli(words, { env: await serving(sandbox) });
    while (sandbox.requests.length < 2) await new Promise(setImmediate);
    running.interrupt();
    expect((await running).code).toBe(130);
  });
});
