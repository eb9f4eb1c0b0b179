import { seedTaskId } from '../ids.js';

/**
 * Fixed ids of the default seed, for examples and tests.
 *
 * @example
 * const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, workspaceId: WORKSPACE_ID });
 */
export const WORKSPACE_ID = '9011234567';

/**
 * Ids of the people, by role in the stories that examples tell.
 *
 * @example
 * await clickup.task.update({ task_id: 'ENG-96', assignees: { add: [USERS.priya] } });
 */
export const USERS = {
  /** Lena Hoffmann, owner, Berlin: the user of the default key. */
  lena: '81230001',
  /** Tomas Rivera, admin, Madrid: engineering manager. */
  tomas: '81230002',
  /** Priya Nair, member, Kolkata: backend. */
  priya: '81230003',
  /** Samuel Okafor, member, Lagos: frontend. */
  samuel: '81230004',
  /** Yuki Tanaka, member, Tokyo: mobile. */
  yuki: '81230005',
  /** Chloe Martin, member, New York: marketing. */
  chloe: '81230006',
  /** Diego Alvarez, guest with edit rights, Los Angeles: runs the depot. */
  diego: '81230007',
  /** Ingrid Solberg, read-only guest, Oslo: auditor. */
  ingrid: '81230008',
} as const;

/**
 * Credentials by what they may do. They work only on the sandbox.
 *
 * @example
 * const guest = createClickUp({ apiKey: API_KEYS.guest, fetch: sandbox.fetch });
 */
export const API_KEYS = {
  owner: 'pk_81230001_HARBOURBIKESOWNER0123456789ABCDE',
  admin: 'pk_81230002_HARBOURBIKESADMIN0123456789ABCDE',
  member: 'pk_81230003_HARBOURBIKESMEMBER012345678ABCDE',
  guest: 'pk_81230007_HARBOURBIKESGUEST0123456789ABCDE',
  readOnly: 'pk_81230008_HARBOURBIKESREADER012345678ABCDE',
  /** Sent as `Bearer ...`. */
  oauth: '81230001_5d0c8f6bb1c3442fa1b2c3d4e5f60718293a4b5c',
} as const;

/**
 * The key of the Workspace's owner.
 *
 * @example
 * const clickup = createClickUp({ apiKey: SANDBOX_API_KEY, fetch: sandbox.fetch });
 */
export const SANDBOX_API_KEY = API_KEYS.owner;

/**
 * An OAuth application that the token route accepts, and one code that is ready to exchange.
 *
 * @example
 * const { clientId, clientSecret, code } = OAUTH_APP;
 * await sandbox.fetch('https://api.clickup.com/api/v2/oauth/token', {
 *   method: 'POST',
 *   headers: { 'Content-Type': 'application/json' },
 *   body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, code }),
 * });
 */
export const OAUTH_APP = {
  clientId: 'HB7K2M9QXW4T1C8ZR5VN3PYJ6L0DSGUA',
  clientSecret: 'HBSECRET4N8R2T6Y1U5I9O3P7A0S4D8F2G6H1J5K9L3Z7X0C4V8B2N6M1Q5W9E3R',
  redirectUri: 'http://127.0.0.1:8788/callback',
  /** Those of a hosted server on this machine, on any port. */
  hostedRedirectUris: ['http://127.0.0.1:3000/oauth/clickup/callback', 'http://localhost:3000/oauth/clickup/callback'],
  code: 'HBCODE42X7Q9',
} as const;

/**
 * Spaces: product work, marketing, and operations, where tasks live in one List only.
 *
 * @example
 * const { folders } = await clickup.folder.list({ space_id: SPACES.engineering });
 */
export const SPACES = { engineering: '901700000101', marketing: '901700000102', operations: '901700000103' } as const;

/**
 * Folders.
 *
 * @example
 * const { lists } = await clickup.list.list({ folder_id: FOLDERS.platform });
 */
export const FOLDERS = {
  mobileApp: '901701000201',
  platform: '901701000202',
  campaigns: '901701000203',
  fleet: '901701000204',
} as const;

/**
 * Lists; the first five belong to Product Engineering.
 *
 * @example
 * const { tasks } = await clickup.task.list({ list_id: LISTS.sprint24 });
 */
