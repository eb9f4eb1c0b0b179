import { type OperationId, operations } from '../../generated/operations.js';
import {
  CHANNELS,
  COMMENTS,
  DOCS,
  FIELDS,
  FOLDERS,
  GOALS,
  GROUPS,
  KEY_RESULTS,
  LISTS,
  MESSAGES,
  OAUTH_APP,
  PAGES,
  SEED_NOW,
  SPACES,
  TASKS,
  TIME_ENTRIES,
  USERS,
  VIEWS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import type { Answer, Harness, Json } from './sandbox.js';

/** A request that succeeds on the seed. Path parameters that it does not name are those of `usual`. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** Requests that make what the call needs; gives the path parameters that name it. */
  readonly before?: (h: Harness) => Promise<Readonly<Record<string, string>>>;
}

/** A value for each path parameter. */
export const usual: Readonly<Record<string, string>> = {
  team_id: WORKSPACE_ID,
  workspace_id: WORKSPACE_ID,
  space_id: SPACES.engineering,
  folder_id: FOLDERS.platform,
  list_id: LISTS.sprint24,
  task_id: TASKS.offlineUnlock,
  links_to: TASKS.greyButton,
  tag_name: 'mobile',
  view_id: VIEWS.blocked,
  comment_id: COMMENTS.greyButtonCause,
  goal_id: GOALS.unlock,
  key_result_id: KEY_RESULTS.firstTry,
  group_id: GROUPS.backend,
  user_id: USERS.samuel,
  guest_id: USERS.diego,
  timer_id: TIME_ENTRIES.acceptance,
  interval_id: TIME_ENTRIES.acceptance,
  field_id: FIELDS.build,
  doc_id: DOCS.handbook,
  page_id: PAGES.onCall,
  channel_id: CHANNELS.general,
  message_id: MESSAGES.posters,
  comment_type: 'post',
  object_type: 'list',
  object_id: LISTS.bugs,
  entity_type: 'attachments',
  entity_id: TASKS.offlineUnlock,
};

const file = (): FormData => {
  const form = new FormData();
  form.set('attachment', new File(['text'], 'note.txt', { type: 'text/plain' }));
  return form;
};

const person = Number(USERS.yuki);
const text = { comment_text: 'Hello' };
const none: Call = {};

const checklist = async ({ post }: Harness) => {
  const { id } = (await post(`/v2/task/${TASKS.greyButton}/checklist`, { name: 'Steps' })).json.checklist;
  const { items } = (await post(`/v2/checklist/${id}/checklist_item`, { name: 'First' })).json.checklist;
  return { checklist_id: id, checklist_item_id: items[0].id };
};

const webhook = async ({ post }: Harness) => {
  const body = { endpoint: 'http://127.0.0.1:9/hook', events: ['taskCreated'] };
  return { webhook_id: (await post(`/v2/team/${WORKSPACE_ID}/webhook`, body)).json.id };
};

const shared = (type: string, id: string) => async (h: Harness) => {
  await h.post(`/v2/${type}/${id}/guest/${USERS.diego}`, { permission_level: 'read' });
  return {};
};

const templates =
  (kind: string) =>
  async ({ get }: Harness) => {
    const { templates: found } = (await get(`/v2/team/${WORKSPACE_ID}/${kind}?page=0`)).json;
    return { template_id: (found as Json[])[0].id };
  };

const named = { body: { name: 'New' } };
const view = { body: { name: 'New', type: 'list' } };
const span = { start: SEED_NOW - 3_600_000, end: SEED_NOW };
const labels = { time_entry_ids: [TIME_ENTRIES.acceptance], tags: [{ name: 'review' }] };
const message = { body: { type: 'message', content: 'Hello' } };
const level = { body: { permission_level: 'edit' } };

