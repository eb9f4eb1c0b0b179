import { execFileSync } from 'node:child_process';
import { noPostgres } from '../../support/databases.js';
import { askLive } from './live.js';
import type { Measured } from './measure.js';

/**
 * How quick each report is on a large copy, on both databases, and what the same question takes of the live API by the standard tools:
 * `npm run bench:analytics [tasks] [entries] [runs]`.
 */
const [tasks = 100_000, entries = 1_000_000, runs = 20] = process.argv.slice(2).map(Number);
const limits = { report: 300, timesheet: 200, load: 25_000, resident: 300 };
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Each database in a process of its own, so that neither counts into the other's memory. */
function measured(kind: string): Measured {
  process.stderr.write(`filling and measuring ${kind} ...\n`);
  const script = new URL('./measure.ts', import.meta.url).pathname;
  const args = ['--import', 'tsx', script, kind, ...[tasks, entries, runs].map(String)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

const found = ['embedded', ...(noPostgres ? [] : ['postgres'])].map(measured);
if (noPostgres) print(`without PostgreSQL: ${noPostgres}`);
const names = Object.keys(found[0]!.p95).sort((a, b) => found[0]!.p95[b]! - found[0]!.p95[a]!);
print(`\n95th percentile of ${runs} warm runs, ${tasks} tasks, ${entries} time entries, 200 people, in ms\n`);
print(`${''.padEnd(32)}${found.map(({ kind }) => kind.padStart(12)).join('')}`);
for (const name of names)
  print(`${name.padEnd(32)}${found.map(({ p95 }) => p95[name]!.toFixed(0).padStart(12)).join('')}`);

const verdict = (value: number, limit: number, isLeast = false): string =>
  (isLeast ? value >= limit : value <= limit) ? 'held' : 'MISSED';
print('');
for (const { kind, p95, rowsPerSecond, residentMb } of found) {
  const [slowest, ms] = Object.entries(p95).sort(([, a], [, b]) => b - a)[0]!;
  print(`${kind}: slowest ${slowest}, ${ms.toFixed(0)} ms (at most ${limits.report}: ${verdict(ms, limits.report)})`);
  const sheet = p95.get_monthly_timesheet!;
  print(
    `${kind}: timesheet of 200 people x 30 days ${sheet.toFixed(0)} ms (at most ${limits.timesheet}: ${verdict(sheet, limits.timesheet)})`,
  );
  print(
    `${kind}: loads ${Math.round(rowsPerSecond)} rows/s (at least ${limits.load}: ${verdict(rowsPerSecond, limits.load, true)})`,
  );
  if (kind === 'embedded')
    print(
      `${kind}: resident ${residentMb} MB (at most ${limits.resident}: ${verdict(residentMb, limits.resident)}), after all reports, without what loading left`,
    );
}
print(`load of the machine: ${found.map(({ load }) => load.toFixed(1)).join(', ')} on two cores is 100 % at 2.0`);

print(`\nThe same question to the live API by the standard tools, on a sandbox of ${tasks} tasks\n`);
for (const { question, tool, calls } of await askLive(tasks))
  print(
    `${question.padEnd(52)}${String(calls).padStart(7)} calls, ${duration(calls / 100)} at 100 a minute; ${tool} 0 calls`,
  );

function duration(minutes: number): string {
  return minutes < 1 ? `${Math.ceil(minutes * 60)} s` : `${minutes.toFixed(1)} min`;
}