export const LISTS = {
  sprint24: '901710000301',
  sprint25: '901710000302',
  backlog: '901710000303',
  apiPlatform: '901710000304',
  bugs: '901710000305',
  autumnLaunch: '901710000306',
  contentCalendar: '901710000307',
  ideas: '901710000308',
  maintenance: '901710000309',
  stationRollout: '901710000310',
  facilities: '901710000311',
} as const;

/**
 * Tasks that examples and tests return to.
 *
 * @example
 * const { tasks } = await clickup.task.get({ task_ids: [TASKS.fireDrill] });
 */
export const TASKS = {
  /** In Sprint 24: in progress, with four subtasks, a checklist, a file and many field values. */
  offlineUnlock: seedTaskId('Offline unlock with a signed token'),
  /** In Sprint 24: an urgent bug, unassigned, tagged frontend. */
  greyButton: seedTaskId('Unlock button stays grey after the phone wakes up'),
  /** In Sprint 24: an urgent bug, unassigned, tagged backend. */
  stationApi: seedTaskId('Station API answers 500 when a dock is offline'),
  /** In API Platform: blocked, urgent, part of the unlock goal; three subtasks. */
  secondRegion: seedTaskId('Second region for the unlock service'),
  /** In API Platform: blocked, and in Sprint 24 as well. */
  certificates: seedTaskId('Rotate the lock vendor certificates'),
  /** In Maintenance, which the guest may edit. */
  brakePads: seedTaskId('Replace worn brake pads on series B'),
  /** In Facilities, which the auditor may read. */
  fireDrill: seedTaskId('Fire drill in the north depot'),
} as const;

/**
 * Time entries that examples and tests return to.
 *
 * @example
 * const { entry } = await clickup.time.get({ time_entry_id: TIME_ENTRIES.brakePads });
 */
export const TIME_ENTRIES = {
  /** Lena's timer, running since 42 minutes before the seed's present, on TASKS.offlineUnlock. */
  running: '4231190000000000001',
  /** Priya, last Friday, three and a half billable hours of deep work. */
  tokenSigning: '4231190000000000002',
  /** Lena, last Friday, on TASKS.offlineUnlock. */
  acceptance: '4231190000000000003',
  /** Lena, last Friday, without a task. */
  standUp: '4231190000000000004',
  /** Lena, this morning, without a task. */
  morningMail: '4231190000000000005',
  /** Diego, the guest, last Thursday, on TASKS.brakePads. */
  brakePads: '4231190000000000006',
} as const;

/**
 * Views people made, one of each type; views that come with their place have ids like `6-<list>-1`.
 *
 * @example
 * const { view } = await clickup.view.get({ view_id: VIEWS.sprintActivity });
 */
export const VIEWS = {
  /** Workspace: urgent tasks of all Spaces, protected. */
  everything: '8cdxa-101',
  teamCalendar: '8cdxa-102',
  engineeringBoard: '8cdxa-103',
  workload: '8cdxa-104',
  launchTimeline: '8cdxa-105',
  platformTable: '8cdxa-106',
  /** The conversation of the Mobile App Folder. */
  mobileChat: '8cdxa-107',
  /** Sprint 24 by assignee, without what is done. */
  sprintList: '8cdxa-108',
  /** Sprint 24: due this week. */
  myWeek: '8cdxa-109',
  /** API Platform: status blocked. */
  blocked: '8cdxa-110',
  sprintGantt: '8cdxa-111',
  stationMap: '8cdxa-112',
  sprintActivity: '8cdxa-113',
  bugForm: '8cdxa-114',
  launchBrief: '8cdxa-115',
} as const;

/**
 * Comments that examples and tests return to.
 *
 * @example
 * await clickup.comment.update({ comment_id: COMMENTS.chatReview, resolved: true });
 */
export const COMMENTS = {
  /** On TASKS.greyButton, with two replies. */
  greyButtonCause: '90169900000001',
  /** On TASKS.greyButton, assigned to Samuel, with a mention, open. */
  greyButtonAction: '90169900000002',
  /** On TASKS.greyButton, assigned to Chloe and resolved. */
  greyButtonDone: '90169900000003',
  /** On TASKS.offlineUnlock, whose thread is longer than a page; with three replies. */
  offlineQuestion: '90169900000004',
  /** The newest on TASKS.offlineUnlock. */
  offlineNewest: '90169900000005',
  /** On TASKS.secondRegion: why it is blocked. */
  secondRegionBlocker: '90169900000006',
  /** On the List Sprint 24. */
  sprintGoal: '90169900000007',
  /** In VIEWS.mobileChat. */
  chatReview: '90169900000008',
} as const;

