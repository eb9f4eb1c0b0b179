import { getHeapCodeStatistics } from 'node:v8';
import { createClickUp } from '../../src/index.js';
import { Cache } from '../../src/runtime/cache.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { randomFrom } from '../attack/support/random.js';
import { catalogTools } from '../support/catalog.js';
import { idPools } from '../support/other-ids.js';
import type { Rows } from '../support/policy-oracle.js';
import { inputOf } from './inputs.js';

/** What many calls of one client left in memory. */
export interface SoakFigures {
  calls: number;
  /** Bytes of the heap after a tenth of the calls, and after all of them, without what V8 compiles for as long as it warms up. */
  before: number;
  after: number;
  /** What it compiled in the end. */
  code: number;
  /** The most that the cache ever held, of which the second counts only what may be long. */
  entries: number;
  characters: number;
  isWithinBounds: boolean;
}

/** Calls after which the sandbox starts afresh, so that only the client can grow. */
const callsOfSandbox = 500;
/** Virtual ms between two calls: what is kept for a minute goes now and then. */
const pauseMs = 50;
/** https://nodejs.org/api/cli.html#--expose-gc */
const { gc } = globalThis as { gc?: () => void };

function codeBytes(): number {
  const { code_and_metadata_size: code, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return code + bytecode;
}

/** Makes many calls over all tools by one client; needs `--expose-gc`. Ends early at `endsAt`, in real Unix ms. */
export async function soak({
  calls,
  seed,
  endsAt,
}: {
  calls: number;
  seed: number;
  endsAt: number;
}): Promise<SoakFigures> {
  const caches = new Set<Cache>();
  const ofCall = Cache.prototype.for;
  Cache.prototype.for = function (call) {
    caches.add(this);
    return ofCall.call(this, call);
  };
  const random = randomFrom(seed);
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, plan: 'enterprise' });
  const pools = idPools(sandbox.snapshot().rows as unknown as Rows);
  const clickup = createClickUp({ ...sandbox.options, random: random.next, timeZone: 'UTC' });
  const heap = async () => {
    sandbox.reset();
    await new Promise(setImmediate);
    gc?.();
    gc?.();
    return process.memoryUsage().heapUsed - codeBytes();
  };
  const figures = { calls: 0, before: 0, after: 0, code: 0, entries: 0, characters: 0 };
  for (; figures.calls < calls && Date.now() < endsAt; figures.calls++) {
    if (figures.calls === calls / 10) figures.before = await heap();
    if (figures.calls % callsOfSandbox === 0) sandbox.reset();
    const tool = random.pick(catalogTools);
    await clickup.call(tool.name, inputOf(tool, pools, random));
    clock.advance(pauseMs);
    for (const { size, length } of caches) {
      figures.entries = Math.max(figures.entries, size);
      figures.characters = Math.max(figures.characters, length);
    }
  }
  figures.after = await heap();
  figures.code = codeBytes();
  Cache.prototype.for = ofCall;
  const isWithinBounds = caches.size === 1 && figures.entries <= 1_000 && figures.characters <= 16_000_000;
  return { ...figures, isWithinBounds };
}
