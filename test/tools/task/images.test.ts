import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listings } from '../../../generated/listings/index.js';
import { createClickUp } from '../../../src/index.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { createSandbox, manualClock, TASKS } from '../../../src/sandbox/index.js';

const png = (bytes: number) => {
  const data = new Uint8Array(bytes);
  data.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.from(data).toString('base64');
};

const task_id = TASKS.greyButton;

/** A client whose task has these files, by name, and the addresses from which it fetches. */
async function clientWith(files: Record<string, string>, change = (url: string) => url) {
  const sandbox = createSandbox({ clock: manualClock() });
  const fetched: string[] = [];
  const clickup = createClickUp({
    ...sandbox.options,
    fetch: async (request) => {
      const answer = await sandbox.fetch(request);
      const text = await answer.text();
      return new Response(text.replace(/https:\/\/api\.clickup\.com\/attachments[^"]*/g, change), answer);
    },
    fetchFile: async (location) => {
      fetched.push(location.split('/').at(-1)!);
      return { name: 'x', bytes: new Uint8Array(await (await sandbox.fetch(location)).arrayBuffer()) };
    },
  });
  for (const [name, content_base64] of Object.entries(files))
    await clickup.task.attachFile({ task_id, name, content_base64 });
  return { clickup, fetched };
}

const imagesOf = async ({ clickup }: Awaited<ReturnType<typeof clientWith>>) =>
  clickup.task.get({ task_id, include: ['images'] });

describe('images of a task', () => {
  it('come as base64 beside the files when asked for, and not otherwise', async () => {
    const client = await clientWith({ 'shot.png': png(900) });
    const { task, images } = await imagesOf(client);
    expect(task?.attachments?.map(({ title }) => title)).toContain('shot.png');
    expect(images).toEqual([
      { attachment_id: expect.any(String), title: 'shot.png', mime_type: 'image/png', data: png(900) },
    ]);
    const { images: none } = await client.clickup.task.get({ task_id, include: ['attachments'] });
    expect([none, client.fetched]).toEqual([undefined, ['shot.png']]);
  });

  it('are an image for an MCP client, with text that says which', async () => {
    const { clickup } = await clientWith({ 'shot.png': png(900) });
    const server = createMcpServer({
      version: '0',
      listing: await listings.standard!(),
      instructions: '',
      clientFor: () => clickup,
      characterLimit: 1_000,
    });
    const client = new Client({ name: 'test', version: '0' });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    onTestFinished(() => client.close());
    const result = await client.callTool({ name: 'clickup_task_get', arguments: { task_id, include: ['images'] } });
    expect(result.content).toEqual([
      { type: 'text', text: expect.stringContaining('shot.png') },
      { type: 'image', mimeType: 'image/png', data: png(900) },
    ]);
    expect(JSON.stringify(result.structuredContent)).not.toContain(png(900));
  });

  it('beyond 700 kB in all are told and stay links', async () => {
    const client = await clientWith({ 'a.png': png(500_000), 'b.png': png(300_000), 'c.png': png(100_000) });
    const { images, notes } = await imagesOf(client);
    expect(images?.map(({ title }) => title)).toEqual(['a.png', 'c.png']);
    expect(notes).toContainEqual(
      'b.png is not shown: with 300 kB it exceeds the 700 kB of images in an answer. Its url has it.',
    );
    expect(client.fetched).toEqual(['a.png', 'c.png']);
  });

  it('that are none are told, so that no broken image reaches a model', async () => {
    const { images, notes } = await imagesOf(await clientWith({ 'fake.png': btoa('<svg></svg>') }));
    expect(images).toEqual([]);
    expect(notes).toContainEqual(expect.stringContaining('fake.png is not shown: it is no PNG'));
  });

  it.each([
    'https://clickup.com.evil.example/shot.png',
    'https://evilclickup.com/shot.png',
    'http://api.clickup.com/shot.png',
    'https://169.254.169.254/shot.png',
    'not an address',
  ])('at %s are not fetched', async (address) => {
    const client = await clientWith({ 'shot.png': png(900) }, () => address);
    const { images, notes } = await imagesOf(client);
    expect([images, client.fetched]).toEqual([[], []]);
    expect(notes).toContainEqual(expect.stringContaining('it lies outside of ClickUp'));
  });

  it('are links where the client may not fetch', async () => {
    const sandbox = createSandbox({ clock: manualClock() });
    const clickup = createClickUp(sandbox.options);
    await clickup.task.attachFile({ task_id, name: 'shot.png', content_base64: png(900) });
    const { images, notes } = await clickup.task.get({ task_id, include: ['images'] });
    expect([images, notes]).toEqual([[], expect.arrayContaining([expect.stringContaining('may not fetch files')])]);
  });
});
