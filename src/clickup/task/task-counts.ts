import type { TaskCount, TaskSearchInput } from '../../../generated/contracts.js';
import type { FoundTask } from './task-filters.js';

export type CountBy = NonNullable<TaskSearchInput['count_by']>[number];

const nobody = '(nobody)';

/** What a task counts under: several people and tags each. */
const valuesOf: Record<CountBy, (task: FoundTask) => string[]> = {
  status: ({ status }) => [status?.status ?? '(none)'],
  assignee: ({ assignees, group_assignees }) => {
    const people = (assignees ?? []).map(({ id, username, email }) => username || email || String(id));
    const all = [...people, ...(group_assignees ?? []).map(({ id, name }) => name ?? String(id))];
    return all.length > 0 ? all : [nobody];
  },
  priority: ({ priority }) => [priority?.priority ?? 'none'],
  tag: ({ tags }) => (tags?.length ? tags.map(({ name }) => name) : ['(no tag)']),
  list: ({ list }) => [list?.name ?? '(none)'],
};

/** How many tasks there are of each combination, the most first. */
export function countTasks(tasks: readonly FoundTask[], by: readonly CountBy[]): TaskCount[] {
  const counts = new Map<string, TaskCount>();
  for (const task of tasks) {
    for (const place of placesOf(task, by)) {
      const key = JSON.stringify(place);
      const row = counts.get(key) ?? { ...place, tasks: 0 };
      row.tasks += 1;
      counts.set(key, row);
    }
  }
  return [...counts.values()].sort((a, b) => b.tasks - a.tasks);
}

const placesOf = (task: FoundTask, by: readonly CountBy[]): Partial<Record<CountBy, string>>[] =>
  by.reduce<Partial<Record<CountBy, string>>[]>(
    (places, dimension) =>
      places.flatMap((place) => valuesOf[dimension](task).map((value) => ({ ...place, [dimension]: value }))),
    [{}],
  );
