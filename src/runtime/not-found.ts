import type { Call } from './call.js';
import { apiPath, templateOf } from './send.js';

interface IdSource {
  noun: string;
  tool: string;
}

const resolve = 'clickup_workspace_resolve';

/** What the path parameters of the API and the arguments of tools name, and the tool that finds its id. */
const idSources: Record<string, IdSource> = {
  team_id: { noun: 'Workspace', tool: resolve },
  workspace_id: { noun: 'Workspace', tool: resolve },
  space_id: { noun: 'Space', tool: resolve },
  folder_id: { noun: 'Folder', tool: resolve },
  list_id: { noun: 'List', tool: resolve },
  task_id: { noun: 'task', tool: resolve },
  links_to: { noun: 'task', tool: resolve },
  template_id: { noun: 'template', tool: 'clickup_workspace_list_templates' },
  view_id: { noun: 'view', tool: 'clickup_view_list' },
  goal_id: { noun: 'goal', tool: 'clickup_goal_list' },
  key_result_id: { noun: 'key result', tool: 'clickup_goal_get' },
  comment_id: { noun: 'comment', tool: 'clickup_comment_list' },
  checklist_id: { noun: 'checklist', tool: 'clickup_task_get' },
  checklist_item_id: { noun: 'checklist item', tool: 'clickup_task_get' },
  field_id: { noun: 'custom field', tool: 'clickup_custom_field_list' },
  timer_id: { noun: 'time entry', tool: 'clickup_time_list' },
  time_entry_id: { noun: 'time entry', tool: 'clickup_time_list' },
  group_id: { noun: 'user group', tool: 'clickup_team_list' },
  user_id: { noun: 'user', tool: 'clickup_user_find' },
  guest_id: { noun: 'guest', tool: 'clickup_user_find' },
};

/** Where the id comes from that an argument takes (`goal_id`), as the end of a sentence; undefined for other arguments. */
export function idHint(parameter: string): string | undefined {
  const tool = idSources[parameter.replace(/s$/, '')]?.tool;
  return tool === resolve ? `${resolve} finds ids by name, path or URL` : tool && `${tool} shows ids`;
}

/** What a request was about, for the error that it was not found. */
export interface RequestTarget {
  /** The ids of its path: "Task 86c1x9k2p", "List 901711223344 or template t-90012345"; empty where it has none. */
  named: string;
  suggestion: string;
}

/** Reads what a request was about from its path. The Workspace counts only where nothing narrower is named. */
export function describeTarget(request: Request, call: Call): RequestTarget {
  const values = apiPath(request.url).split('/');
  const ids = templateOf(request, call)
    .split('/')
    .flatMap((part, index) => {
      const finder = idSources[part.replace(/[{}]/g, '')];
      const value = values[index];
      return part.startsWith('{') && finder && value ? [{ ...finder, id: value }] : [];
    });
  const narrower = ids.filter(({ noun }) => noun !== 'Workspace');
  const meant = narrower.length > 0 ? narrower : ids;
  const text = meant.map(({ noun, id }) => `${noun} ${id}`).join(' or ');
  return { named: text.charAt(0).toUpperCase() + text.slice(1), suggestion: suggestionFor(meant) };
}

function suggestionFor(meant: readonly IdSource[]): string {
  const [which, it] = meant.length > 1 ? ['the ids', 'them'] : ['the id', 'it'];
  const others = [...new Set(meant.map(({ tool }) => tool))].filter((tool) => tool !== resolve);
  const byName = others.length < 1 || meant.some(({ tool }) => tool === resolve);
  const ways = [
    ...others.map((tool) => `${tool} lists ${it}`),
    ...(byName ? [`${resolve} finds ${others.length > 0 ? 'places and tasks' : it} by name, path or URL`] : []),
  ];
  return `Check ${which}: ${ways.join(', ')}. If right, ask for access.`;
}
