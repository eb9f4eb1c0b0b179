import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

/** An edge runtime in small: the HTTP server on a sandbox, all of it in one file. */
const program = `
  import { createClickUp } from './src/index.js';
  import { createHttpApp } from './src/mcp/http/app.js';
  import { createCallers } from './src/mcp/http/callers.js';
  import { createHttpHandler } from './src/mcp/http/handler.js';
  import { createLegacySse } from './src/mcp/http/legacy-sse.js';
  import { servedTools } from './src/mcp/served.js';
  import { createSandbox, manualClock } from './src/sandbox/index.js';

  const sandbox = createSandbox({ clock: manualClock() });
  const clickup = createClickUp(sandbox.options);
  const shared = servedTools([]).then(({ listing, instructions }) => ({
    options: { version: '0', listing, instructions, asks: true, clientFor: () => clickup },
    events: [],
    client: async () => clickup,
  }));
  const open = () => shared;
  export async function answer(request) {
    const serve = createCallers({ takesKeys: true, hasToken: true, hasOwnKey: true, initializeTimeoutMs: 1000, shared: await shared, open });
    const handle = createHttpHandler({ serve });
    const legacy = createLegacySse({ serve });
    const app = createHttpApp({ version: '0', host: '127.0.0.1', token: 'a-token-of-32-characters', handle, legacy });
    return app.fetch(request);
  }
`;

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
    const { outputFiles, metafile } = await build({
      stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      format: 'iife',
      globalName: 'served',
      external: ['node:*'],
      alias: { ajv: './src/mcp/unused-validator.ts', 'ajv-formats': './src/mcp/unused-validator.ts' },
      logLevel: 'silent',
    });
    text = outputFiles[0]!.text;
    imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  }, 60_000);

  it('imports nothing of it', () => {
    expect(imports).toEqual([]);
  });

  it('answers in a world that has web standards alone', async () => {
    const world = Object.fromEntries(standards.map((name) => [name, (globalThis as Record<string, unknown>)[name]]));
    const { answer } = runInNewContext(`${text}; served`, world) as { answer(request: Request): Promise<Response> };
    const authorization = 'Bearer a-token-of-32-characters';
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
