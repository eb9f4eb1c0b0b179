import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure, Group } from '../figure.js';
import { taskNumber } from '../fixtures/tasks.js';
import { type HttpServer, message, sender, startHttp } from '../support/http-session.js';
import { ourServer, residentKb } from '../support/mcp.js';
import { median, round } from '../support/stats.js';

const floorServer = new URL('../servers/one-tool-http.mjs', import.meta.url).pathname;
const apiServer = new URL('../servers/api.ts', import.meta.url).pathname;

const starts = 9;
const warmUp = 300;
const reads = 600;
const lists = 200;
const connections = 32;
const rounds = 5;
const callsInRound = 2_000;
/** Calls whose memory is compared, which takes two minutes; BENCH_CALLS says how many else. */
const calls = Number(process.env.BENCH_CALLS ?? 100_000);

const task_id = taskNumber(1).id;
const list = message('tools/list');
const ourRead = message('tools/call', { name: 'clickup_task_get', arguments: { task_id } });
const floorRead = message('tools/call', { name: 'read', arguments: {} });

/** How both are started, on the API at this address. */
interface Ways {
  ours(): Promise<HttpServer>;
  floor(bytes?: number): Promise<HttpServer>;
}

function waysTo(api: string): Ways {
  const env = { CLICKUP_API_KEY: 'pk_81234567_BENCH', CLICKUP_BASE_URL: api, MCP_DEBUG: '0' };
  const read = `${api}/v2/task/${task_id}?include_markdown_description=true`;
  return {
    ours: () => startHttp([ourServer, '--http', '0'], env),
    floor: (bytes = 0) => startHttp([floorServer], { BENCH_URL: read, BENCH_BYTES: String(bytes) }),
  };
}

async function timed(work: () => Promise<string>): Promise<number> {
  const begun = performance.now();
  const answer = await work();
  const ms = performance.now() - begun;
  if (/"isError":true|^\{.{0,40}"error"/s.test(answer.slice(0, 200)))
    throw new Error(`a call that was to be timed failed: ${answer.slice(0, 300)}`);
  return ms;
}

/** The medians of two kinds of work that are done in turn, so that whatever else the machine does hits both alike. */
async function inTurn(count: number, skipped: number, ours: () => Promise<string>, floor: () => Promise<string>) {
  const our: number[] = [];
  const bare: number[] = [];
  for (let i = -skipped; i < count; i++) {
    const [one, other] = [await timed(ours), await timed(floor)];
    if (i < 0) continue;
    our.push(one);
    bare.push(other);
  }
  return { ours: median(our), floor: median(bare), ratio: round(median(our) / median(bare), 3) };
}

/** From nothing to an answered `tools/list`. */
async function timeToStart(start: () => Promise<HttpServer>): Promise<number> {
  const begun = performance.now();
  const server = await start();
  const { send, close } = sender();
  await send(server.url, list);
  const ms = performance.now() - begun;
  close();
  server.close();
  return ms;
}

async function startFigure({ ours, floor }: Ways): Promise<Figure> {
  await timeToStart(floor);
  await timeToStart(ours);
  const our: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < starts; i++) {
    bare.push(await timeToStart(floor));
    our.push(await timeToStart(ours));
  }
  const ratio = round(median(our) / median(bare), 3);
  return {
    name: 'http-start',
    figure: 'HTTP: cold start until tools/list is answered, to a bare SDK server with one tool',
    measured: `${ratio} (${Math.round(median(our))} ms to ${Math.round(median(bare))} ms)`,
    must: '<= 0.80',
    ok: ratio <= 0.8,
    values: { ours: round(median(our)), floor: round(median(bare)), ratio, unit: 'ms', rounds: starts },
  };
}

