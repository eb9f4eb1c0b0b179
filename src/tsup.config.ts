import { readFile, writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { defineConfig, type Options } from 'tsup';
import { thirdPartyNotices } from './tsup.notices.js';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Keeps the initialisers of zod's modules. They call themselves free of side effects, and where one module is loaded
 * both at start and on demand esbuild then leaves out initialisers that are needed.
 */
const keepInitialisers: Plugin = {
  name: 'keep-initialisers',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.|^zod/ }, async ({ path, pluginData, ...options }) => {
      if (pluginData === keepInitialisers) return undefined;
      const resolved = await resolve(path, { ...options, pluginData: keepInitialisers });
      return /[\\/]zod[\\/]v4[\\/]/.test(resolved.path) ? { ...resolved, sideEffects: true } : undefined;
    });
  },
};

/** Of package.json the programs need the version; the rest would only add to what they load. */
const versionAlone: Plugin = {
  name: 'version-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/**
 * Leaves out how zod writes a schema as JSON Schema: `tools/list` is generated, and nothing asks a schema for it. Every
 * schema holds on to it, so that it is not left out by itself.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup({ onLoad }) {
    const names = ['createToJSONSchemaMethod', 'createStandardJSONSchemaMethod', 'toJSONSchema', 'JSONSchemaGenerator'];
    const contents = `
      const absent = () => () => { throw new Error('this bundle writes no JSON Schema') };
      export { ${names.map((name) => `absent as ${name}`).join(', ')} };`;
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-\w+|to-json-schema)\.js$/ }, () => ({ contents }));
  },
};

/** Leaves out the SDK's experimental tasks, which are asked for by a getter that nothing here reads. */
const withoutTasks: Plugin = {
  name: 'without-tasks',
  setup({ onLoad }) {
    const names = ['ExperimentalServerTasks', 'assertToolsCallTaskCapability', 'assertClientRequestTaskCapability'];
    const contents = `
      const absent = function () { throw new Error('this bundle runs no tasks') };
      export { ${names.map((name) => `absent as ${name}`).join(', ')} };`;
    const filter =
      /[\\/]@modelcontextprotocol[\\/]sdk[\\/]dist[\\/]esm[\\/]experimental[\\/]tasks[\\/](server|helpers)\.js$/;
    onLoad({ filter }, () => ({ contents }));
  },
};

/**
 * Packs what the API's operations take and answer, which is long and repeats itself, to a quarter of its size. It is
 * read when one of the tools for the whole API is called.
 */
const packedDescriptions: Plugin = {
  name: 'packed-descriptions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]generated[\\/]api-descriptions\.json$/ }, async ({ path }) => {
      const text = deflateRawSync(JSON.stringify(JSON.parse(await readFile(path, 'utf8'))), { level: 9 });
      const contents = `
        const bytes = Uint8Array.from(atob('${text.toString('base64')}'), (char) => char.charCodeAt(0));
        const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
        export default await new Response(unpacked).json();`;
      return { contents, loader: 'js' };
    });
  },
};

const common = { format: 'esm', target: 'node20', platform: 'node', outDir: 'dist', dts: false } satisfies Options;

/** A program that serves MCP, whose chunks lie in the folder `name`: what is called later is read later. */
const server = (name: string, leavesOut: Plugin[] = []): Options => ({
  ...common,
  splitting: true,
  esbuildPlugins: [keepInitialisers, withoutTasks, ...leavesOut, versionAlone, packedDescriptions, thirdPartyNotices],
  esbuildOptions: (options) => {
    options.legalComments = 'none';
    options.charset = 'utf8';
    options.minifySyntax = true;
    // Most of a chunk are the names of others.
    options.chunkNames = `${name}/[hash]`;
    // The schemas of the sandbox's strict mode, which `--sandbox` leaves off.
    options.external = [...(options.external ?? []), '*/generated/requests.js'];
    // The SDK builds a JSON Schema validator at start, for answers that these servers never ask for.
    options.alias = { ajv: './src/mcp/unused-validator.ts', 'ajv-formats': './src/mcp/unused-validator.ts' };
  },
});

/** Whoever keeps data has one of the two databases beside this package. */
const besideDatabases = {
  noExternal: [/^(?!pg$|@electric-sql\/pglite$)/],
  external: ['pg', '@electric-sql/pglite'],
} satisfies Options;

/** A thread starts from a file, which lies beside the chunk that starts it. */
const databaseThread = 'src/db/pglite-worker.js';

/** Paths are relative to the package root, from where `npm run build` runs. */
export default defineConfig([
  {
    ...common,
    platform: 'neutral',
    entry: {
      index: 'src/index.ts',
      sandbox: 'src/sandbox/index.ts',
      'sandbox-server': 'src/sandbox/http-server.ts',
      cli: 'src/cli/main.ts',
      webhooks: 'src/client/webhooks.ts',
    },
    external: [/^node:/],
    // Bundlers of users stumble over the subpath that its English parser stands at.
    noExternal: ['chrono-node', 'minisearch'],
    esbuildPlugins: [versionAlone, packedDescriptions, thirdPartyNotices],
    splitting: true,
    // The shorter of two ways to say the same; names and lines stay, for stack traces.
    esbuildOptions: (options) => {
      options.minifySyntax = true;
      // For packages that say so in no other way.
      options.mainFields = ['module', 'main'];
    },
    // Without the line breaks by which changes of it are reviewed: half the size.
    onSuccess: async () =>
      writeFile('dist/catalog.json', JSON.stringify(JSON.parse(await readFile('generated/catalog.json', 'utf8')))),
  },
  {
    ...server('mcp', [withoutJsonSchema]),
    entry: { mcp: 'src/mcp/main.ts' },
    minify: true,
    noExternal: [/./],
  },
  {
    ...server('analytics'),
    ...besideDatabases,
    entry: {
      analytics: 'src/analytics/main.ts',
      'analytics/index': 'src/analytics/index.ts',
      'analytics/pglite-worker': databaseThread,
    },
    minify: true,
  },
  {
    ...server('hosted', [withoutJsonSchema]),
    ...besideDatabases,
    entry: {
      hosted: 'src/hosted/index.ts',
      'hosted-server': 'src/hosted/main.ts',
      'hosted/pglite-worker': databaseThread,
    },
    // Of its packages some are CommonJS, and ask for modules of Node when they are loaded.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  },
]);
