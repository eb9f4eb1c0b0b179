import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOptions } from '../codegen/program-options.js';
import about from '../package.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-check-'));
const tarball = join(folder, `clickup-tools-${about.version}.tgz`);
const packed = [
  `npm pack --silent --ignore-scripts --pack-destination ${folder}`,
  `npx --no-install publint --strict ${tarball}`,
  `npx --no-install attw ${tarball} --profile esm-only --exclude-entrypoints catalog.json`,
];

interface Gate {
  name: string;
  what: string;
  command: string;
}
const gate = (name: string, what: string, command: string): Gate => ({ name, what, command });

/**
 * Every gate of a change. All run, so that one failure does not hide another; those of one stage run side by side, the
 * longest first. What a later stage needs, such as the built package, is made once.
 */
const stages: readonly (readonly Gate[])[] = [
  [
    gate('build', 'the package builds', 'npm run --silent build'),
    gate('generate', 'generated files are up to date', 'npm run --silent generate -- --check'),
    gate('types', 'types (tsc)', 'npm run --silent typecheck'),
    gate('site-types', 'types of the site (vue-tsc)', 'npm run --silent docs:types'),
    gate('unused', 'no unused files, exports or dependencies (knip)', 'npx --no-install knip'),
    gate('imports', 'imports point down, no circles (dependency-cruiser)', 'npm run --silent lint:deps'),
    gate('spec', 'the API description is valid OpenAPI 3.1', 'npm run --silent spec:lint'),
    gate('lint', 'format and lint (Biome)', 'npm run --silent lint'),
  ],
  [
    gate('tests', 'tests, and how much of the tools they run', 'npm run --silent coverage'),
    gate('package', 'the packed package: metadata (publint), types of each entry (attw)', packed.join(' && ')),
  ],
];

interface Result {
  gate: Gate;
  ok: boolean;
  seconds: number;
}

/** Runs a gate, and shows what it wrote once it has ended. */
function run(gate: Gate): Promise<Result> {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(gate.command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part));
    child.on('close', (status) => {
      process.stdout.write(`\n== ${gate.what}: ${gate.command}\n${Buffer.concat(output)}`);
      resolve({ gate, ok: status === 0, seconds: (Date.now() - started) / 1000 });
    });
  });
}

async function runStage(gates: readonly Gate[]): Promise<Result[]> {
  const waiting = [...gates];
  const results: Result[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return results;
}

const names = stages.flat().map(({ name }) => name);
const help = `npm run check -- [--skip GATE,GATE ...]

Runs every gate of a change: ${names.join(', ')}.
`;
const { values, refuse } = programOptions(help, { skip: { type: 'string', default: '' } });
const skip = values.skip.split(',').filter((name) => name !== '');
const unknown = skip.find((name) => !names.includes(name));
if (unknown !== undefined) refuse(`no gate is called ${unknown}`);

const results: Result[] = [];
for (const stage of stages) results.push(...(await runStage(stage.filter(({ name }) => !skip.includes(name)))));
rmSync(folder, { recursive: true, force: true });

const line = ({ gate, ok, seconds }: Result) =>
  `${ok ? 'ok  ' : 'FAIL'} ${seconds.toFixed(0).padStart(4)} s  ${gate.name.padEnd(10)}  ${gate.what}`;
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(`\n${results.map(line).join('\n')}\n${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
