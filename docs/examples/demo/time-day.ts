import { type Row, rowsOf, type Session } from './session.js';

/** A day of time tracking: what runs, a new timer, why ClickUp's number for it is negative, stop, report. */
export async function timeDay({ call, say }: Session): Promise<void> {
  say('\n3. A day of time tracking\n');
  const before = await call<{ running: boolean; entry?: Row }>('clickup_time_get', { what: 'running' });
  if (before.entry) say(`    Running since ${before.entry.start}: ${before.entry.duration} so far.`);
  const stopped = before.running ? await call<{ entry: Row }>('clickup_time_stop') : undefined;
  if (stopped) say(`    Stopped after ${stopped.entry.duration}.\n`);

  const started = await call<{ entry: Row }>('clickup_time_start', {
    description: 'Triage of the sprint',
    tags: ['planning'],
  });
  say(`    Started entry ${started.entry.id}: running is ${started.entry.running}.`);
  say(
    '    (ClickUp itself gives a running timer a negative duration: minus the moment it started. The tools turn it into',
  );
  say('    "running: true" and the time elapsed so far.)\n');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { entry } = await call<{ entry: Row }>('clickup_time_stop');
  say(`    Stopped after ${entry.duration}.\n`);

  const report = await call<{ total: string; rows: never }>('clickup_time_get_report', {
    group_by: ['person'],
    people: ['all'],
    start_date: 'last monday',
    end_date: 'today',
  });
  say(`    Everyone since last Monday: ${report.total}`);
  for (const { person, duration, percent } of rowsOf(report.rows)) {
    say(
      `      ${String(person).padEnd(16)} ${String(duration).padStart(10)}  ${'#'.repeat(Math.round(Number(percent)))}`,
    );
  }
}