async function readFigure(ours: HttpServer, floor: HttpServer): Promise<Figure> {
  const [our, bare] = [sender(), sender()];
  const found = await inTurn(
    reads,
    warmUp,
    () => our.send(ours.url, ourRead),
    () => bare.send(floor.url, floorRead),
  );
  our.close();
  bare.close();
  return {
    name: 'http-read-call',
    figure: 'HTTP: clickup_task_get, p50, to the bare server doing one fetch',
    measured: `${found.ratio} (${round(found.ours)} ms to ${round(found.floor)} ms)`,
    must: '<= 1.25',
    ok: found.ratio <= 1.25,
    values: { ...found, unit: 'ms', calls: reads },
  };
}

async function listFigure({ floor: startFloor }: Ways, ours: HttpServer): Promise<Figure> {
  const [our, bare] = [sender(), sender()];
  const bytes = Buffer.byteLength(await our.send(ours.url, list));
  const floor = await startFloor(bytes);
  const found = await inTurn(
    lists,
    50,
    () => our.send(ours.url, list),
    () => bare.send(floor.url),
  );
  our.close();
  bare.close();
  floor.close();
  return {
    name: 'http-tools-list',
    figure: `HTTP: tools/list of 72 tools, ${Math.round(bytes / 1000)} kB, p50, to a file of that size from memory`,
    measured: `${found.ratio} (${round(found.ours)} ms to ${round(found.floor)} ms)`,
    must: '<= 1.50',
    ok: found.ratio <= 1.5,
    values: { ...found, unit: 'ms', bytes, calls: lists },
  };
}

/** Sends messages over all connections at once; gives how many were answered a second. */
async function rate({ url }: HttpServer, body: string, count: number): Promise<number> {
  const { send, close } = sender(connections);
  let left = count;
  const lane = async () => {
    while (left-- > 0) await send(url, body);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - begun) / 1000;
  close();
  return count / seconds;
}

async function rateFigure(ours: HttpServer, floor: HttpServer): Promise<Figure> {
  const ratios: number[] = [];
  const our: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < rounds; i++) {
    bare.push(await rate(floor, floorRead, callsInRound));
    our.push(await rate(ours, ourRead, callsInRound));
    ratios.push(our.at(-1)! / bare.at(-1)!);
  }
  const ratio = round(median(ratios), 3);
  return {
    name: 'http-throughput',
    figure: `HTTP: calls a second over ${connections} connections, to the bare server`,
    measured: `${ratio} (${Math.round(median(our))} to ${Math.round(median(bare))})`,
    must: '>= 1.00',
    ok: ratio >= 1,
    values: { ours: round(median(our)), floor: round(median(bare)), ratio, unit: 'calls/s', rounds, connections },
  };
}

async function memoryFigure(ours: HttpServer): Promise<Figure> {
  await rate(ours, ourRead, calls / 5);
  const before = residentKb(ours.pid);
  await rate(ours, ourRead, (calls / 5) * 4);
  const after = residentKb(ours.pid);
  const ratio = round(after / before, 3);
  return {
    name: 'http-memory',
    figure: `HTTP: resident memory after ${calls.toLocaleString('en')} calls, to that after a fifth of them`,
    measured: `${ratio} (${round(after / 1024, 1)} MB to ${round(before / 1024, 1)} MB)`,
    must: '<= 1.10',
    ok: ratio <= 1.1,
    values: { ours: after, floor: before, ratio, unit: 'kB', calls },
  };
}

async function run(): Promise<Figure[]> {
  const api = fork(apiServer, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, BENCH_LIMIT: '100000000' },
  });
  const servers: HttpServer[] = [];
  try {
    const [url] = (await once(api, 'message')) as [string];
    const ways = waysTo(url);
    const start = await startFigure(ways);
    servers.push(await ways.ours(), await ways.floor());
    const [ours, floor] = servers as [HttpServer, HttpServer];
    return [
      start,
      await readFigure(ours, floor),
      await listFigure(ways, ours),
      await rateFigure(ours, floor),
      await memoryFigure(ours),
    ];
  } finally {
    for (const server of servers) server.close();
    api.disconnect();
  }
}

export const overHttpGroup: Group = {
  name: 'over-http',
  figures: ['http-start', 'http-read-call', 'http-tools-list', 'http-throughput', 'http-memory'],
  run,
};
