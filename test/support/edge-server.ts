import { build } from 'esbuild';

/** The HTTP server on a sandbox, as a program for an edge runtime: `answer(request)` serves one request. */
const program = `
  import { createClickUp } from './src/index.js';
  import { createHttpApp } from './src/mcp/http/app.js';
  import { createCallers } from './src/mcp/http/callers.js';
  import { createHttpHandler } from './src/mcp/http/handler.js';
  import { createLegacySse } from './src/mcp/http/legacy-sse.js';
  import { servedTools } from './src/mcp/served.js';
  import { createSandbox, manualClock } from './src/sandbox/index.js';

  async function open() {
    const sandbox = createSandbox({ clock: manualClock() });
    const clickup = createClickUp(sandbox.options);
    const { listing, instructions } = await servedTools([]);
    const shared = {
      options: { version: '0', listing, instructions, asks: true, clientFor: () => clickup },
      events: [],
      client: async () => clickup,
    };
    const serve = createCallers({ takesKeys: true, hasToken: true, hasOwnKey: true, initializeTimeoutMs: 1000, shared, open: async () => shared });
    const handle = createHttpHandler({ serve });
    const legacy = createLegacySse({ serve });
    return createHttpApp({ version: '0', host: '127.0.0.1', token: 'a-token-of-32-characters', handle, legacy });
  }
  let app;
  export async function answer(request) {
    app ??= open();
    return (await app).fetch(request);
  }
`;

/** The token that the program asks for. */
export const edgeToken = 'a-token-of-32-characters';

/** All of it in one file, and what that file imports: as a script with one global, `served`, or as a module of a worker. */
export async function edgeServer(form: 'script' | 'worker'): Promise<{ text: string; imports: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: form === 'worker' ? `${program}\nexport default { fetch: (request) => answer(request) };` : program,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    ...(form === 'worker' ? { format: 'esm' } : { format: 'iife', globalName: 'served' }),
    external: ['node:*'],
    alias: { ajv: './src/mcp/unused-validator.ts', 'ajv-formats': './src/mcp/unused-validator.ts' },
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return { text: outputFiles[0]!.text, imports };
}
