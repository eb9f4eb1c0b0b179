import { execFileSync } from 'node:child_process';
import { programOptions } from '../../../codegen/program-options.js';
import { noPostgres } from '../../support/databases.js';
import { countCalls } from './calls.js';
import { askLive } from './live.js';
import type { Measured } from './measure.js';

const parts = ['embedded', 'postgres', 'live', 'calls'];

const help = `npm run bench:analytics -- [TASKS] [ENTRIES] [RUNS] [--only ${parts.join('|')}]...

How quick each report is on a large copy (100000 tasks, 1000000 time entries, 20 runs), on both databases; what the same
question takes of the live API by the standard tools; and how many calls a full sync takes.
`;

const { words, values, refuse } = programOptions(
  help,
  { only: { type: 'string', multiple: true } },
  { allowPositionals: true },
);
const notNumber = words.find((word) => !(Number(word) > 0));
if (notNumber !== undefined) refuse(`${notNumber} is not a number above 0`);
const unknown = values.only?.find((part) => !parts.includes(part));
if (unknown !== undefined) refuse(`no part is called ${unknown}`);
const [tasks = 100_000, entries = 1_000_000, runs = 20] = words.map(Number);
const isWanted = (part: string): boolean => values.only?.includes(part) ?? true;
/** Tasks of the Workspace whose full sync is counted. */
const syncedTasks = 120_000;
const limits = { report: 300, timesheet: 200, load: 25_000, resident: 300, calls: 1.05, unchanged: 3 };
const print = (line = '') => process.stdout.write(`${line}\n`);
const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Each database in a process of its own, so that neither counts into the other's memory. */
function measured(kind: string): Measured {
  process.stderr.write(`filling and measuring ${kind} ...\n`);
  const script = new URL('./measure.ts', import.meta.url).pathname;
  const args = ['--import', 'tsx', script, kind, ...[tasks, entries, runs].map(String)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

interface Figure {
  what: string;
  value: string;
  limit: string;
  isHeld: boolean;
}

const atMost = (what: string, value: number, limit: number, unit: string): Figure => {
  return { what, value: `${whole(value)} ${unit}`, limit: `<= ${whole(limit)} ${unit}`, isHeld: value <= limit };
};

function figuresOf({ kind, p95, rowsPerSecond, residentMb }: Measured): Figure[] {
  const [slowest, ms] = Object.entries(p95).sort(([, a], [, b]) => b - a)[0]!;
  return [
    atMost(`${kind}: slowest report, ${slowest}`, ms, limits.report, 'ms'),
    atMost(`${kind}: timesheet of 200 people x 30 days`, p95.get_monthly_timesheet!, limits.timesheet, 'ms'),
    {
      what: `${kind}: load`,
      value: `${whole(rowsPerSecond)} rows/s`,
      limit: `>= ${whole(limits.load)} rows/s`,
      isHeld: rowsPerSecond >= limits.load,
    },
    ...(kind === 'embedded' ? [atMost(`${kind}: resident after all reports`, residentMb, limits.resident, 'MB')] : []),
  ];
}

function printReports(found: readonly Measured[]): void {
  const names = Object.keys(found[0]!.p95).sort((a, b) => found[0]!.p95[b]! - found[0]!.p95[a]!);
  const load = found.map((each) => each.load.toFixed(1)).join(', ');
  print(
    `95th percentile of ${runs} warm runs, ${whole(tasks)} tasks, ${whole(entries)} time entries, 200 people, in ms`,
  );
  print(`(load of the machine meanwhile ${load}: two cores are full at 2.0)\n`);
  // The embedded database works in the process that is measured: what it takes of a processor holds on a busy machine too.
  const embedded = found.find(({ kind }) => kind === 'embedded');
  const row = (name: string, cells: readonly string[]) =>
    print(`${name.padEnd(34)}${cells.map((cell) => cell.padStart(12)).join('')}`);
  row('', [...found.map(({ kind }) => kind), ...(embedded ? ['processor'] : [])]);
  for (const name of names)
    row(
      name,
      [...found.map(({ p95 }) => p95[name]!), ...(embedded ? [embedded.processor[name]!] : [])].map((ms) =>
        ms.toFixed(0),
      ),
    );
  print();
}

async function printLive(): Promise<void> {
  const duration = (minutes: number) => (minutes < 1 ? `${Math.ceil(minutes * 60)} s` : `${minutes.toFixed(1)} min`);
  print(`The same question to the live API by the standard tools, on a sandbox of ${whole(tasks)} tasks\n`);
  for (const { question, tool, calls } of await askLive(tasks))
    print(
      `${question.padEnd(52)}${whole(calls).padStart(7)} calls, ${duration(calls / 100)} at 100 a minute; ${tool} 0 calls`,
    );
  print();
}

async function callFigures(): Promise<Figure[]> {
  process.stderr.write(`syncing ${whole(syncedTasks)} tasks ...\n`);
  const { tasks: found, full, formula, unchanged, seconds } = await countCalls(syncedTasks);
  const most = Math.floor(limits.calls * formula);
  return [
    atMost(`full sync of ${whole(found)} tasks, in ${seconds.toFixed(0)} s`, full, most, 'calls'),
    atMost('sync that finds nothing changed', unchanged, limits.unchanged, 'calls'),
  ];
}

if (noPostgres) print(`without PostgreSQL: ${noPostgres}`);
const kinds = ['embedded', ...(noPostgres ? [] : ['postgres'])].filter(isWanted);
const found = kinds.map(measured);
if (found.length > 0) printReports(found);
if (isWanted('live')) await printLive();
const figures = [...found.flatMap(figuresOf), ...(isWanted('calls') ? await callFigures() : [])];
for (const { what, value, limit, isHeld } of figures)
  print(`${what.padEnd(66)}${value.padStart(16)}  ${limit.padEnd(20)}${isHeld ? 'held' : 'MISSED'}`);
