import { type ClickUp, createClickUp, type Envelope } from '../../src/index.js';
import type { Clock } from '../../src/runtime/clock.js';
import { virtualClock } from '../support/virtual-clock.js';
import { type Attack, Tally } from './attack.js';
import { type Manner, MinuteServer, windowMs } from './skewed-clocks/minute-server.js';
import { type OddHeaders, oddHeaders } from './skewed-clocks/odd-headers.js';
import { loadedTools } from './support/loaded-tools.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** By how much the server's clock is ahead of the client's. */
const skews = [-10 * minuteMs, -2 * minuteMs, -3 * secondMs, 0, 3 * secondMs, 2 * minuteMs, 10 * minuteMs];
const limit = 20;
/** Three windows' worth: the last have to wait for two more to open. */
const calls = 50;
const task = { task_id: '86c131205' };

/** Clocks that disagree and headers that make no sense: is a healthy client refused, or stopped for long? */
export const skewedClocks: Attack = {
  limitMs: { small: 30_000, full: 60_000 },
  async run() {
    const figures = {
      seen: new Tally('429s in a healthy run'),
      refused: new Tally('calls refused though a window would have opened'),
      stopped: new Tally('calls refused for longer than one window'),
    };
    for (const aheadMs of skews) {
      for (const date of [true, false]) await healthyRun({ aheadMs, date }, figures.seen, figures.refused);
    }
    for (const odd of oddHeaders) await longRun(odd, figures.stopped);
    return Object.values(figures).map(({ row }) => row);
  },
};

async function client(clock: Clock, fetch: () => Promise<Response>, deadlineMs: number): Promise<ClickUp> {
  const tools = await loadedTools();
  return createClickUp({
    apiKey: 'pk_81230001_MADEUP',
    tools,
    clock,
    fetch,
    deadlineMs,
    random: () => 0.5,
    timeZone: 'UTC',
  });
}

/** Many calls at once on a server that has no other client. */
async function healthyRun(manner: Manner, seen: Tally, refused: Tally): Promise<void> {
  const clock = virtualClock();
  const server = new MinuteServer(clock, limit, manner);
  const clickup = await client(clock, server.fetch, 3 * windowMs);
  const label = `server ${manner.aheadMs / secondMs} s ahead, ${manner.date ? 'with' : 'without'} Date`;
  const all = await Promise.all(Array.from({ length: calls }, () => clickup.call('clickup_task_get', task)));
  for (const envelope of all) refused.check(envelope.success, () => `${label}: ${codeOf(envelope)}`);
  // Without Date, nobody can know how far the clocks are apart.
  if (manner.date || manner.aheadMs === 0) seen.check(server.refused === 0, () => `${label}: ${server.refused}`);
}

/** A call every ten seconds: once a window has passed since the first answer, none may be refused. */
async function longRun({ name, answer, patienceMs = windowMs }: OddHeaders, stopped: Tally): Promise<void> {
  let nth = 0;
  const clock = virtualClock();
  const clickup = await client(clock, async () => answer(nth++, clock.now()), 5 * secondMs);
  const startedAt = clock.now();
  while (clock.now() < startedAt + patienceMs + minuteMs) {
    const age = clock.now() - startedAt;
    const envelope = await clickup.call('clickup_task_get', task);
    const isOpen = age <= patienceMs + secondMs || envelope.success;
    stopped.check(isOpen, () => `${name}: ${codeOf(envelope)} after ${age / secondMs} s`);
    await clock.sleep(10 * secondMs);
  }
}

const codeOf = (envelope: Envelope) => (envelope.success ? 'success' : envelope.error.code);
