import type { Features, SpaceRow } from '../state/places.js';

/** Shown on or off; all others are left out when off. */
const alwaysShown: ReadonlySet<string> = new Set([
  'due_dates',
  'sprints',
  'points',
  'custom_items',
  'milestones',
  'status_pies',
]);

/** The `features` of a Space. Time tracking that is off leaves one option behind. */
export function presentFeatures({ features, multipleAssignees }: SpaceRow): Record<string, unknown> {
  const all: Features = { ...features, multiple_assignees: { enabled: multipleAssignees } };
  const shown = Object.entries(all).filter(([name, { enabled }]) => enabled || alwaysShown.has(name));
  const { time_tracking: tracking, scheduler_enabled: scheduler } = features;
  return {
    ...Object.fromEntries(shown),
    ...(tracking?.enabled ? {} : { time_tracking: { default_to_billable: tracking?.default_to_billable ?? 2 } }),
    scheduler_enabled: scheduler?.enabled ?? false,
  };
}
