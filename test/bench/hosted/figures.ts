import { fork } from 'node:child_process';
import { once } from 'node:events';
import { bySecret } from '../../../src/hosted/access/authenticate.js';
import { hostedDefaults } from '../../../src/hosted/settings/hosted-settings.js';
import type { Figure, Group } from '../figure.js';
import { limit, pin, runIdle } from '../support/cores.js';
import { message, sender } from '../support/http-session.js';
import { mean, median, percentile, round } from '../support/stats.js';
import { loaded, type Node, openStage, type Stage, taskId } from './stage.js';

const ourRead = message('tools/call', { name: 'clickup_task_get', arguments: { task_id: taskId } });
const bareRead = message('tools/call', { name: 'read', arguments: {} });

const connections = 32;
const reads = 400;
const rounds = 5;
const roundMs = 3_000;
/** A node with a part of a core collects its garbage for a second at a time, which a short round would miss, or be full of. */
const sharedRoundMs = 10_000;
/** Two by each node. */
const sharedRounds = 4;
/** What a node has of the core of the servers where several are compared, so that load, API and database keep up with two. */
const shareOfCore = 0.25;
const lookUps = 5_000;
/** Until all of it is compiled, and what the figures before left behind is collected. */
const firstLookUps = 3_000;
const quietTenants = 20;
const quietEveryMs = 250;
const phaseMs = 6_000;

/** The links, one after the other through all tenants, so that none gets beyond its own limit. */
function everyLink({ links }: Stage): () => string {
  let at = 0;
  return () => {
    const link = links[(at * loaded.linksOfEach + Math.floor(at / loaded.tenants)) % links.length]!;
    at += 1;
    return link;
  };
}

function check(answer: string): string {
  if (!answer.includes('"result"') || /"isError":true/.test(answer))
    throw new Error(`a call that was to be timed failed: ${answer.slice(0, 300)}`);
  return answer;
}

/** Lets a node meet each tenant once, as one that has run for a minute has. */
async function warm(node: Node, stage: Stage): Promise<void> {
  const { send, close } = sender(connections);
  const links = stage.links.filter((_, at) => at % loaded.linksOfEach === 0);
  const lane = async () => {
    for (let link = links.pop(); link !== undefined; link = links.pop()) check(await send(node.urlOf(link), ourRead));
  };
  links.reverse();
  await Promise.all(Array.from({ length: connections }, lane));
  close();
}

async function latency(stage: Stage, [node]: readonly [Node, Node]): Promise<Figure> {
  const [our, bare] = [sender(), sender()];
  const next = everyLink(stage);
  const [ours, floor]: [number[], number[]] = [[], []];
  const timed = async (work: () => Promise<string>) => {
    const begun = performance.now();
    check(await work());
    return performance.now() - begun;
  };
  // In turn, so that whatever else the machine does hits both alike.
  for (let at = -100; at < reads; at++) {
    const one = await timed(() => our.send(node.urlOf(next()), ourRead));
    const other = await timed(() => bare.send(stage.bare.url, bareRead));
    if (at < 0) continue;
    ours.push(one);
    floor.push(other);
  }
  our.close();
  bare.close();
  const ratio = round(median(ours) / median(floor), 3);
  return {
    name: 'call',
    figure: `tools/call by one of ${stage.links.length.toLocaleString('en')} links, p50, to a bare SDK server doing the same fetch`,
    measured: `${ratio} (${round(median(ours))} ms to ${round(median(floor))} ms)`,
    must: '<= 1.60',
    ok: ratio <= 1.6,
    values: { ours: median(ours), floor: median(floor), ratio, unit: 'ms', calls: reads },
  };
}