/**
 * Goals.
 *
 * @example
 * const { goal } = await clickup.goal.get({ goal_id: GOALS.unlock });
 */
export const GOALS = {
  /** The Q4 goal on unlocking; most of its key results count blocked tasks of API Platform. */
  unlock: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e01',
  autumnLaunch: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e02',
  fewerBugs: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e03',
  safeFleet: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e04',
  /** Without key results. */
  audit: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e05',
  /** Completed. */
  thirdYear: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e06',
  /** In the goal folder 2027. */
  districts: 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e07',
} as const;

/**
 * Key results; the first five belong to GOALS.unlock.
 *
 * @example
 * const { goal } = await clickup.goal.get({ goal_id: GOALS.unlock });
 * console.log(goal.key_results?.find(({ id }) => id === KEY_RESULTS.bugs));
 */
export const KEY_RESULTS = {
  secondRegion: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f01',
  queue: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f02',
  alert: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f03',
  certificates: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f04',
  /** A percentage that is reported by hand. */
  firstTry: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f05',
  /** Yes or no, of GOALS.autumnLaunch. */
  pressKit: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f06',
  /** Counts the List Bugs, of GOALS.fewerBugs. */
  bugs: 'b7d2e1cf-2c2f-4b02-9d02-1b2c3d4e5f07',
} as const;

/**
 * User groups, which the product calls Teams.
 *
 * @example
 * await clickup.team.update({ group_id: GROUPS.backend, add_members: [USERS.priya] });
 */
export const GROUPS = {
  /** Samuel, Yuki and Tomas. */
  frontend: 'c9e3f2d0-3d30-4c03-8e03-2c3d4e5f6a01',
  /** Priya and Tomas. */
  backend: 'c9e3f2d0-3d30-4c03-8e03-2c3d4e5f6a02',
  /** Chloe, Yuki and Lena. */
  design: 'c9e3f2d0-3d30-4c03-8e03-2c3d4e5f6a03',
} as const;

/**
 * Custom roles, which refine a built-in one.
 *
 * @example
 * console.log(ROLES.teamLead);
 */
export const ROLES = { contractor: 4501001, teamLead: 4501002 } as const;

/**
 * Docs.
 *
 * @example
 * await clickup.api.GET('/v3/workspaces/{workspace_id}/docs/{doc_id}/page_listing', {
 *   params: { path: { workspace_id: WORKSPACE_ID, doc_id: DOCS.sprintNotes } },
 * });
 */
export const DOCS = {
  /** The wiki of the Workspace, with pages three levels deep. */
  handbook: '8cdxa-301',
  unlockDesign: '8cdxa-302',
  runbook: '8cdxa-303',
  launchPlan: '8cdxa-304',
  /** Meeting notes. */
  sprintNotes: '8cdxa-305',
  /** Private: Lena alone sees it. */
  salaries: '8cdxa-306',
} as const;

/**
 * Pages of Docs.
 *
 * @example
 * console.log(PAGES.onCall); // of one of the DOCS
 */
export const PAGES = {
  /** Of DOCS.handbook, with two subpages. */
  howWeWork: '8cdxa-401',
  /** Below `howWeWork`, with a subpage of its own. */
  onCall: '8cdxa-402',
  /** Of DOCS.unlockDesign. */
  token: '8cdxa-403',
} as const;

/**
 * Channels and direct messages.
 *
 * @example
 * console.log(CHANNELS.general);
 */
export const CHANNELS = {
  general: '8cdxa-501',
  /** The channel of the List Sprint 24. */
  sprint24: '6-901710000301-8',
  /** Private: Lena and Tomas. */
  leads: '8cdxa-502',
  /** The direct message between Lena and Priya. */
  lenaPriya: '8cdxa-503',
} as const;

/**
 * Messages of CHANNELS.general.
 *
 * @example
 * console.log(Object.values(MESSAGES)); // of CHANNELS.general
 */
export const MESSAGES = {
  /** With reactions and two replies. */
  posters: '90159900000001',
  /** A reply to `posters`. */
  typo: '90159900000002',
  /** A post with a title. */
  depotPost: '90159900000003',
  /** Mentions Lena. */
  mention: '90159900000004',
} as const;
