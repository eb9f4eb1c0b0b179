import type { CatalogTool } from '../../../generated/catalog.js';

/** What people type when they mean the last word of a tool's name. */
const actionWords: Readonly<Record<string, string>> = {
  create: 'add new make',
  update: 'change edit modify set rename',
  delete: 'remove trash drop',
  get: 'show read details info',
  list: 'show all overview browse',
  find: 'look up search',
  search: 'find look up query filter',
};

/** Words for the task in hand that neither name nor description has. */
const taskWords: Readonly<Record<string, string>> = {
  clickup_task_list: 'open work backlog sprint tickets issues in a list',
  clickup_task_search: 'find task by words, full-text, overdue, my tasks, assigned to me',
  clickup_task_get: 'read ticket, open issue, task description',
  clickup_task_create: 'new ticket, issue, to-do, subtask, report a bug',
  clickup_task_update: 'assign, set status, change due date, postpone, close, complete, finish, mark done, priority',
  clickup_task_delete: 'delete one task, delete task, remove ticket',
  clickup_task_create_bulk: 'import spreadsheet, csv, many tasks at once, batch',
  clickup_task_update_bulk: 'many tasks at once, batch edit, close all, reassign all, mass update',
  clickup_task_delete_bulk: 'many tasks at once, batch delete, mass remove',
  clickup_task_move: 'to another list, next sprint, carry over',
  clickup_task_duplicate: 'copy, clone a task',
  clickup_task_merge: 'combine duplicates, join tickets',
  clickup_task_get_time_in_status: 'cycle time, lead time, days in review, ageing, bottleneck',
  clickup_task_update_relationships:
    'dependency, blocked by another task, blocks, blocking, waiting on, depends on, link tasks',
  clickup_task_update_tags: 'label, untag, add tag to task',
  clickup_task_update_lists: 'multiple lists, add to second list',
  clickup_task_update_checklists: 'tick, check off, subtask items, definition of done, to-do items',
  clickup_task_attach_file: 'upload file, screenshot, image, pdf, attachment, document',
  clickup_list_get_options: 'statuses, allowed values, drop-down options, who can be assigned, schema of a list',
  clickup_list_create: 'new sprint, project, list from template',
  clickup_list_update: 'rename list, workflow, statuses',
  clickup_workspace_list: 'team id, which account, organisations',
  clickup_workspace_get_hierarchy: 'tree, structure, map, all spaces folders lists, where is everything',
  clickup_workspace_resolve: 'name to id, url to id, convert link, custom task id',
  clickup_workspace_get_plan: 'seats, licence, subscription, billing, pricing, rate limit of plan',
  clickup_workspace_list_templates: 'template ids',
  clickup_space_create: 'new department',
  clickup_space_update: 'rename space, privacy, enable features, ClickApps, statuses',
  clickup_space_update_tags: 'rename label, new tag, delete tag, tag colour',
  clickup_folder_create: 'new project, from template',
  clickup_folder_update: 'move folder, rename project',
  clickup_time_list: 'timesheet entries, hours this week, tracked hours',
  clickup_time_get: 'running timer, current timer, history of an entry, is a timer on',
  clickup_time_get_report: 'timesheet, hours per person, billable hours, sum of time, invoice',
  clickup_time_start: 'start timer, clock in, begin tracking, log the hours as they pass',
  clickup_time_stop: 'stop timer, clock out, end tracking, pause',
  clickup_time_create: 'log time, log hours, book hours, enter timesheet, record work',
  clickup_time_update: 'correct hours, edit an entry, billable',
  clickup_time_delete: 'remove hours',
  clickup_custom_field_list: 'drop-down options, field ids',
  clickup_custom_field_set: 'fill in, write value of custom field, drop-down, set field',
  clickup_custom_field_remove: 'clear field, empty, reset value, unset',
  clickup_goal_list: 'OKR, objectives, targets',
  clickup_goal_get: 'OKR progress, key results',
  clickup_goal_create: 'OKR, objective, key result, target',
  clickup_goal_update: 'record OKR progress, report progress of a key result, check in',
  clickup_user_get: 'who am I, current user, me, profile, time zone',
  clickup_user_find: 'person by name, e-mail, member id, colleague, everybody in the workspace',
  clickup_team_list: 'user groups, members of a group',
  clickup_team_create: 'user group',
  clickup_team_update: 'add member to user group',
  clickup_team_delete: 'user group',
  clickup_comment_list: 'discussion, thread, replies, conversation, chat messages',
  clickup_comment_create: 'post a comment, write message, reply, mention, notify, chat, note on task',
  clickup_comment_update: 'resolve comment, edit message, reopen',
  clickup_comment_delete: 'remove message',
  clickup_view_list: 'boards, calendars, gantt, saved views',
  clickup_view_list_tasks: 'tasks on a board, what a view shows',
  clickup_view_create: 'new board, calendar, gantt, saved filter',
  clickup_view_update: 'change filter, grouping, sorting of a board',
};

/** Text that the search knows of a tool besides its own name and description. */
export function wordsFor({ name, action, parameters }: CatalogTool): string {
  const verb = action.split('_').find((word) => word in actionWords) ?? '';
  const paging = parameters.some((parameter) => parameter.name === 'cursor') && 'pagination, next page';
  return [taskWords[name], actionWords[verb], paging].filter(Boolean).join('. ');
}

/** Tools that `taskWords` names; a test holds them against the catalogue. */
export const toolsWithWords = Object.keys(taskWords);
