import type { Features } from './state/places.js';

const on = { enabled: true };
const off = { enabled: false };

/** ClickApps of a new Space. Multi-List tasks have no key of their own here. */
export const defaultFeatures: Features = {
  due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
  sprints: off,
  time_tracking: { enabled: true, harvest: false, rollup: false, default_to_billable: 0 },
  points: off,
  custom_items: off,
  priorities: {
    enabled: true,
    priorities: [
      { id: '1', priority: 'urgent', color: '#f50000', orderindex: '1' },
      { id: '2', priority: 'high', color: '#f8ae00', orderindex: '2' },
      { id: '3', priority: 'normal', color: '#6fddff', orderindex: '3' },
      { id: '4', priority: 'low', color: '#d8d8d8', orderindex: '4' },
    ],
  },
  tags: on,
  time_estimates: on,
  check_unresolved: { enabled: true, subtasks: null, checklists: null, comments: null },
  zoom: off,
  milestones: off,
  custom_fields: on,
  remap_dependencies: off,
  dependency_warning: on,
  status_pies: off,
  multiple_assignees: on,
  checklists: on,
  portfolios: off,
  emails: on,
};

/** `before` with the ClickApps of `changes` merged in, option by option. */
export function mergeFeatures(before: Features, changes: unknown): Features {
  if (typeof changes !== 'object' || changes === null) return before;
  const merged: Record<string, Features[string]> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (typeof value === 'object' && value !== null) merged[name] = { enabled: false, ...merged[name], ...value };
  }
  return merged;
}
