import type { Figure, Group } from '../figure.js';
import { openSession, ourServer, residentKb } from '../support/mcp.js';
import { median, round } from '../support/stats.js';

const floorServer = new URL('../servers/floor.mjs', import.meta.url).pathname;
const rounds = 15;

interface Start {
  ms: number;
  kb: number;
}

/** From nothing to an answered `tools/list`. */
async function start(server: string): Promise<Start> {
  const begun = performance.now();
  const session = await openSession(server, { CLICKUP_API_KEY: 'pk_81234567_BENCH' });
  await session.client.listTools();
  const ms = performance.now() - begun;
  const kb = residentKb(session.pid);
  await session.close();
  return { ms, kb };
}

async function run(): Promise<Figure[]> {
  const ours: Start[] = [];
  const floor: Start[] = [];
  await start(floorServer);
  await start(ourServer);
  for (let i = 0; i < rounds; i++) {
    floor.push(await start(floorServer));
    ours.push(await start(ourServer));
  }
  const compare = (field: keyof Start) => {
    const [our, theirs] = [ours, floor].map((starts) => median(starts.map((one) => one[field]))) as [number, number];
    return { ours: round(our), floor: round(theirs), ratio: round(our / theirs, 3) };
  };
  const time = compare('ms');
  const memory = compare('kb');
  return [
    {
      name: 'cold-start',
      figure: 'cold start until tools/list is answered, to the floor',
      measured: `${time.ratio} (${Math.round(time.ours)} ms to ${Math.round(time.floor)} ms)`,
      must: '<= 0.70',
      ok: time.ratio <= 0.7,
      values: { ...time, unit: 'ms', rounds },
    },
    {
      name: 'memory',
      figure: 'resident memory after tools/list, to the floor',
      measured: `${memory.ratio} (${round(memory.ours / 1024, 1)} MB to ${round(memory.floor / 1024, 1)} MB)`,
      must: '<= 0.95',
      ok: memory.ratio <= 0.95,
      values: { ...memory, unit: 'kB', rounds },
    },
  ];
}

export const startGroup: Group = { name: 'start', figures: ['cold-start', 'memory'], run };
