import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { TASKS } from '../../../src/sandbox/index.js';

const warmUp = 3000;
const requests = 12_000;
const connections = 16;

/** Sends `total` reads of a task over kept connections, so many at a time. */
async function readTasks(url: string, authorization: string, agent: Agent, total: number): Promise<void> {
  const ids = Object.values(TASKS);
  let sent = 0;
  const one = (id: string) =>
    new Promise<void>((resolve, reject) => {
      get(`${url}/v2/task/${id}`, { agent, headers: { authorization } }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`a task was answered with ${response.statusCode}`));
        response.resume();
        response.once('end', resolve);
      }).once('error', reject);
    });
  const worker = async () => {
    while (sent < total) await one(ids[sent++ % ids.length]!);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [ms] = (await once(server, 'message')) as [number];
  return ms;
}

/** How many `GET task` a second the sandbox answers over HTTP, and the CPU time of its process for one, in ms. */
export async function measureHttp(): Promise<{ perSecond: number; serverCpu: number; requests: number }> {
  const program = new URL('./server.ts', import.meta.url).pathname;
  const server = fork(program, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const [{ url, apiKey }] = (await once(server, 'message')) as [{ url: string; apiKey: string }];
    await readTasks(url, apiKey, agent, warmUp);
    const cpuBefore = await cpuOf(server);
    const begun = performance.now();
    await readTasks(url, apiKey, agent, requests);
    const seconds = (performance.now() - begun) / 1000;
    const serverCpu = ((await cpuOf(server)) - cpuBefore) / requests;
    return { perSecond: requests / seconds, serverCpu, requests };
  } finally {
    agent.destroy();
    server.disconnect();
  }
}
