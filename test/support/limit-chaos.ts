import type { Clock } from '../../src/runtime/clock.js';
import type { SharedLimit } from '../../src/runtime/limit/shared-limit.js';
import type { ToolEntry } from '../../src/runtime/tool.js';
import { randomFrom } from '../attack/support/random.js';
import { probeTools, scripted } from './scripted.js';
import { type VirtualClock, virtualClock } from './virtual-clock.js';

/** How long calls of one kind waited for an answer, and jobs for their next one, in simulated seconds. */
export interface Waits {
  requests: number;
  mean: number;
  worst: number;
}

export interface LimitFigures {
  /** Requests that the service answered, and those it answered with 429. */
  answered: number;
  refused: number;
  /** Answered, of what the service allows in that time. */
  share: number;
  /** By what the calls are for. */
  waits: Record<Kind, Waits>;
  failed: number;
}

type Kind = 'read' | 'write' | 'bulk';

const minuteMs = 60_000;

/** A service that allows so many requests in each minute, counted from the first; answers take up to 300 ms. */
export class MinuteService {
  readonly seen = { answered: 0, refused: 0 };
  private opened = Number.NEGATIVE_INFINITY;
  private used = 0;

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'sleep'>,
    private readonly perMinute: number,
    private readonly latency: () => number,
  ) {}

  readonly fetch = async (): Promise<Response> => {
    const now = this.clock.now();
    if (now >= this.opened + minuteMs) {
      this.opened = now;
      this.used = 0;
    }
    const isRefused = ++this.used > this.perMinute;
    this.seen[isRefused ? 'refused' : 'answered']++;
    const headers = {
      'X-RateLimit-Limit': String(this.perMinute),
      'X-RateLimit-Remaining': String(Math.max(0, this.perMinute - this.used)),
      'X-RateLimit-Reset': String(Math.ceil((this.opened + minuteMs) / 1000)),
      Date: new Date(now).toUTCString(),
    };
    await this.clock.sleep(this.latency());
    return Response.json(isRefused ? { err: 'Rate limit reached', ECODE: 'APP_002' } : { id: 'x' }, {
      status: isRefused ? 429 : 200,
      headers,
    });
  };
}

/** Requests that a job has waiting. */
const sideBySide = 8;

/** A tool that writes so many times, as bulk tools do. */
const bulkTool = (told: (waited: number) => void, now: () => number): ToolEntry => {
  const [, create] = probeTools;
  return {
    ...create!,
    name: 'test_bulk',
    load: async () => {
      const tool = await create!.load();
      return {
        ...tool,
        name: 'test_bulk',
        async run(context: never, { id }: { id: string }) {
          let left = Number(id);
          const { call } = context as { call: { expects: number } };
          let last = now();
          const worker = async () => {
            while (left > 0) {
              call.expects = left--;
              await (tool.run as (ctx: unknown, input: unknown) => Promise<unknown>)(context, { id });
              told(now() - last);
              last = now();
            }
          };
          await Promise.all(Array.from({ length: sideBySide }, worker));
          return { id };
        },
      } as never;
    },
  };
};

/** Two processes that call as fast as they can on one token, for so many simulated minutes; the store may be gone for a while. */
export async function sharedChaos(options: {
  minutes: number;
  perMinute: number;
  processes: number;
  storeOf: (clock: VirtualClock) => SharedLimit;
}): Promise<Pick<LimitFigures, 'answered' | 'refused' | 'share'> & { byProcess: number[] }> {
  const { minutes, perMinute, processes } = options;
  const clock = virtualClock();
  const service = new MinuteService(clock, perMinute, () => 100);
  const sharedLimit = options.storeOf(clock);
  const byProcess = Array.from({ length: processes }, () => 0);
  const end = clock.now() + minutes * minuteMs;
  const runtimes = byProcess.map(
    () => scripted([], { clock, fetch: service.fetch, deadlineMs: 60 * minuteMs, sharedLimit }).runtime,
  );
  const workers = runtimes.flatMap((runtime, index) =>
    Array.from({ length: 4 }, async () => {
      while (clock.now() < end) {
        const { success } = await runtime.execute('test_read', { id: '1' });
        if (success) byProcess[index]!++;
      }
    }),
  );
  await clock.sleep(minutes * minuteMs);
  const atEnd = { ...service.seen };
  for (const runtime of runtimes) runtime.close();
  await Promise.all(workers);
  return { ...atEnd, share: atEnd.answered / (minutes * perMinute), byProcess };
}

/** So many calls side by side on one token, one after the other each, for so many simulated minutes. */
export async function limitChaos(options: {
  calls: number;
  minutes: number;
  perMinute: number;
  seed: number;
}): Promise<LimitFigures> {
  const { calls, minutes, perMinute } = options;
  const random = randomFrom(options.seed);
  const clock = virtualClock();
  const service = new MinuteService(clock, perMinute, () => 100 + random.below(200));
  const waited: Record<Kind, number[]> = { read: [], write: [], bulk: [] };
  const tools = [
    ...probeTools,
    bulkTool(
      (ms) => waited.bulk.push(ms),
      () => clock.now(),
    ),
  ];
  const { runtime } = scripted([], { clock, fetch: service.fetch, deadlineMs: 60 * minuteMs }, tools);
  const end = clock.now() + minutes * minuteMs;
  let failed = 0;
  const kinds: readonly Kind[] = ['read', 'read', 'read', 'write', 'write', 'bulk'];
  const worker = async (_: unknown, index: number) => {
    const kind = kinds[index % kinds.length]!;
    await clock.sleep(random.below(2_000));
    while (clock.now() < end) {
      const asked = clock.now();
      const tool = { read: 'test_read', write: 'test_create', bulk: 'test_bulk' }[kind];
      const size = String(kind === 'bulk' ? 20 + random.below(40) : index);
      const { success } = await runtime.execute(tool, { id: size });
      if (!success && clock.now() < end) failed++;
      if (kind !== 'bulk') waited[kind].push(clock.now() - asked);
    }
  };
  const workers = Promise.all(Array.from({ length: calls }, worker));
  await clock.sleep(minutes * minuteMs);
  const atEnd = { ...service.seen };
  runtime.close();
  await workers;
  const waitsOf = (all: readonly number[]): Waits => ({
    requests: all.length,
    mean: all.reduce((sum, ms) => sum + ms, 0) / Math.max(1, all.length) / 1_000,
    worst: Math.max(0, ...all) / 1_000,
  });
  return {
    ...atEnd,
    share: atEnd.answered / (minutes * perMinute),
    waits: { read: waitsOf(waited.read), write: waitsOf(waited.write), bulk: waitsOf(waited.bulk) },
    failed,
  };
}
