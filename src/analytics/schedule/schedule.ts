import { Cron } from 'croner';
import type { Jobs } from '../rest/jobs.js';
import type { ScheduleSettings } from './settings.js';

/** Five past midnight, so that a sync that began before it has most likely ended. */
const snapshots = '5 0 * * *';

export interface Schedule {
  /** When the next sync begins; null where none will. */
  next(): Date | null;
  /** Goes on in another zone, where it is another. */
  moveTo(timeZone: string): void;
  stop(): void;
}

/** Syncs by a cron pattern, and keeps each day soon after its end. A job that is due while the same still runs is left out. */
export function startSchedule(jobs: Jobs, { syncs }: ScheduleSettings, timeZone: string): Schedule {
  let zone = timeZone;
  let crons = begin();

  function begin(): Cron[] {
    if (syncs === undefined) return [];
    const options = { timezone: zone };
    return [
      new Cron(syncs, options, () => void jobs.start('tasks', { full: false, trust_webhooks: true }, 'schedule')),
      new Cron(snapshots, options, () => void jobs.start('daily', {}, 'schedule')),
    ];
  }

  const stop = () => {
    for (const cron of crons) cron.stop();
  };
  return {
    next: () => crons[0]?.nextRun() ?? null,
    moveTo(other) {
      if (other === zone) return;
      stop();
      zone = other;
      crons = begin();
    },
    stop,
  };
}
