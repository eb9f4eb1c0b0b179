import { mergeFeatures, usualFeatures } from '../domain/features.js';
import { blankList } from '../domain/list-create.js';
import { hash, Random } from '../random.js';
import type { FolderRow, ListRow, SpaceRow, StatusRow, StatusType } from '../state/places.js';
import type { SeedFunction } from './context.js';
import { FOLDERS, LISTS, SPACES, USERS, WORKSPACE_ID } from './ids.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

type StatusSpec = readonly [name: string, type: StatusType, color: string];

/** Statuses of a Space (`p`) or of one List (`sc`), with ids that depend on nothing but the names. */
const statuses = (prefix: 'p' | 'sc', placeId: string, specs: readonly StatusSpec[]): StatusRow[] =>
  specs.map(([status, type, color], orderindex) => ({
    id: `${prefix}${placeId}_${new Random(hash(placeId + status)).chars(8, LETTERS)}`,
    status,
    type,
    color,
    orderindex,
  }));

/** Statuses of product work. */
export const engineeringFlow: readonly StatusSpec[] = [
  ['to do', 'open', '#87909e'],
  ['in progress', 'custom', '#5f55ee'],
  ['blocked', 'custom', '#d33d44'],
  ['in review', 'custom', '#f8ae00'],
  ['done', 'done', '#4466ff'],
  ['closed', 'closed', '#008844'],
];

const marketingFlow: readonly StatusSpec[] = [
  ['to do', 'open', '#87909e'],
  ['drafting', 'custom', '#1090e0'],
  ['approval', 'custom', '#f8ae00'],
  ['published', 'closed', '#008844'],
];

const operationsFlow: readonly StatusSpec[] = [
  ['open', 'open', '#87909e'],
  ['scheduled', 'custom', '#1090e0'],
  ['on site', 'custom', '#e16b16'],
  ['complete', 'closed', '#008844'],
];

const bugFlow: readonly StatusSpec[] = [
  ['new', 'open', '#87909e'],
  ['triaged', 'custom', '#1090e0'],
  ['fixing', 'custom', '#5f55ee'],
  ['verified', 'done', '#4466ff'],
  ['closed', 'closed', '#008844'],
];

/** A Space with every ClickApp and the statuses of `flow`. */
export const space = (
  id: string,
  name: string,
  color: string,
  flow: readonly StatusSpec[],
  more: Partial<SpaceRow>,
): SpaceRow => ({
  id,
  workspaceId: WORKSPACE_ID,
  name,
  color,
  avatar: null,
  private: false,
  adminCanManage: null,
  multipleAssignees: true,
  multiListTasks: true,
  features: usualFeatures,
  statuses: statuses('p', id, flow),
  customIdPrefix: null,
  lastCustomId: 0,
  archived: false,
  deleted: false,
  ...more,
});

/** A Folder directly in a Space. */
export const folder = (id: string, spaceId: string, name: string, orderindex: number): FolderRow => ({
  id,
  spaceId,
  parentFolderId: null,
  name,
  orderindex,
  statuses: null,
  archived: false,
  deleted: false,
});

/** A List with nothing set but its name and place. */
export const list = (
  id: string,
  spaceId: string,
  folderId: string | null,
  name: string,
  orderindex: number,
  more: Partial<ListRow> = {},
): ListRow => ({
  id,
  spaceId,
  folderId,
  name,
  orderindex,
  ...blankList,
  ...more,
});

const engineeringApps = mergeFeatures(usualFeatures, {
  sprints: { enabled: true },
  points: { enabled: true },
  custom_items: { enabled: true },
  milestones: { enabled: true },
});

/** Spaces, Folders and Lists, and what the two guests may see of them. */
export const seedPlaces: SeedFunction = ({ state, day }) => {
  const { engineering, marketing, operations } = SPACES;
  state.spaces.put(
    space(engineering, 'Product Engineering', '#7b68ee', engineeringFlow, {
      features: engineeringApps,
      customIdPrefix: 'ENG',
    }),
  );
  state.spaces.put(space(marketing, 'Marketing', '#ff4081', marketingFlow, {}));
  state.spaces.put(
    space(operations, 'Operations', '#e65100', operationsFlow, { multiListTasks: false, customIdPrefix: 'OPS' }),
  );

  state.folders.put(folder(FOLDERS.mobileApp, engineering, 'Mobile App', 0));
  state.folders.put(folder(FOLDERS.platform, engineering, 'Platform', 1));
  state.folders.put(folder(FOLDERS.campaigns, marketing, 'Campaigns', 0));
  state.folders.put(folder(FOLDERS.fleet, operations, 'Fleet', 0));

  const sprint24 = {
    content: 'Goal of the sprint: unlocking works on the first try, also without a signal.',
    startDate: day(-7),
    dueDate: day(6),
    assigneeId: USERS.tomas,
    priority: 2,
  };
  const rows: ListRow[] = [
    list(LISTS.sprint24, engineering, FOLDERS.mobileApp, 'Sprint 24', 0, sprint24),
    list(LISTS.sprint25, engineering, FOLDERS.mobileApp, 'Sprint 25', 1, {
      startDate: day(7),
      dueDate: day(20),
    }),
    list(LISTS.backlog, engineering, FOLDERS.mobileApp, 'Backlog', 2),
    list(LISTS.apiPlatform, engineering, FOLDERS.platform, 'API Platform', 0),
    list(LISTS.bugs, engineering, null, 'Bugs', 0, { statuses: statuses('sc', LISTS.bugs, bugFlow) }),
    list(LISTS.autumnLaunch, marketing, FOLDERS.campaigns, 'Autumn Launch', 0, {
      status: { status: 'yellow', color: '#f8ae00' },
      dueDate: day(21),
    }),
    list(LISTS.contentCalendar, marketing, FOLDERS.campaigns, 'Content Calendar', 1),
    list(LISTS.ideas, marketing, null, 'Ideas', 0),
    list(LISTS.maintenance, operations, FOLDERS.fleet, 'Maintenance', 0),
    list(LISTS.stationRollout, operations, FOLDERS.fleet, 'Station Rollout', 1),
    list(LISTS.facilities, operations, null, 'Facilities', 0),
  ];
  for (const row of rows) state.lists.put(row);

  const grant = { objectType: 'list', kind: 'user' } as const;
  state.shares.put({
    ...grant,
    id: 'share-diego-maintenance',
    objectId: LISTS.maintenance,
    granteeId: USERS.diego,
    level: 'edit',
  });
  state.shares.put({
    ...grant,
    id: 'share-ingrid-facilities',
    objectId: LISTS.facilities,
    granteeId: USERS.ingrid,
    level: 'read',
  });
};
