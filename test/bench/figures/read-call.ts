import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure, Group } from '../figure.js';
import { taskNumber } from '../fixtures/tasks.js';
import { openOurs, openSession, type Session } from '../support/mcp.js';
import { median, round } from '../support/stats.js';

const floorServer = new URL('../servers/one-tool.mjs', import.meta.url).pathname;
const apiServer = new URL('../servers/api.ts', import.meta.url).pathname;
const warmUp = 200;
const calls = 600;
/** Pairs of processes: each pair compiles and lays out its memory in its own way, and keeps to that. */
const pairs = 3;

const task_id = taskNumber(1).id;

/** Milliseconds of one call, seen from the client. */
async function timed(call: () => Promise<object>): Promise<number> {
  const begun = performance.now();
  const answer = await call();
  const ms = performance.now() - begun;
  if ('isError' in answer && answer.isError) throw new Error('a call that was to be timed failed');
  return ms;
}

/** The same read through both servers in turn, so that whatever else the machine does hits both alike. */
async function compare(ours: Session, floor: Session) {
  const our: number[] = [];
  const bare: number[] = [];
  const callOurs = () => ours.client.callTool({ name: 'clickup_task_get', arguments: { task_id } });
  const callFloor = () => floor.client.callTool({ name: 'read', arguments: {} });
  for (let i = -warmUp; i < calls; i++) {
    const [one, other] = [await timed(callOurs), await timed(callFloor)];
    if (i < 0) continue;
    our.push(one);
    bare.push(other);
  }
  return { ours: median(our), floor: median(bare) };
}

async function run(): Promise<Figure[]> {
  const api = fork(apiServer, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [url] = (await once(api, 'message')) as [string];
    const found: Awaited<ReturnType<typeof compare>>[] = [];
    for (let pair = 0; pair < pairs; pair++) found.push(await ofPair(url));
    const [ours, floor] = [median(found.map((each) => each.ours)), median(found.map((each) => each.floor))];
    const ratio = round(median(found.map((each) => each.ours / each.floor)), 3);
    const bytes = JSON.stringify(taskNumber(1)).length;
    return [
      {
        name: 'read-call',
        figure: `clickup_task_get of a task of ${round(bytes / 1000, 1)} kB, p50, to a bare server doing one fetch`,
        measured: `${ratio} (${round(ours)} ms to ${round(floor)} ms)`,
        must: '<= 1.20',
        ok: ratio <= 1.2,
        values: { ours: round(ours, 3), floor: round(floor, 3), ratio, unit: 'ms', calls, pairs, bytes },
      },
    ];
  } finally {
    api.disconnect();
  }
}

/** Our server and the bare one, each in a process that was started for this. */
async function ofPair(url: string) {
  // What clickup_task_get asks for; a stand-in that asked for less would read less.
  const read = `${url}/v2/task/${task_id}?include_markdown_description=true`;
  const sessions: Session[] = [];
  try {
    sessions.push(await openOurs({ url }), await openSession(floorServer, { BENCH_URL: read }));
    return await compare(sessions[0]!, sessions[1]!);
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

export const readCallGroup: Group = { name: 'read-call', figures: ['read-call'], run };
