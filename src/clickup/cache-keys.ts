import type { paths } from '../../generated/api.js';
import type { OperationId } from '../../generated/operations.js';
import { type CacheKey, type CacheRule, cacheKey } from '../runtime/cache.js';
import type { WireChannel } from './chat/model.js';
import type { WireDoc } from './doc/model.js';
import type { ListFacts, SpaceStatuses } from './location/model.js';
import type { TaskRef, WireField } from './task/model.js';

type AnswerTo<Path extends '/v2/team' | '/v2/user'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];

const minuteMs = 60_000;
/** Long enough for the items of one bulk call, or the pages of one listing, to share a read. */
const oneJobMs = 10_000;

/** A key whose values are dropped by the operations named. */
const key = <Value>(name: string, rule: CacheRule & { droppedBy?: readonly OperationId[] }): CacheKey<Value> =>
  cacheKey<Value>(name, rule);

/** The Workspaces of the token, with their members. */
export const workspacesKey = key<NonNullable<AnswerTo<'/v2/team'>['teams']>>('workspaces', {
  ttlMs: 10 * minuteMs,
  droppedBy: [
    'InviteUserToWorkspace',
    'EditUserOnWorkspace',
    'RemoveUserFromWorkspace',
    'InviteGuestToWorkspace',
    'EditGuestOnWorkspace',
    'RemoveGuestFromWorkspace',
  ],
});

/** The token's user. */
export const userKey = key<Exclude<AnswerTo<'/v2/user'>['user'], undefined>>('user', {
  ttlMs: 10 * minuteMs,
  droppedBy: ['EditUserOnWorkspace'],
});

/** The Docs of a Workspace, and whether these are all. */
export const docsKey = (workspace: string) =>
  key<{ docs: readonly WireDoc[]; isComplete: boolean }>(`docs of ${workspace}`, {
    ttlMs: minuteMs / 2,
    droppedBy: ['createDocPublic'],
  });

/** The channels and direct messages of a Workspace, and whether these are all. */
export const channelsKey = (workspace: string) =>
  key<{ rows: readonly WireChannel[]; isComplete: boolean }>(`channels of ${workspace}`, {
    ttlMs: minuteMs / 2,
    droppedBy: [
      'createChatChannel',
      'createLocationChatChannel',
      'createDirectMessageChatChannel',
      'updateChatChannel',
      'deleteChatChannel',
    ],
  });

/** What a post in Chat can be called. */
export const postSubtypesKey = (workspace: string) =>
  key<readonly { id: string; name: string }[]>(`post subtypes of ${workspace}`, { ttlMs: 10 * minuteMs });

/** The zone in which days are shown; undefined where it could not be read. */
export const zoneKey = key<string | undefined>('zone', { ttlMs: 60 * minuteMs });

/** The task types of a Workspace. */
export const taskTypesKey = (workspace: string) =>
  key<readonly { id: string; name: string }[]>(`task types of ${workspace}`, { ttlMs: 10 * minuteMs });

/** The id of the task that has a custom id, which never goes to another task. */
export const taskIdKey = (workspace: string, customId: string) =>
  key<string>(`task ${workspace} ${customId}`, { ttlMs: 10 * minuteMs, droppedBy: ['DeleteTask', 'mergeTasks'] });

/** What a task is called. */
export const taskRefKey = (task: string) =>
  key<TaskRef>(`ref ${task}`, { ttlMs: oneJobMs, droppedBy: ['UpdateTask', 'DeleteTask', 'moveTask', 'mergeTasks'] });

/** Name, Space and statuses of a List. */
export const listFactsKey = (list: string) =>
  key<ListFacts>(`list ${list}`, {
    ttlMs: minuteMs,
    droppedBy: ['UpdateList', 'UpdateFolder', 'UpdateSpace', 'DeleteList', 'MoveFolder'],
  });

/** The statuses that the Spaces of a Workspace give to their Lists. */
export const spaceStatusesKey = (workspace: string) =>
  key<SpaceStatuses[]>(`statuses of ${workspace}`, {
    ttlMs: minuteMs,
    droppedBy: ['CreateSpace', 'UpdateSpace', 'DeleteSpace'],
  });

/** The Space that a List is in. */
export const listSpaceKey = (list: string) =>
  key<ListFacts['space']>(`space of list ${list}`, { ttlMs: 10 * minuteMs, droppedBy: ['UpdateSpace', 'MoveFolder'] });

/** Names of the tags of a Space, and of those that were created on tasks since; in the form in which ClickUp compares them. */
export const spaceTagsKey = (space: string) =>
  key<Set<string>>(`tags of ${space}`, {
    ttlMs: minuteMs,
    droppedBy: ['CreateSpaceTag', 'EditSpaceTag', 'DeleteSpaceTag'],
  });

/** The same for the labels of time entries. */
export const timeLabelsKey = (workspace: string) =>
  key<Set<string>>(`labels of ${workspace}`, { ttlMs: minuteMs, droppedBy: ['Changetagnamesfromtimeentries'] });

/** The custom fields that the tasks of a List take. */
export const fieldsKey = (list: string) =>
  key<WireField[]>(`fields of ${list}`, { ttlMs: oneJobMs, droppedBy: ['DeleteList', 'MoveFolder'] });
