import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { kills } from './kills.js';
import type { Line, Order } from './line.js';

/** The rows, those without an end of their own last, and the share of the time by which each of the others gives up. */
const rows = { faults: 0.6, soak: 0.6, undo: 0.75, limits: 1, shared: 1, kills: 0.96, policies: 0.96 };
type Name = keyof typeof rows;
const names = Object.keys(rows) as Name[];

const help = `npm run chaos -- [--only ROW] [--seed NUMBER] [--minutes NUMBER]

Random work under faults, kills, limits and policies, and what came of it. Exits with 1 where a figure is not what it must be.
The same seed picks the same work; what does not end within so many minutes (at most 10) says how far it came.
Rows, of which --only picks one, and given several times several: ${names.join(', ')}.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});
const { only = names } = values;
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
const isKnown = (name: string): name is Name => Object.hasOwn(rows, name);
if (values.help || !Number.isInteger(seed) || !(minutes > 0 && minutes <= 10) || !only.every(isKnown)) {
  process.stderr.write(help);
  process.exit(values.help ? 0 : 2);
}

const startedAt = Date.now();
const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
const program = join(folder, 'row.mjs');
// In one file nothing is loaded while a call runs, which takes real time, of which a virtual clock knows nothing.
await build({
  entryPoints: [fileURLToPath(new URL('./row.ts', import.meta.url))],
  outfile: program,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});

/** A row in a process of its own, whose heap and rejections are its own. */
async function inProcess(order: Order): Promise<Line> {
  const child = spawn(process.execPath, ['--expose-gc', program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(child.stdout);
  if (said === '') return { what: order.row, figures: 'the process ended without an answer', isFine: false };
  return JSON.parse(said) as Line;
}

let isFine = true;
const waiting = names.filter((name) => only.includes(name));
async function lane(): Promise<void> {
  for (let row = waiting.shift(); row; row = waiting.shift()) {
    const order = { row, seed, endsAt: startedAt + rows[row] * minutes * 60_000 };
    const { what, figures, isFine: held } = await (row === 'kills' ? kills(order) : inProcess(order));
    isFine &&= held;
    process.stdout.write(`${held ? 'ok  ' : 'FAIL'}  ${what}\n    ${figures}\n`);
  }
}
await Promise.all([lane(), lane()]);
await rm(folder, { recursive: true, force: true });
process.exit(isFine ? 0 : 1);
