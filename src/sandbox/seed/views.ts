import type { JsonObject } from '../context.js';
import { defaultParts, type PartName } from '../domain/view-parts.js';
import type { ViewParentType } from '../state/views.js';
import type { SeedFunction } from './context.js';
import { FOLDERS, LISTS, SPACES, USERS, VIEWS, WORKSPACE_ID } from './ids.js';

interface ViewSpec {
  readonly name: string;
  readonly type: string;
  readonly at: readonly [type: ViewParentType, id: string];
  readonly by?: keyof typeof USERS;
  readonly parts?: { readonly [K in PartName]?: JsonObject };
}

const where = (...fields: ReadonlyArray<readonly [field: string, op: string, ...values: unknown[]]>): JsonObject => ({
  fields: fields.map(([field, op, ...values]) => ({ field, op, values })),
});
const sortedBy = (field: string, dir: 1 | -1 = 1): JsonObject => ({ fields: [{ field, dir, idx: 0 }] });

const views: Readonly<Record<keyof typeof VIEWS, ViewSpec>> = {
  everything: {
    name: 'Urgent everywhere',
    type: 'list',
    at: [7, WORKSPACE_ID],
    parts: {
      filters: where(['priority', 'EQ', 1]),
      sorting: sortedBy('dueDate'),
      settings: { ...defaultParts.settings, show_subtasks: 1 },
    },
  },
  teamCalendar: { name: 'Company calendar', type: 'calendar', at: [7, WORKSPACE_ID] },
  engineeringBoard: {
    name: 'Engineering board',
    type: 'board',
    at: [4, SPACES.engineering],
    by: 'tomas',
    parts: { grouping: { field: 'status', dir: 1, collapsed: [], ignore: false } },
  },
  workload: { name: 'Who has how much', type: 'workload', at: [4, SPACES.engineering], by: 'tomas' },
  launchTimeline: { name: 'Launch timeline', type: 'timeline', at: [4, SPACES.marketing], by: 'chloe' },
  platformTable: {
    name: 'Platform table',
    type: 'table',
    at: [5, FOLDERS.platform],
    by: 'priya',
    parts: {
      columns: {
        fields: [
          { field: 'assignee', idx: 0 },
          { field: 'dueDate', idx: 1 },
        ],
      },
    },
  },
  mobileChat: { name: 'Mobile chat', type: 'conversation', at: [5, FOLDERS.mobileApp], by: 'yuki' },
  sprintList: {
    name: 'Sprint by person',
    type: 'list',
    at: [6, LISTS.sprint24],
    by: 'tomas',
    parts: {
      grouping: { field: 'assignee', dir: 1, collapsed: [], ignore: false },
      sorting: sortedBy('priority'),
      filters: where(['status', 'NOT', 'done']),
    },
  },
  myWeek: {
    name: 'Due this week',
    type: 'list',
    at: [6, LISTS.sprint24],
    parts: { filters: where(['dueDate', 'EQ', { op: 'thisweek' }]), sorting: sortedBy('dueDate') },
  },
  blocked: {
    name: 'Blocked',
    type: 'list',
    at: [6, LISTS.apiPlatform],
    by: 'tomas',
    parts: { filters: where(['status', 'EQ', 'blocked']), sorting: sortedBy('priority') },
  },
  sprintGantt: { name: 'Sprint plan', type: 'gantt', at: [6, LISTS.sprint24], by: 'tomas' },
  stationMap: { name: 'Stations on the map', type: 'map', at: [6, LISTS.stationRollout] },
  sprintActivity: { name: 'What happened', type: 'activity', at: [6, LISTS.sprint24] },
  bugForm: { name: 'Report a bug', type: 'form', at: [6, LISTS.bugs], by: 'samuel' },
  launchBrief: { name: 'Launch brief', type: 'doc', at: [6, LISTS.autumnLaunch], by: 'chloe' },
};

/** Views of every type, at every level. */
export const seedViews: SeedFunction = ({ state, at }) => {
  for (const [orderindex, [key, spec]] of Object.entries(views).entries()) {
    const [parentType, parentId] = spec.at;
    const parts = Object.entries(defaultParts).map(([name, value]) => [
      name,
      { ...value, ...spec.parts?.[name as PartName] },
    ]);
    state.views.put({
      id: VIEWS[key as keyof typeof VIEWS],
      workspaceId: WORKSPACE_ID,
      parentType,
      parentId,
      name: spec.name,
      type: spec.type,
      parts: Object.fromEntries(parts),
      creatorId: USERS[spec.by ?? 'lena'],
      dateCreated: at(40 - orderindex, '10:00'),
      orderindex,
      protected: key === 'everything',
    });
  }
};
