import type { JsonObject } from '../context.js';

/** The parts of a view besides its name and type, as they are when nothing is set. */
export const defaultParts = {
  grouping: { field: 'none', dir: 1, collapsed: [], ignore: false },
  divide: { field: null, dir: null, collapsed: [] },
  sorting: { fields: [] },
  filters: { op: 'AND', fields: [], search: '', show_closed: false },
  columns: { fields: [] },
  team_sidebar: { assignees: [], assigned_comments: false, unassigned_tasks: false },
  settings: {
    show_task_locations: false,
    show_subtasks: 3,
    show_subtask_parent_names: false,
    show_closed_subtasks: false,
    show_assignees: true,
    show_images: true,
    collapse_empty_columns: null,
    me_comments: true,
    me_subtasks: true,
    me_checklists: true,
  },
} as const satisfies Record<string, JsonObject>;

export type PartName = keyof typeof defaultParts;

/** Kinds of views; the first group shows tasks. https://developer.clickup.com/docs/views */
export const taskViewTypes = ['list', 'board', 'box', 'calendar', 'table', 'timeline', 'workload', 'map', 'gantt'];
export const viewTypes = [...taskViewTypes, 'activity', 'conversation', 'doc', 'form'];

/** The last number in the id of a view that comes with its place, such as `6-<list>-1`. */
export const builtInNumbers = { list: 1, board: 2, calendar: 5, gantt: 7, conversation: 8 } as const;
