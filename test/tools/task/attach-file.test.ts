import { describe, expect, test } from 'vitest';
import { type ClickUpOptions, createClickUp } from '../../../src/index.js';
import { createSandbox, manualClock, type SandboxOptions, TASKS } from '../../../src/sandbox/index.js';
import { failure } from '../../support/sandbox-client.js';
import { virtualClock } from '../../support/virtual-clock.js';

const task_id = TASKS.greyButton;
const hello = btoa('hello');
const bytes = new TextEncoder().encode('from a file');

function client(options: Partial<ClickUpOptions> = {}, world: SandboxOptions = {}) {
  const sandbox = createSandbox({ clock: manualClock(), ...world });
  const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, clock: sandbox.clock, ...options });
  const stored = () =>
    sandbox.snapshot().rows.attachments?.map((row) => {
      const { title, base64, parent } = row as { title: string; base64: string; parent: string };
      return [parent, title, atob(base64)];
    }) ?? [];
  return { sandbox, clickup, stored };
}

describe('clickup_task_attach_file', () => {
  test('uploads inline content byte for byte, data URLs included', async () => {
    const { clickup, stored } = client();
    const { attachment } = await clickup.task.attachFile({
      task_id: 'ENG-134',
      content_base64: hello,
      name: 'a b.txt',
    });
    expect(attachment).toMatchObject({
      title: 'a b.txt',
      extension: 'txt',
      size: 5,
      url: expect.stringContaining('https://'),
    });
    await clickup.task.attachFile({ task_id, content_base64: `data:text/plain;base64,${hello}`, name: 'c.txt' });
    expect(stored()).toContainEqual([`task:${task_id}`, 'a b.txt', 'hello']);
    expect(stored()).toContainEqual([`task:${task_id}`, 'c.txt', 'hello']);
  });

  test('uploads plain text as it is, in UTF-8, and refuses more than a megabyte of it', async () => {
    const { clickup, stored } = client();
    const { attachment } = await clickup.task.attachFile({ task_id, text: 'größe\t1\n', name: 'sizes.tsv' });
    expect(attachment).toMatchObject({ title: 'sizes.tsv', size: 10 });
    expect(stored()).toContainEqual([`task:${task_id}`, 'sizes.tsv', 'gr\u00c3\u00b6\u00c3\u009fe\t1\n']);
    const long = failure(clickup.task.attachFile({ task_id, text: 'x'.repeat(1_048_577), name: 'x.txt' }));
    expect(await long).toMatchObject({ code: 'INVALID_PARAMETER', message: 'text holds more than 1 MB' });
    const both = failure(clickup.task.attachFile({ task_id, text: 'a', content_base64: hello, name: 'x.txt' }));
    expect(await both).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(await failure(clickup.task.attachFile({ task_id, text: 'a' }))).toMatchObject({ code: 'MISSING_PARAMETER' });
  });

  test.each([{ path: 'a.txt' }, { url: 'https://files.example/a.txt' }])(
    'ends at its deadline while what reads $path$url does not listen',
    async (source) => {
      const clock = virtualClock();
      const hang = () => new Promise<never>(() => undefined);
      const { clickup } = client({ readFile: hang, fetchFile: hang, clock });
      await clickup.call('clickup_task_attach_file', { task_id, ...source, dry_run: true });
      const { metadata, ...answer } = await clickup.call(
        'clickup_task_attach_file',
        { task_id, ...source },
        { deadlineMs: 3_000 },
      );
      expect(answer).toMatchObject({ error: { code: 'TIMEOUT' } });
      expect(metadata.execution_time_ms).toBe(3_000);
    },
  );

  test('reads a path and downloads a URL through what it was given, and keeps or replaces the name', async () => {
    const asked: string[] = [];
    const load = async (location: string) => {
      asked.push(location);
      return { name: 'report.pdf', bytes };
    };
    const { clickup, stored } = client({ readFile: load, fetchFile: load });
    await clickup.task.attachFile({ task_id, path: 'reports/report.pdf' });
    await clickup.task.attachFile({ task_id, url: 'https://example.com/report.pdf?x=1', name: 'october.pdf' });
    expect(asked).toEqual(['reports/report.pdf', 'https://example.com/report.pdf?x=1']);
    expect(stored()).toContainEqual([`task:${task_id}`, 'report.pdf', 'from a file']);
    expect(stored()).toContainEqual([`task:${task_id}`, 'october.pdf', 'from a file']);
  });

  test.each([
    [{}, 'MISSING_PARAMETER'],
    [{ path: 'a', url: 'https://example.com/a' }, 'INVALID_PARAMETER'],
    [{ content_base64: hello }, 'MISSING_PARAMETER'],
    [{ content_base64: 'not base64!', name: 'a' }, 'INVALID_PARAMETER'],
    [{ content_base64: '', name: 'a' }, 'INVALID_PARAMETER'],
    [{ content_base64: btoa('x'.repeat(1_048_600)), name: 'a' }, 'INVALID_PARAMETER'],
    [{ content_base64: hello, name: '../a.txt' }, 'INVALID_PARAMETER'],
    [{ url: 'http://example.com/a' }, 'INVALID_PARAMETER'],
    [{ url: 'https://me:secret@example.com/a' }, 'INVALID_PARAMETER'],
    [{ url: 'file:///etc/passwd' }, 'INVALID_PARAMETER'],
    [{ path: '/etc/passwd' }, 'POLICY_DENIED'],
    [{ url: 'https://example.com/a' }, 'POLICY_DENIED'],
  ])('refuses case %# and sends nothing', async (source, code) => {
    const { clickup, sandbox } = client();
    expect(await failure(clickup.task.attachFile({ task_id, ...source }))).toMatchObject({ code });
    expect(sandbox.requests).toEqual([]);
  });

  test('fills an attachment field: the upload goes to the field, its value puts the file on the task', async () => {
    const { clickup, sandbox } = client();
    const source = { content_base64: hello, name: 'a.txt' };
    const { attachment } = await clickup.task.attachFile({ task_id: TASKS.brakePads, field: 'photos', ...source });
    const writes = sandbox.requests.filter(({ method }) => method === 'POST');
    expect(writes.map(({ operation }) => operation)).toEqual(['postEntityAttachment', 'SetCustomFieldValue']);
    expect(writes[1]?.body).toEqual({ value: { add: [attachment.id] } });
    const { task } = await clickup.task.get({ task_id: TASKS.brakePads, include: ['custom_fields'] });
    expect(JSON.stringify(task?.custom_fields)).toContain('a.txt');
  });

  test('does not deny that the file is on the task when that answer is lost', async () => {
    const { clickup } = client({}, { faults: [{ kind: 'reset-after', operation: 'SetCustomFieldValue' }] });
    const source = { content_base64: hello, name: 'a.txt' };
    const error = await failure(clickup.task.attachFile({ task_id: TASKS.brakePads, field: 'Photos', ...source }));
    expect(error.message).toContain('The file was uploaded, and perhaps put on the task: ');
  });

  test('says that the file waits in the field when the second step fails', async () => {
    const { clickup } = client({}, { faults: [{ kind: '500', operation: 'SetCustomFieldValue' }] });
    const source = { content_base64: hello, name: 'a.txt' };
    const error = await failure(clickup.task.attachFile({ task_id: TASKS.brakePads, field: 'Photos', ...source }));
    expect(error).toMatchObject({ code: 'SERVER_ERROR', message: expect.stringContaining('was uploaded') });
  });

  test('a field of another type takes no files, and the fields that do are named', async () => {
    const { clickup, sandbox } = client();
    const source = { content_base64: hello, name: 'a.txt' };
    const wrong = await failure(
      clickup.task.attachFile({ task_id: TASKS.brakePads, field: 'Bikes affected', ...source }),
    );
    expect(wrong).toMatchObject({ code: 'INVALID_PARAMETER', suggestion: expect.stringContaining('Photos') });
    const unknown = await failure(clickup.task.attachFile({ task_id: TASKS.brakePads, field: 'Photo', ...source }));
    expect(unknown).toMatchObject({ code: 'INVALID_PARAMETER', details: { nearest: 'Photos' } });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('dry_run names the request and uploads nothing', async () => {
    const { clickup, sandbox } = client();
    const planned = await clickup.task.attachFile({ task_id, content_base64: hello, name: 'a.txt', dry_run: true });
    expect(planned).toMatchObject({
      dry_run: true,
      requests: [{ method: 'POST', path: `/v2/task/${task_id}/attachment` }],
    });
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});