/** One successful call of every operation, as the document would have it sent. */
export const calls: Readonly<Record<OperationId, Call>> = {
  AddDependency: { body: { depends_on: TASKS.greyButton } },
  AddGuestToFolder: level,
  AddGuestToList: level,
  AddGuestToTask: level,
  AddTagToTask: { params: { tag_name: 'new tag' } },
  AddTaskLink: none,
  AddTaskToList: { params: { list_id: LISTS.backlog } },
  Addtagsfromtimeentries: { body: labels },
  Changetagnamesfromtimeentries: { body: { name: 'review', new_name: 'look', tag_bg: '#000000', tag_fg: '#ffffff' } },
  CreateChatViewComment: { params: { view_id: VIEWS.mobileChat }, body: text },
  CreateChecklist: named,
  CreateChecklistItem: { before: checklist, body: { name: 'Second', assignee: person } },
  CreateFolder: named,
  CreateFolderFromTemplate: { before: templates('folder_template'), body: { name: 'From template' } },
  CreateFolderListFromTemplate: { before: templates('list_template'), body: { name: 'From template' } },
  CreateFolderView: view,
  CreateFolderlessList: named,
  CreateGoal: named,
  CreateKeyResult: {
    body: { name: 'New', type: 'number', steps_start: 0, steps_end: 4, unit: 'bikes', owners: [person] },
  },
  CreateList: named,
  CreateListComment: { body: text },
  CreateListView: view,
  CreateSpace: named,
  CreateSpaceListFromTemplate: { before: templates('list_template'), body: { name: 'From template' } },
  CreateSpaceTag: { body: { tag: { name: 'new', tag_fg: '#ffffff', tag_bg: '#000000' } } },
  CreateSpaceView: view,
  CreateTask: { body: { name: 'New', assignees: [person], tags: ['mobile'], priority: 2 } },
  CreateTaskAttachment: { body: file() },
  CreateTaskComment: { body: { ...text, assignee: person } },
  CreateTaskFromTemplate: { before: templates('taskTemplate'), body: { name: 'From template' } },
  CreateTeamView: view,
  CreateThreadedComment: { body: text },
  CreateUserGroup: { body: { name: 'New', members: [person] } },
  CreateWebhook: { body: { endpoint: 'http://127.0.0.1:9/hook', events: '*', list_id: Number(LISTS.bugs) } },
  Createatimeentry: {
    body: { start: span.start, duration: 60_000, tid: TASKS.greyButton, tags: [{ name: 'review' }] },
  },
  DeleteChecklist: { before: checklist },
  DeleteChecklistItem: { before: checklist },
  DeleteComment: none,
  DeleteDependency: { params: { task_id: TASKS.secondRegion }, query: `depends_on=${TASKS.greyButton}` },
  DeleteFolder: none,
  DeleteGoal: none,
  DeleteKeyResult: none,
  DeleteList: none,
  DeleteSpace: none,
  DeleteSpaceTag: none,
  DeleteTask: none,
  DeleteTaskLink: none,
  DeleteUserGroup: none,
  DeleteView: none,
  DeleteWebhook: { before: webhook },
  DeleteatimeEntry: none,
  Deletetimetracked: none,
  EditChecklist: { before: checklist, body: { name: 'Renamed', position: 0 } },
  EditChecklistItem: { before: checklist, body: { name: 'Renamed', resolved: true } },
  EditGuestOnWorkspace: { body: { can_edit_tags: true } },
  EditKeyResult: { body: { steps_current: 95, note: 'Better' } },
  EditSpaceTag: { body: { tag: { name: 'phones', fg_color: '#ffffff', bg_color: '#000000' } } },
  EditUserOnWorkspace: { body: { admin: true, username: 'Sam Okafor' } },
  Edittimetracked: { body: { ...span, time: 3_600_000 } },
  GetAccessToken: {
    query: `client_id=${OAUTH_APP.clientId}&client_secret=${OAUTH_APP.clientSecret}&code=${OAUTH_APP.code}`,
  },
  GetAccessibleCustomFields: none,
  GetAuthorizedTeams: none,
  GetAuthorizedUser: none,
  GetBulkTasksTimeinStatus: { query: `task_ids=${TASKS.offlineUnlock}&task_ids=${TASKS.greyButton}` },
  GetChatViewComments: { params: { view_id: VIEWS.mobileChat } },
  GetCustomItems: none,
  GetCustomRoles: { query: 'include_members=true' },
  GetFilteredTeamTasks: { query: 'page=0' },
  GetFolder: none,
  GetFolderTemplates: none,
  GetFolderViews: none,
  GetFolderlessLists: none,
  GetFolders: none,
  GetGoal: none,
  GetGoals: { query: 'include_completed=true' },
  GetGuest: none,
  GetList: none,
  GetListComments: none,
  GetListMembers: none,
  GetListTemplates: none,
  GetListViews: none,
  GetLists: none,
  GetSpace: none,
  GetSpaceTags: none,
  GetSpaceViews: none,
  GetSpaces: none,
  GetTask: { query: 'include_subtasks=true&include_markdown_description=true' },
  GetTaskComments: none,
  GetTaskMembers: none,
  GetTaskTemplates: { query: 'page=0' },
  GetTasks: { query: 'subtasks=true&include_closed=true' },
  GetTasksTimeinStatus: none,
  GetTeamViews: none,
  GetThreadedComments: none,
  GetUser: none,
  GetUserGroups: { query: `team_id=${WORKSPACE_ID}` },
  GetView: none,
  GetViewTasks: { query: 'page=0' },
  GetWebhooks: { before: webhook },
  GetWorkspaceplan: none,
  GetWorkspaceseats: none,
  Getalltagsfromtimeentries: none,
  Getrunningtimeentry: none,
  Getsingulartimeentry: { query: 'include_task_tags=true&include_location_names=true' },
  Gettimeentrieswithinadaterange: { query: `start_date=0&end_date=${SEED_NOW}` },
  Gettimeentryhistory: none,
  Gettrackedtime: none,
  InviteGuestToWorkspace: { body: { email: 'guest@example.com' } },
  InviteUserToWorkspace: { body: { email: 'new@example.com', admin: false } },
  MoveFolder: { body: { space_id: SPACES.marketing } },
  RemoveCustomFieldValue: none,
  RemoveGuestFromFolder: { before: shared('folder', FOLDERS.platform) },
  RemoveGuestFromList: { before: shared('list', LISTS.sprint24) },
  RemoveGuestFromTask: { before: shared('task', TASKS.offlineUnlock) },
  RemoveGuestFromWorkspace: none,
  RemoveTagFromTask: none,
  RemoveTaskFromList: { params: { task_id: TASKS.certificates } },
  RemoveUserFromWorkspace: none,
  Removetagsfromtimeentries: { body: labels },
  SetCustomFieldValue: { body: { value: '9.1' } },
  SharedHierarchy: none,
  StartatimeEntry: { body: { tid: TASKS.greyButton, description: 'Repeat it' } },
  StopatimeEntry: none,
  Tracktime: { body: { ...span, time: 3_600_000 } },
  UpdateComment: { body: { ...text, assignee: person, resolved: true } },
  UpdateFolder: named,
  UpdateGoal: { body: { name: 'Renamed', add_owners: [person], rem_owners: [] } },
  UpdateList: named,
  UpdateSpace: named,
  UpdateTask: { body: { name: 'Renamed', assignees: { add: [person], rem: [] }, due_date: SEED_NOW } },
  UpdateUserGroup: { body: { name: 'Renamed', members: { add: [person], rem: [] } } },
  UpdateView: view,
  UpdateWebhook: { before: webhook, body: { endpoint: 'http://127.0.0.1:9/other', events: '*', status: 'active' } },
  UpdateatimeEntry: { body: { ...span, description: 'Longer', tags: [{ name: 'review' }], tag_action: 'replace' } },
  createChatChannel: { body: { name: 'New', visibility: 'PUBLIC' } },
  createChatMessage: message,
  createChatReaction: { body: { reaction: 'tada' } },
  createDirectMessageChatChannel: { body: { user_ids: [USERS.yuki] } },
  createDocPublic: {
    body: { name: 'New', parent: { id: LISTS.bugs, type: 6 }, visibility: 'PUBLIC', create_page: true },
  },
  createLocationChatChannel: { body: { location: { id: SPACES.marketing, type: 'space' } } },
  createPagePublic: { body: { name: 'New', content: '# Title', content_format: 'text/md' } },
  createReplyMessage: message,
  deleteChatChannel: none,
  deleteChatMessage: none,
  deleteChatReaction: {
    before: async (h) => {
      const reaction = 'tada';
      await h.post(`/v3/workspaces/${WORKSPACE_ID}/chat/messages/${MESSAGES.posters}/reactions`, { reaction });
      return { reaction };
    },
  },
  editPagePublic: { body: { content: 'More', content_edit_mode: 'append' } },
  getChatChannel: none,
  getChatChannelFollowers: none,
  getChatChannelMembers: none,
  getChatChannels: none,
  getChatMessageReactions: none,
  getChatMessageReplies: none,
  getChatMessageTaggedUsers: none,
  getChatMessages: none,
  getDocPageListingPublic: none,
  getDocPagesPublic: none,
  getDocPublic: none,
  getFolderAvailableFields: none,
  getPagePublic: none,
  getParentEntityAttachments: none,
  getSpaceAvailableFields: none,
  getSubtypes: none,
  getTeamAvailableFields: none,
  mergeTasks: { body: { source_task_ids: [TASKS.greyButton] } },
  moveTask: { params: { list_id: LISTS.backlog }, body: {} },
  patchChatMessage: { body: { content: 'Changed', resolved: true } },
  postEntityAttachment: { body: file() },
  publicPatchAcl: { body: { entries: [{ kind: 'user', id: USERS.yuki, permission_level: 4 }] } },
  queryAuditLog: { body: { applicability: 'hierarchy-activity', pagination: { pageRows: 10 } } },
  replaceTimeEstimatesByUser: { body: [{ assignee: person, time: 3_600_000 }] },
  searchDocsPublic: none,
  updateChatChannel: { body: { topic: 'New' } },
  updateTimeEstimatesByUser: { body: [{ assignee: person, time: 3_600_000 }] },
};

/** Sends the call of an operation; `params` stand in for those of the call. */
export async function send(
  h: Harness,
  id: OperationId,
  params: Readonly<Record<string, string>> = {},
  key?: string,
): Promise<Answer> {
  const { method, path } = operations[id];
  const call = calls[id];
  const made = await call.before?.(h);
  const values: Readonly<Record<string, string>> = { ...usual, ...call.params, ...made, ...params };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? `no-${name}`));
  return h.call(method, call.query ? `${filled}?${call.query}` : filled, call.body, key);
}
