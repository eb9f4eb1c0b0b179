import { isObject } from '../context.js';
import type { Features } from '../state/places.js';

const on = { enabled: true };
const off = { enabled: false };

/** The four priorities as Spaces, tasks and Lists show them, 1 to 4. */
export const priorities = [
  { id: '1', priority: 'urgent', color: '#f50000', orderindex: '1' },
  { id: '2', priority: 'high', color: '#f8ae00', orderindex: '2' },
  { id: '3', priority: 'normal', color: '#6fddff', orderindex: '3' },
  { id: '4', priority: 'low', color: '#d8d8d8', orderindex: '4' },
];

/** ClickApps of a Space made through the API, which starts with few. Multi-List tasks have no key of their own here. */
export const newSpaceFeatures: Features = {
  due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
  sprints: off,
  time_tracking: { enabled: false, harvest: false, rollup: false, default_to_billable: 2 },
  points: off,
  custom_items: off,
  priorities: { enabled: false, priorities },
  tags: off,
  time_estimates: { enabled: false, rollup: false, per_assignee: false },
  check_unresolved: { enabled: false, subtasks: null, checklists: null, comments: null },
  checklists: on,
  milestones: off,
  custom_fields: off,
  remap_dependencies: on,
  dependency_warning: on,
  status_pies: on,
  emails: on,
};

/** `before` with the ClickApps of `changes` merged in, option by option. */
export function mergeFeatures(before: Features, changes: unknown): Features {
  if (!isObject(changes)) return before;
  const merged: Record<string, Features[string]> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (isObject(value)) merged[name] = { enabled: false, ...merged[name], ...value };
  }
  return merged;
}

/** ClickApps of a Space made in the app. */
export const usualFeatures: Features = mergeFeatures(newSpaceFeatures, {
  time_tracking: on,
  priorities: on,
  tags: on,
  time_estimates: on,
  check_unresolved: on,
  custom_fields: on,
  status_pies: off,
});