/** Calls that are answered in a second, over all connections at once. */
async function rate(urls: () => URL, body: string, lanes = connections, ms = roundMs): Promise<number> {
  const { send, close } = sender(lanes);
  let answered = 0;
  const begun = performance.now();
  const lane = async () => {
    while (performance.now() - begun < ms) {
      check(await send(urls(), body));
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - begun) / 1000;
  close();
  return answered / seconds;
}

async function throughput(stage: Stage, [node]: readonly [Node, Node]): Promise<Figure> {
  const next = everyLink(stage);
  const [ours, floor]: [number[], number[]] = [[], []];
  for (let at = 0; at < rounds; at++) {
    floor.push(await rate(() => stage.bare.url, bareRead));
    ours.push(await rate(() => node.urlOf(next()), ourRead));
  }
  const ratio = round(median(ours.map((each, at) => each / floor[at]!)), 3);
  return {
    name: 'throughput',
    figure: `calls a second of one node over ${connections} connections, to the bare server`,
    measured: `${ratio} (${Math.round(median(ours))} to ${Math.round(median(floor))})`,
    must: '>= 0.80',
    ok: ratio >= 0.8,
    values: { ours: median(ours), floor: median(floor), ratio, unit: 'calls/s', rounds, connections },
  };
}

/** Runs work while nodes have only a share of a core each. */
async function limited<Result>(nodes: readonly Node[], work: () => Promise<Result>): Promise<Result> {
  const end = limit(shareOfCore, ...nodes.map(({ child }) => child.pid!));
  if (!end) throw new Error('Nodes can be compared only where control groups of the processor can be made');
  try {
    return await work();
  } finally {
    end();
  }
}

async function twoNodes(stage: Stage, nodes: readonly [Node, Node]): Promise<Figure> {
  const next = everyLink(stage);
  const [one, both]: [number[], number[]] = [[], []];
  let turn = 0;
  // The second has answered next to nothing so far, and is not compiled yet.
  await rate(() => nodes[1].urlOf(next()), ourRead, connections, sharedRoundMs);
  for (let at = 0; at < sharedRounds; at++) {
    one.push(await limited(nodes, () => rate(() => nodes[at % 2]!.urlOf(next()), ourRead, connections, sharedRoundMs)));
    // As many connections to each as the one had.
    const urls = () => nodes[turn++ % 2]!.urlOf(next());
    both.push(await limited(nodes, () => rate(urls, ourRead, 2 * connections, sharedRoundMs)));
  }
  const [ours, floor] = [mean(both), mean(one)];
  const ratio = round(ours / floor, 3);
  return {
    name: 'two-nodes',
    figure: `calls a second of two nodes on one database, to one of them; each has ${Math.round(shareOfCore * 100)} % of one core, alone and together`,
    measured: `${ratio} (${Math.round(ours)} to ${Math.round(floor)})`,
    must: '>= 1.80',
    ok: ratio >= 1.8,
    values: { ours, floor, ratio, unit: 'calls/s', rounds: sharedRounds, shareOfCore },
  };
}

/** Each link is looked up for the first time, in PostgreSQL, and then again from memory. */
async function lookUp({ hosted, links }: Stage): Promise<Figure> {
  const timed = async (link: string) => {
    const begun = performance.now();
    const caller = await bySecret(hosted.deps, link, 'link');
    const ms = performance.now() - begun;
    if (typeof caller === 'string') throw new Error(`a link is ${caller}`);
    return ms;
  };
  const step = Math.floor(links.length / lookUps);
  const chosen = links.filter((_, at) => at % step === 0).slice(0, lookUps);
  const others = links.filter((_, at) => at % step !== 0).slice(0, firstLookUps);
  // This process is the server here, and the database is on the other core.
  pin('server', process.pid);
  for (const link of others) await timed(link);
  const [cold, again]: [number[], number[]] = [[], []];
  for (const link of chosen) cold.push(await timed(link));
  for (const link of chosen) again.push(await timed(link));
  const [p99, kept] = [percentile(cold, 99), percentile(again, 99)];
  return {
    name: 'look-up',
    figure: `look-up of a link among ${links.length.toLocaleString('en')} in PostgreSQL, p99`,
    measured: `${round(p99)} ms (p50 ${round(median(cold))} ms; from memory p99 ${round(kept, 3)} ms)`,
    must: '< 1 ms',
    ok: p99 < 1,
    values: { p99, p50: median(cold), kept, unit: 'ms', lookUps: chosen.length },
  };
}

/** How long the calls of quiet tenants take, each with a call now and then by one of its links after the other. */
async function quiet(stage: Stage, node: Node): Promise<number[]> {
  const times: number[] = [];
  const { send, close } = sender(connections);
  const end = performance.now() + phaseMs;
  const tenant = async (at: number) => {
    const own = (at + 1) * loaded.linksOfEach;
    let turn = 0;
    await new Promise((resolve) => setTimeout(resolve, (quietEveryMs / quietTenants) * at));
    while (performance.now() < end) {
      const begun = performance.now();
      check(await send(node.urlOf(stage.links[own + (turn++ % loaded.linksOfEach)]!), ourRead));
      const took = performance.now() - begun;
      times.push(took);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, quietEveryMs - took)));
    }
  };
  await Promise.all(Array.from({ length: quietTenants }, (_, at) => tenant(at)));
  close();
  return times;
}

async function noisyTenant(stage: Stage, [node]: readonly [Node, Node]): Promise<Figure> {
  const perSecond = (hostedDefaults.linkRate / 60) * 100;
  const noisy = new URL('../servers/noisy.ts', import.meta.url).pathname;
  const [alone, beside]: [number[], number[]] = [[], []];
  let told = { sent: 0, due: 0 };
  for (let at = 0; at < rounds; at++) {
    alone.push(...(await quiet(stage, node)));
    const process_ = fork(noisy, [node.urlOf(stage.links[0]!).href, String(perSecond)], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, NOISY_MESSAGE: ourRead },
    });
    runIdle(process_.pid!);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    beside.push(...(await quiet(stage, node)));
    process_.send('how many');
    [told] = (await once(process_, 'message')) as [typeof told];
    process_.disconnect();
    await once(process_, 'exit');
  }
  const [ours, floor] = [percentile(beside, 95), percentile(alone, 95)];
  const ratio = round(ours / floor, 3);
  return {
    name: 'noisy-tenant',
    figure: `p95 of ${quietTenants} quiet tenants beside one that sends ${perSecond} calls a second, 100 times its limit, to that without it`,
    measured: `${ratio} (${round(ours)} ms to ${round(floor)} ms; ${told.sent} of ${told.due} sent)`,
    must: '<= 1.20',
    ok: ratio <= 1.2,
    values: { ours, floor, ratio, unit: 'ms', calls: beside.length, sent: told.sent, due: told.due },
  };
}

async function run(): Promise<Figure[]> {
  const stage = await openStage();
  try {
    const nodes = [await stage.node(), await stage.node()] as const;
    for (const each of nodes) await warm(each, stage);
    const figures: Figure[] = [];
    for (const measure of [latency, throughput, twoNodes, lookUp, noisyTenant]) {
      // Each time: the pools make new connections as they need them.
      const where = (await stage.pin()) ? '' : '; the system cannot pin: servers and load share the cores';
      const figure = await measure(stage, nodes);
      figures.push({ ...figure, figure: `${figure.figure}${where}` });
    }
    return figures;
  } finally {
    await stage.close();
  }
}

export const hostedGroup: Group = {
  name: 'hosted',
  figures: ['call', 'throughput', 'two-nodes', 'look-up', 'noisy-tenant'],
  run,
};
