import { dayIn } from './dates.js';

const DAY = 86_400_000;

/** First day and the day after the last of a named stretch, as UTC midnights; null for an unknown name. */
function stretch(name: string, today: number): readonly [number, number] | null {
  const date = new Date(today);
  // Weeks begin on Monday, whatever the user's own setting says.
  const week = today - ((date.getUTCDay() + 6) % 7) * DAY;
  const month = (step: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + step, 1);
  const year = (step: number) => Date.UTC(date.getUTCFullYear() + step, 0, 1);
  switch (name) {
    case 'today':
      return [today, today + DAY];
    case 'yesterday':
      return [today - DAY, today];
    case 'tomorrow':
      return [today + DAY, today + 2 * DAY];
    case 'earlier':
    case 'overdue':
      return [Number.NEGATIVE_INFINITY, today];
    case 'todayandearlier':
      return [Number.NEGATIVE_INFINITY, today + DAY];
    case 'laterthantoday':
      return [today + DAY, Number.POSITIVE_INFINITY];
    case 'thisweek':
      return [week, week + 7 * DAY];
    case 'lastweek':
      return [week - 7 * DAY, week];
    case 'nextweek':
      return [week + 7 * DAY, week + 14 * DAY];
    case 'last7days':
      return [today - 6 * DAY, today + DAY];
    case 'next7days':
      return [today, today + 7 * DAY];
    case 'thismonth':
      return [month(0), month(1)];
    case 'lastmonth':
      return [month(-1), month(0)];
    case 'nextmonth':
      return [month(1), month(2)];
    case 'thisyear':
      return [year(0), year(1)];
    default:
      return null;
  }
}

/** Whether the day of `ms` lies in a named stretch such as `thisweek`, seen from `now` in the user's zone. */
export function isIn(name: string, ms: number, now: number, zone: string): boolean {
  const days = stretch(name.toLowerCase().replace(/[^a-z0-9]/g, ''), dayIn(now, zone));
  const day = dayIn(ms, zone);
  return days !== null && day >= days[0] && day < days[1];
}

/** Whether two instants fall on one day in the user's zone. */
export const sameDay = (a: number, b: number, zone: string): boolean => dayIn(a, zone) === dayIn(b, zone);
