import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, LISTS, type Sandbox } from '../../src/sandbox/index.js';
import { randomFrom } from '../attack/support/random.js';
import type { Order, Report } from './bulk-child.js';

/** What many kills of a bulk create left. */
export interface KillFigures {
  kills: number;
  /** Kills that met a child which was still at work. */
  hits: number;
  objects: number;
  duplicates: number;
  missing: number;
  /** Items that a resumed call did not tell as succeeded. */
  unsettled: number;
  /** Items whose id in the answer is not the one that is there. */
  wrongIds: number;
}

/** Tasks that one call takes; more are made by several jobs, one after the other. */
const mostInCall = 100;

/**
 * Creates `items` tasks in a child process that is killed at a random request, and resumes the job: in a new process, and
 * every other time by two at once, the first of which is killed again. Everything is counted over all kills.
 */
export async function bulkKillChaos({
  kills,
  items,
  seed,
}: {
  kills: number;
  items: number;
  seed: number;
}): Promise<KillFigures> {
  const random = randomFrom(seed);
  const figures: KillFigures = { kills, hits: 0, objects: 0, duplicates: 0, missing: 0, unsettled: 0, wrongIds: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'bulk-child-'));
  const program = join(folder, 'child.mjs');
  // Started many times, a bundle saves most of each start.
  await build({
    entryPoints: [fileURLToPath(new URL('./bulk-child.ts', import.meta.url))],
    outdir: folder,
    entryNames: 'child',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A tool is loaded when it is called.
    splitting: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  for (let nth = 0; nth < kills; nth++) {
    const one = await killOnce({
      program,
      items,
      at: 1 + random.below(items),
      byTwo: nth % 2 === 1,
      pause: random.below(4),
    });
    for (const name of Object.keys(one) as (keyof typeof one)[]) figures[name] += one[name];
  }
  await rm(folder, { recursive: true, force: true });
  return figures;
}

interface Kill {
  /** The child's. */
  program: string;
  items: number;
  /** The create at which the child is killed. */
  at: number;
  byTwo: boolean;
  /** Milliseconds between that request and the kill, so that it meets different moments. */
  pause: number;
}

async function killOnce({ program, items, at, byTwo, pause }: Kill): Promise<Omit<KillFigures, 'kills'>> {
  const sandbox = createSandbox({ rateLimit: false });
  let creates = 0;
  let strike: (() => void) | undefined;
  const server = await serveSandbox({
    clock: sandbox.clock,
    exchange: async (request) => {
      if (request.method === 'POST' && ++creates === at) setTimeout(() => strike?.(), pause);
      return sandbox.exchange(request);
    },
  });
  const stateDir = await mkdtemp(join(tmpdir(), 'bulk-kill-'));
  const order = { url: server.url, apiKey: sandbox.apiKey, stateDir, list: LISTS.ideas, items, mostInCall };
  try {
    const first = start(program, order);
    let hits = 0;
    const killed = new Promise<void>((resolve) => {
      strike = () => {
        if (first.child.exitCode === null) hits = 1;
        first.child.kill('SIGKILL');
        resolve();
      };
    });
    const early = await Promise.race([killed.then(() => undefined), first.report.catch(() => undefined)]);
    const resumed = byTwo ? await two(program, order) : await start(program, order).report;
    const report = early ?? resumed;
    const names = namesIn(sandbox, items);
    const known = [...names.values()];
    return {
      hits,
      objects: known.reduce((sum, ids) => sum + ids.length, 0),
      duplicates: known.reduce((sum, ids) => sum + Math.max(0, ids.length - 1), 0),
      missing: known.filter((ids) => ids.length === 0).length,
      unsettled: items - report.made.length,
      wrongIds: report.made.filter(({ name, id }) => !names.get(name)?.includes(id)).length,
    };
  } finally {
    await server.close();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** Two processes resume what was begun at once, while neither knows of the other; one goes on with the rest. */
async function two(program: string, order: Order): Promise<Report> {
  const both = [start(program, { ...order, begunOnly: true }), start(program, order)];
  const [, report] = await Promise.all(both.map((one) => one.report));
  return report!;
}

function start(program: string, order: Order): { child: ChildProcess; report: Promise<Report> } {
  const child = fork(program, [JSON.stringify(order)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const report = new Promise<Report>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Report));
    child.once('exit', (code, signal) => reject(new Error(`the child ended with ${code ?? signal}`)));
  });
  report.catch(() => undefined);
  return { child, report };
}

function namesIn(sandbox: Sandbox, items: number): Map<string, string[]> {
  const names = new Map(Array.from({ length: items }, (_, index) => [`Item ${index}`, [] as string[]]));
  const { tasks = [] } = sandbox.snapshot().rows as unknown as { tasks?: { id: string; name: string }[] };
  for (const { id, name } of tasks) names.get(name)?.push(id);
  return names;
}
