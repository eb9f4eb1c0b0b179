import { type Advice, advice, joinTexts, type Text } from '../runtime/advice.js';
import type { RequestTarget } from '../runtime/api-description.js';
import { type ToolReference, withTool } from './advice.js';

interface IdSource {
  noun: string;
  tool: ToolReference;
  /** What an id can belong to that is taken for it. */
  unlike?: string;
}

const resolve = 'workspace.resolve';

/** What the path parameters of the API and the arguments of tools name, and the tool that finds its id. */
const idSources: Readonly<Record<string, IdSource>> = {
  team_id: { noun: 'Workspace', tool: resolve },
  workspace_id: { noun: 'Workspace', tool: resolve },
  space_id: { noun: 'Space', tool: resolve },
  folder_id: { noun: 'Folder', tool: resolve },
  list_id: { noun: 'List', tool: resolve },
  task_id: { noun: 'task', tool: resolve },
  links_to: { noun: 'task', tool: resolve },
  template_id: { noun: 'template', tool: 'workspace.listTemplates' },
  view_id: { noun: 'view', tool: 'view.list' },
  goal_id: { noun: 'goal', tool: 'goal.list' },
  key_result_id: { noun: 'key result', tool: 'goal.get' },
  doc_id: { noun: 'Doc', tool: 'doc.search' },
  doc: { noun: 'Doc', tool: 'doc.search' },
  page_id: { noun: 'page', tool: 'doc.listPages' },
  page: { noun: 'page', tool: 'doc.listPages' },
  channel: { noun: 'channel', tool: 'chat.listChannels' },
  channel_id: { noun: 'channel', tool: 'chat.listChannels' },
  message_id: { noun: 'message', tool: 'chat.listMessages' },
  comment_id: { noun: 'comment', tool: 'comment.list' },
  checklist_id: { noun: 'checklist', tool: 'task.get' },
  checklist_item_id: { noun: 'checklist item', tool: 'task.get' },
  field_id: { noun: 'custom field', tool: 'customField.list' },
  timer_id: { noun: 'time entry', tool: 'time.list' },
  time_entry_id: { noun: 'time entry', tool: 'time.list' },
  interval_id: { noun: 'time interval', tool: 'time.get' },
  group_id: { noun: 'user group', tool: 'team.list' },
  webhook_id: { noun: 'webhook', tool: 'webhook.list' },
  custom_role_id: { noun: 'custom role', tool: 'team.list' },
  task_type_id: { noun: 'task type', tool: 'list.getOptions' },
  source_task_id: { noun: 'task', tool: resolve },
  entry_id: { noun: 'entry', tool: 'history.list' },
  call_id: { noun: 'call', tool: 'history.list' },
  job_id: { noun: 'job', tool: 'job.list' },
  user_id: { noun: 'user', tool: 'user.find', unlike: 'a guest is no member' },
  guest_id: { noun: 'guest', tool: 'user.find', unlike: 'a full member is no guest' },
};

/**
 * Where the id comes from that an argument takes (`goal_id`), to stand after a whole sentence without its full stop:
 * "; clickup_goal_list shows ids". Empty for arguments that take no id, and where the tool is not offered.
 */
export function idHint(parameter: string): Text {
  const tool = idSources[parameter.replace(/s$/, '')]?.tool ?? (/_ids?$/.test(parameter) ? resolve : undefined);
  if (tool === undefined) return '';
  return withTool(tool, (name) => `; ${name} ${tool === resolve ? 'finds ids by name, path or URL' : 'shows ids'}`);
}

/** Reads what a request was about from its path. The Workspace counts only where nothing narrower is named. */
export function describeTarget(template: string, path: string): RequestTarget {
  const values = path.split('/');
  const ids = template.split('/').flatMap((part, index) => {
    const source = idSources[part.replace(/[{}]/g, '')];
    const value = values[index];
    return part.startsWith('{') && source && value ? [{ ...source, id: value }] : [];
  });
  const narrower = ids.filter(({ noun }) => noun !== 'Workspace');
  const meant = narrower.length > 0 ? narrower : ids;
  const text = meant.map(({ noun, id }) => `${noun} ${id}`).join(' or ');
  return { named: text.charAt(0).toUpperCase() + text.slice(1), suggestion: checkIds(meant) };
}

/** Where nothing tells what the request was about. */
export const unnamedTarget: RequestTarget = {
  named: '',
  suggestion: withTool(
    resolve,
    (name) => `Check the ids: ${name} finds them by name, path or URL. If right, ask for access.`,
    'Check the ids. If right, ask for access.',
  ),
};

function checkIds(meant: readonly IdSource[]): Advice {
  const [which, it] = meant.length > 1 ? ['the ids', 'them'] : ['the id', 'it'];
  const others = [...new Set(meant.map(({ tool }) => tool))].filter((tool) => tool !== resolve);
  const byName = others.length < 1 || meant.some(({ tool }) => tool === resolve);
  const found = others.length > 0 ? 'places and tasks' : it;
  const ways = [
    ...others.map((tool) => withTool(tool, (name) => `${name} lists ${it}`)),
    ...(byName ? [withTool(resolve, (name) => `${name} finds ${found} by name, path or URL`)] : []),
  ];
  const unlike = meant.map((one) => (one.unlike ? `; ${one.unlike}` : '')).join('');
  return advice`Check ${which}${joinTexts(ways, ', ', ': ')}${unlike}. If right, ask for access.`;
}
