import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { afterAll, expect, it } from 'vitest';
import { packedProject } from '../support/packed.js';

const project = packedProject();
const alone = mkdtempSync(join(tmpdir(), 'clickup-tools-bundles-'));
afterAll(() => {
  project.remove();
  rmSync(alone, { recursive: true, force: true });
});

/** Reads a date in words, so that the parser of dates is in the bundle too. */
const entry = join(project.folder, 'app.js');
writeFileSync(
  entry,
  `
  import { createClickUp } from 'clickup-tools';
  import { createSandbox } from 'clickup-tools/sandbox';
  const { fetch, clock, apiKey } = createSandbox();
  const clickup = createClickUp({ apiKey, fetch, clock });
  const task = await clickup.task.create({ list_id: '901710000301', name: 'Bundled', due_date: 'next friday', dry_run: true });
  console.log(JSON.stringify(task));
`,
);

const bundlers: Record<string, (out: string) => Promise<unknown>> = {
  esbuild: (outdir) =>
    esbuild.build({ entryPoints: [entry], outdir, bundle: true, splitting: true, format: 'esm', platform: 'browser' }),
  'Vite, and Rollup in it': (outDir) =>
    vite.build({
      configFile: false,
      root: project.folder,
      logLevel: 'silent',
      build: { outDir, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'app' } },
    }),
};

it.each(Object.entries(bundlers))('%s bundles the packed SDK and sandbox for browsers', async (_name, bundle) => {
  const out = mkdtempSync(join(alone, 'out-'));
  await bundle(out);
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  const said = execFileSync(process.execPath, [join(out, 'app.js')], { encoding: 'utf8' });
  const { requests } = JSON.parse(said) as { requests: { body: { due_date: number } }[] };
  expect(requests[0]?.body.due_date).toBeGreaterThan(0);
});
