import type { Category } from './model.js';

/** The 72 standard tools by category, in the order in which every surface lists them. The names are a promise to users. */
const actions: Record<Category, string> = {
  Task: `list search get create update delete create_bulk update_bulk delete_bulk move duplicate merge get_time_in_status
    update_relationships update_tags update_lists update_checklists attach_file`,
  List: 'list get get_options create update delete',
  Workspace: 'list get_hierarchy resolve get_plan list_templates',
  Space: 'list get create update delete update_tags',
  Folder: 'list get create update delete',
  Time: 'list get get_report start stop create update delete',
  'Custom Fields': 'list set remove',
  Goal: 'list get create update delete',
  User: 'get find',
  Team: 'list create update delete',
  Comment: 'list create update delete',
  View: 'list get list_tasks create update delete',
};

/** `clickup_custom_field_set`: the category in the singular, then the action. */
export const toolName = (category: Category, action: string): string => `clickup_${nounOf(category)}_${action}`;

/** The category as tool names and SDK namespaces have it. */
export const nounOf = (category: Category): string =>
  category === 'Custom Fields' ? 'custom_field' : category.toLowerCase();

export const standardTools: readonly string[] = Object.entries(actions).flatMap(([category, list]) =>
  list.split(/\s+/).map((action) => toolName(category as Category, action)),
);
