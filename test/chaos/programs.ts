import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const files = {
  part: new URL('./part.ts', import.meta.url),
  bulk: new URL('./bulk-child.ts', import.meta.url),
  limit: new URL('./limit-child.ts', import.meta.url),
};
type Name = keyof typeof files;

/** Bundles of the programs that are started many times: a bundle saves most of each start. */
export async function bundled(
  ...names: Name[]
): Promise<{ programs: Record<string, string>; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  const one = (name: Name) =>
    build({
      entryPoints: [fileURLToPath(files[name])],
      outdir: join(folder, name),
      entryNames: name,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      // A child loads a tool when it calls it. In one file nothing is loaded while a call runs, which takes real time, of
      // which a virtual clock knows nothing.
      splitting: name !== 'part',
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
  await Promise.all(names.map(one));
  const programs = Object.fromEntries(names.map((name) => [name, join(folder, name, `${name}.mjs`)]));
  return { programs, remove: () => rm(folder, { recursive: true, force: true }) };
}
