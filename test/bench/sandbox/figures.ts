import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure, Group } from '../figure.js';
import { median, round } from '../support/stats.js';
import { measureHttp } from './http.js';
import type { Size } from './size.js';

const few = 1000;
const many = 100_000;

/** Measured in a process of its own, so that memory is that of one sandbox. */
async function measureSize(scale: number): Promise<Size> {
  const program = new URL('./size.ts', import.meta.url).pathname;
  const execArgv = ['--import', 'tsx'];
  const child = fork(program, [String(scale)], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(child, 'exit').then(([code]) => Promise.reject(new Error(`size.ts ${scale} ended with ${code}`)));
  const [size] = (await Promise.race([once(child, 'message'), exit])) as [Size];
  exit.catch(() => undefined);
  return size;
}

interface Limit {
  name: string;
  figure: string;
  value: number;
  unit: string;
  must: number;
  values: Figure['values'];
}

const atMost = ({ name, figure, value, unit, must, values }: Limit): Figure => ({
  name,
  figure,
  measured: `${round(value)}${unit}`,
  must: `<= ${must}${unit}`,
  ok: value <= must,
  values,
});

async function sizeFigures(): Promise<Figure[]> {
  // In turn, so that whatever else the machine does hits both alike.
  const pairs: [Size, Size][] = [];
  for (let i = 0; i < 3; i++) pairs.push([await measureSize(few), await measureSize(many)]);
  const of = (key: keyof Size, which: 0 | 1) => round(median(pairs.map((pair) => pair[which][key])), 4);
  const ratio = (key: keyof Size) => of(key, 1) / of(key, 0);
  const both = (key: keyof Size) => ({ [few]: of(key, 0), [many]: of(key, 1) });
  return [
    atMost({
      name: 'sandbox-task',
      figure: `a task by id among ${many} tasks, p50, to one among ${few}`,
      value: ratio('task'),
      unit: ' x',
      must: 3,
      values: { ...both('task'), unit: 'ms' },
    }),
    atMost({
      name: 'sandbox-page',
      figure: `a page of a List among ${many} tasks, p50, to one among ${few}`,
      value: ratio('page'),
      unit: ' x',
      must: 2,
      values: { ...both('page'), unit: 'ms' },
    }),
    atMost({
      name: 'sandbox-start',
      figure: `start of a sandbox of ${many} tasks`,
      value: of('start', 1) / 1000,
      unit: ' s',
      must: 10,
      values: { ...both('start'), unit: 'ms' },
    }),
    atMost({
      name: 'sandbox-memory',
      figure: `resident memory with ${many} tasks`,
      value: of('memory', 1),
      unit: ' MB',
      must: 600,
      values: { ...both('memory'), unit: 'MB' },
    }),
  ];
}

async function httpFigure(): Promise<Figure> {
  const runs = [await measureHttp(), await measureHttp(), await measureHttp()];
  const perSecond = median(runs.map((run) => run.perSecond));
  const serverCpu = median(runs.map((run) => run.serverCpu));
  return {
    name: 'sandbox-http',
    figure: 'reads of a task a second over HTTP, from one client process',
    measured: `${Math.round(perSecond)} (${round(serverCpu)} ms of the server's CPU each)`,
    must: '>= 2000',
    ok: perSecond >= 2000,
    values: { perSecond: Math.round(perSecond), serverCpu: round(serverCpu, 4), runs: runs.length },
  };
}

/** What the sandbox costs: at a hundred times the data, and over HTTP. */
export const sandboxFigures = async (): Promise<Figure[]> => [await httpFigure(), ...(await sizeFigures())];

export const sandboxGroup: Group = {
  name: 'sandbox',
  figures: ['sandbox-http', 'sandbox-task', 'sandbox-page', 'sandbox-start', 'sandbox-memory'],
  run: sandboxFigures,
};
