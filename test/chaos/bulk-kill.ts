import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { LISTS } from '../../src/sandbox/index.js';
import { randomFrom } from '../attack/support/random.js';
import type { Rows } from '../support/policy-oracle.js';
import { sharedSandbox } from '../support/shared-sandbox.js';
import type { Order, Report, Sleep } from './bulk-child.js';

/** What becomes of the process that began, and who goes on with its job. */
export const ways = ['killed, then one', 'killed, then two at once', 'killed while another waits'] as const;
type Way = (typeof ways)[number] | 'asleep while another goes on';

/** What many interrupted bulk creates left. */
export interface KillFigures {
  rounds: number;
  /** Interruptions that met a process which was still at work. */
  hits: number;
  objects: number;
  duplicates: number;
  missing: number;
  /** Items that a resumed call did not tell as succeeded. */
  unsettled: number;
  /** What it told of them. */
  others: string[];
  /** Items whose id in an answer is not the one that is there. */
  wrongIds: number;
}

/** A sleeper is given up soon, but not before it would look again whether the job is still its own. */
const times = { beatMs: 200, deadMs: 1_500 };
const sleepMs = 2_500;

/**
 * Creates `items` tasks by one call in a process that is interrupted at a random request, lets others go on with it, and
 * looks what is there in the end.
 */
export class Interrupter {
  readonly figures: KillFigures = {
    rounds: 0,
    hits: 0,
    objects: 0,
    duplicates: 0,
    missing: 0,
    unsettled: 0,
    others: [],
    wrongIds: 0,
  };
  private readonly shared = sharedSandbox({ rateLimit: false });

  /** `program`: the bundle of `bulk-child.ts`. */
  constructor(
    private readonly program: string,
    private readonly items: number,
  ) {}

  async round(way: Way, seed: number): Promise<void> {
    const random = randomFrom(seed);
    const at = 1 + random.below(this.items);
    const later = random.below(20);
    const pauseMs = random.below(4);
    const { sandbox, rows } = this.shared;
    sandbox.reset();
    let creates = 0;
    const waiting = new Map<number, () => void>();
    const arrivalOf = (nth: number) => new Promise<void>((resolve) => waiting.set(nth, resolve));
    const server = await serveSandbox({
      clock: sandbox.clock,
      exchange: async (request) => {
        if (request.method === 'POST') setTimeout(waiting.get(++creates) ?? (() => undefined), pauseMs);
        return sandbox.exchange(request);
      },
    });
    const stateDir = await mkdtemp(join(tmpdir(), 'bulk-kill-'));
    const order = { url: server.url, apiKey: sandbox.apiKey, stateDir, list: LISTS.ideas, items: this.items };
    const start = (resumes: boolean) =>
      this.start({ ...order, resumes, times: way.startsWith('asleep') ? times : undefined });
    try {
      const struck = arrivalOf(at);
      const first = start(false);
      const early = await Promise.race([struck, first.report]);
      if (first.child.exitCode === null && !early) this.figures.hits++;
      const kill = () => first.child.kill('SIGKILL');
      let reports: Report[];
      if (way === 'killed while another waits') {
        const end = Promise.race([arrivalOf(Math.min(this.items, at + later)), first.report.catch(() => undefined)]);
        const other = start(true);
        await end;
        kill();
        reports = [await other.report];
      } else if (way === 'asleep while another goes on') {
        first.child.send({ sleepMs } satisfies Sleep, () => undefined);
        const other = start(true);
        reports = [await other.report];
        const woken = await first.report;
        this.figures.wrongIds += this.wrongIn(woken);
      } else {
        kill();
        const others = way === 'killed, then one' ? [start(true)] : [start(true), start(true)];
        reports = await Promise.all(others.map(({ report }) => report));
      }
      this.count(rows(), reports, `${way}, seed ${seed}`);
    } finally {
      await server.close();
      await rm(stateDir, { recursive: true, force: true });
    }
  }

  private count(rows: Rows, reports: readonly Report[], round: string): void {
    const { figures, items } = this;
    figures.rounds++;
    const known = [...namesIn(rows, items).values()];
    figures.objects += known.reduce((sum, ids) => sum + ids.length, 0);
    figures.duplicates += known.reduce((sum, ids) => sum + Math.max(0, ids.length - 1), 0);
    figures.missing += known.filter((ids) => ids.length === 0).length;
    for (const report of reports) {
      figures.unsettled += items - report.made.length;
      figures.others.push(...report.others.map((told) => `${round}: ${told}`));
      figures.wrongIds += this.wrongIn(report);
    }
  }

  private wrongIn({ made }: Report): number {
    const names = namesIn(this.shared.rows(), this.items);
    return made.filter(({ name, id }) => !names.get(name)?.includes(id)).length;
  }

  private start(order: Order): { child: ChildProcess; report: Promise<Report> } {
    const child = fork(this.program, [JSON.stringify(order)], {
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
}

function namesIn({ tasks = [] }: Rows, items: number): Map<string, string[]> {
  const names = new Map(Array.from({ length: items }, (_, index) => [`Item ${index}`, [] as string[]]));
  for (const { id, name } of tasks) names.get(String(name))?.push(id);
  return names;
}
