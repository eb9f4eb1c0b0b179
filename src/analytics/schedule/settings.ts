import { CronPattern } from 'croner';
import { knownZone } from '../../clickup/dates/zone.js';
import type { Environment } from '../../config/setting.js';
import { invalidInput } from '../../runtime/errors.js';

/** When syncs begin by themselves. */
export interface ScheduleSettings {
  /** A cron pattern; undefined where none does. */
  syncs: string | undefined;
  /** IANA name; undefined for that of the person in ClickUp. */
  timeZone: string | undefined;
}

const usualSyncs = '*/10 * * * *';

/** Reads ANALYTICS_SCHEDULE and ANALYTICS_TIME_ZONE. Throws for a pattern or a zone that there is not. */
export function readScheduleSettings({ ANALYTICS_SCHEDULE, ANALYTICS_TIME_ZONE }: Environment): ScheduleSettings {
  const syncs = ANALYTICS_SCHEDULE?.trim() || usualSyncs;
  return {
    syncs: syncs === 'off' ? undefined : checked(syncs),
    timeZone: ANALYTICS_TIME_ZONE?.trim() ? knownZone(ANALYTICS_TIME_ZONE.trim()) : undefined,
  };
}

function checked(pattern: string): string {
  try {
    new CronPattern(pattern);
    return pattern;
  } catch (error) {
    throw invalidInput(`ANALYTICS_SCHEDULE is "${pattern}", which is no cron pattern: ${(error as Error).message}`, {
      parameter: 'ANALYTICS_SCHEDULE',
      value: pattern,
      suggestion: `Write minute, hour, day, month and weekday, such as ${usualSyncs} (the usual one) or 0 7-19 * * 1-5; or off.`,
    });
  }
}
