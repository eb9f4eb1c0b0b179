import { http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it } from 'vitest';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, type Sandbox, TASKS } from '../../src/sandbox/index.js';

const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);

/** Uploads the bytes as a picture, and what the answer says of it. */
async function upload(fetch: Sandbox['fetch'], base: string, authorization: string) {
  const body = new FormData();
  body.append('attachment', new File([bytes], 'dock 4.png', { type: 'image/png' }));
  const answer = await fetch(`${base}/v2/task/${TASKS.greyButton}/attachment`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return (await answer.json()) as { url: string; thumbnail_small: string };
}

async function expectBytes(answer: Response): Promise<void> {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
}

describe('the links of an attachment', () => {
  it('give its very bytes, without a key', async () => {
    const { fetch, apiKey, requests } = createSandbox();
    const { url, thumbnail_small: thumbnail } = await upload(fetch, 'https://api.clickup.com/api', apiKey);
    expect(url).toMatch(/\/dock%204\.png$/);
    await expectBytes(await fetch(url));
    await expectBytes(await fetch(thumbnail));
    expect(requests.at(-1)).toMatchObject({ operation: null, method: 'GET', status: 200 });
    expect((await fetch('https://api.clickup.com/attachments/none.png/x.png')).status).toBe(404);
  });

  it('work over HTTP', async () => {
    const sandbox = createSandbox();
    const server = await serveSandbox(sandbox);
    try {
      await expectBytes(await fetch((await upload(fetch, server.url, sandbox.apiKey)).url));
    } finally {
      await server.close();
    }
  });

  it('work behind msw', async () => {
    const sandbox = createSandbox();
    const server = setupServer(...sandbox.handlers(http));
    server.listen({ onUnhandledRequest: 'error' });
    try {
      await expectBytes(await fetch((await upload(fetch, 'https://api.clickup.com/api', sandbox.apiKey)).url));
    } finally {
      server.close();
    }
  });
});
