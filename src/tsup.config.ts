import { copyFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';

const common = { format: 'esm', target: 'node20', platform: 'node', outDir: 'dist', dts: false } satisfies Options;

/** Paths are relative to the package root, from where `npm run build` runs. */
export default defineConfig([
  {
    ...common,
    platform: 'neutral',
    entry: { index: 'src/index.ts', sandbox: 'src/sandbox/index.ts', 'sandbox-server': 'src/sandbox/http-server.ts', cli: 'src/cli/main.ts' },
    external: [/^node:/],
    splitting: true,
    onSuccess: () => copyFile('generated/catalog.json', 'dist/catalog.json'),
  },
  {
    ...common,
    entry: { mcp: 'src/mcp/main.ts' },
    splitting: false,
    minify: true,
    noExternal: [/./],
    esbuildOptions: (options) => {
      options.legalComments = 'none';
      options.charset = 'utf8';
      // The SDK builds a JSON Schema validator at start, for answers that this server never asks for.
      options.alias = { ajv: './src/mcp/no-validator.ts', 'ajv-formats': './src/mcp/no-validator.ts' };
    },
  },
]);
