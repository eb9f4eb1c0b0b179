import { createSandbox, LISTS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { median } from '../support/stats.js';

/** What a sandbox of so many tasks costs; times in ms, memory in MB. */
export interface Size {
  start: number;
  memory: number;
  task: number;
  page: number;
}

const rounds = 400;
const scale = Number(process.argv[2]);

const began = performance.now();
const sandbox = createSandbox({ seed: { scale }, rateLimit: false });
const start = performance.now() - began;

async function read(path: string): Promise<unknown> {
  const headers = { authorization: sandbox.apiKey };
  const response = await sandbox.fetch(`https://api.clickup.com/api/v2${path}`, { headers });
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
  return response.json();
}

async function timed(paths: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = -rounds / 2; i < rounds; i++) {
    const path = paths[(i + rounds) % paths.length] ?? '';
    const before = performance.now();
    await read(path);
    if (i >= 0) times.push(performance.now() - before);
  }
  return median(times);
}

interface Page {
  tasks: { id: string }[];
}
const lists = Object.values(LISTS).map((id) => `/list/${id}/task?subtasks=true&include_closed=true`);
const { tasks } = (await read(`/team/${WORKSPACE_ID}/task?subtasks=true`)) as Page;
const task = await timed(tasks.map(({ id }) => `/task/${id}`));
const page = await timed(lists);
const memory = process.memoryUsage().rss / 1e6;
process.send?.({ start, memory, task, page } satisfies Size);
process.disconnect?.();
