import type { ReportRow } from '../../../generated/contracts.js';
import { isoDay, toWall } from '../dates/zone.js';
import type { TimeEntry } from './entries.js';

export type Dimension = 'person' | 'task' | 'list' | 'folder' | 'space' | 'tag' | 'day';

/** One row of a report before it is put into words. Times in ms; percent of the total, to a tenth. */
export interface Group extends Pick<ReportRow, Dimension | 'task_id' | 'custom_id' | 'entries' | 'percent'> {
  ms: number;
  billable_ms: number;
}

/** Where an entry belongs in one dimension: what tells it apart, and what the row then says. */
interface Place {
  key: string;
  says: Partial<Group>;
}

/**
 * Sums entries by the combination of dimensions; days in order, otherwise the longest first. An entry with two labels
 * counts under both, and one that crosses midnight on the day it began.
 */
export function groupEntries(entries: readonly TimeEntry[], by: readonly Dimension[], zone: string): Group[] {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    for (const place of combinations(entry, by, zone)) {
      const group = groups.get(place.key) ?? { ...place.says, ms: 0, billable_ms: 0, entries: 0, percent: 0 };
      group.ms += entry.duration;
      group.billable_ms += entry.billable ? entry.duration : 0;
      group.entries++;
      groups.set(place.key, group);
    }
  }
  const total = entries.reduce((sum, { duration }) => sum + duration, 0);
  return [...groups.values()]
    .map((group) => ({ ...group, percent: total === 0 ? 0 : Math.round((group.ms / total) * 1000) / 10 }))
    .sort((a, b) => compare(a.day, b.day) || b.ms - a.ms || compare(a.person, b.person));
}

const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

function combinations(entry: TimeEntry, by: readonly Dimension[], zone: string): Place[] {
  return by.reduce<Place[]>(
    (found, dimension) =>
      found.flatMap(({ key, says }) =>
        placesOf[dimension](entry, zone).map((place) => ({
          key: JSON.stringify([key, place.key]),
          says: { ...says, ...place.says },
        })),
      ),
    [{ key: '', says: {} }],
  );
}

const one = (key: unknown, says: Partial<Group>): Place[] => [{ key: String(key ?? ''), says }];
const hidden = 'hidden';

const placesOf: Record<Dimension, (entry: TimeEntry, zone: string) => Place[]> = {
  person: ({ user }) => one(user?.id, { person: user?.username ?? user?.email ?? String(user?.id ?? '(unknown)') }),
  day: ({ start }, zone) => {
    const day = isoDay(toWall(start, zone));
    return one(day, { day });
  },
  task: ({ task }) =>
    task && typeof task === 'object'
      ? one(task.id, { task_id: task.id, ...(task.custom_id && { custom_id: task.custom_id }), task: task.name })
      : one('', { task: '(no task)' }),
  list: ({ task_location: at }) => one(at?.list_id, { list: named(at?.list_name, at?.list_id, '(no task)') }),
  // Lists outside Folders lie in a nameless one of their own, which nobody sees in ClickUp.
  folder: ({ task_location: at }) =>
    at?.folder_name === hidden
      ? one(hidden, { folder: '(no Folder)' })
      : one(at?.folder_id, { folder: named(at?.folder_name, at?.folder_id, '(no task)') }),
  space: ({ task_location: at }) => one(at?.space_id, { space: named(at?.space_name, at?.space_id, '(no task)') }),
  tag: ({ tags }) => {
    const names = [...new Set((tags ?? []).map(({ name }) => name))];
    return names.length > 0 ? names.flatMap((tag) => one(tag, { tag })) : one('', { tag: '(no label)' });
  },
};

const named = (name: string | undefined, id: string | number | null | undefined, none: string) =>
  name || (id === undefined || id === null ? none : String(id));
