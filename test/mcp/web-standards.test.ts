import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { edgeServer, edgeToken } from '../support/edge-server.js';

/** What every runtime with web standards has: https://min-common-api.proposal.wintertc.org */
const standards = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'DOMException',
  'DecompressionStream',
  'Event',
  'EventTarget',
  'FormData',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'TransformStream',
  'URL',
  'URLSearchParams',
  'WritableStream',
  'atob',
  'btoa',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'setInterval',
  'setTimeout',
  'structuredClone',
] as const;

describe('the HTTP server, without Node', () => {
  let text: string;
  let imports: string[];
  beforeAll(async () => {
    ({ text, imports } = await edgeServer('script'));
  }, 60_000);

  it('imports nothing of it', () => {
    expect(imports).toEqual([]);
  });

  it('answers in a world that has web standards alone', async () => {
    const world = Object.fromEntries(standards.map((name) => [name, (globalThis as Record<string, unknown>)[name]]));
    const { answer } = runInNewContext(`${text}; served`, world) as { answer(request: Request): Promise<Response> };
    const authorization = `Bearer ${edgeToken}`;
    const ask = async (method: string, params: object = {}) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json', authorization };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      return (
        await answer(new Request('http://localhost/mcp?denyTools=task_delete', { method: 'POST', body, headers }))
      ).json();
    };
    expect((await ask('tools/list')).result.tools.length).toBeGreaterThan(70);
    const call = { name: 'clickup_task_get', arguments: { task_id: 'ENG-96' } };
    expect((await ask('tools/call', call)).result.content[0].text).toContain('Offline unlock');
    const { result } = await ask('resources/read', { uri: 'clickup://list/Sprint%2024' });
    expect(result.contents[0].text).toContain('# Sprint 24');
    expect((await answer(new Request('http://localhost/sse'))).status).toBe(401);
  });
});
