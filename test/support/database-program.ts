import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Where programs are built: below `node_modules`, so that they find the drivers. */
export const programCache = fileURLToPath(new URL('../../node_modules/.cache/clickup-tools/', import.meta.url));

const worker = 'pglite-worker.js';

/** Builds a program that uses databases as one file, as the package is built, with the worker of the embedded one beside it. */
export async function databaseProgram(entry: URL, folder: string): Promise<string> {
  const source = fileURLToPath(entry);
  const outfile = join(folder, basename(source).replace(/\.ts$/, '.mjs'));
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg', '@electric-sql/pglite'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  await copyFile(fileURLToPath(new URL(`../../src/db/${worker}`, import.meta.url)), join(folder, worker));
  return outfile;
}
