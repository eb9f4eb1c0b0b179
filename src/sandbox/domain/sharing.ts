import type { State } from '../state/index.js';
import type { UserRow } from '../state/people.js';
import type { PermissionLevel, ShareRow } from '../state/rights.js';
import { spaceLevel } from './access.js';

type ObjectType = ShareRow['objectType'];

/** Gives a person or a group a level on one object, in place of the level it had there. */
export function grant(
  state: State,
  objectType: ObjectType,
  objectId: string,
  kind: ShareRow['kind'],
  granteeId: string,
  level: PermissionLevel,
): void {
  const id = `${objectType}:${objectId}:${kind}:${granteeId}`;
  revoke(state, objectType, objectId, kind, granteeId);
  state.shares.put({ id, objectType, objectId, kind, granteeId, level });
}

/** Takes back what a person or a group was given on one object. */
export function revoke(
  state: State,
  objectType: ObjectType,
  objectId: string,
  kind: ShareRow['kind'],
  granteeId: string,
): void {
  for (const row of state.shares.by('object', `${objectType}:${objectId}`)) {
    if (row.kind === kind && row.granteeId === granteeId) state.shares.remove(row.id);
  }
}

/** Ids of the objects of one type that were shared with a person, directly or through a group. */
function sharedIds(state: State, user: UserRow, objectType: ObjectType): string[] {
  const groups = state.groups.all().filter((group) => group.memberIds.includes(user.id));
  const grantees = [`user:${user.id}`, ...groups.map((group) => `group:${group.id}`)];
  const rows = grantees.flatMap((grantee) => state.shares.by('grantee', grantee));
  return [...new Set(rows.filter((row) => row.objectType === objectType).map((row) => row.objectId))];
}

/** Tasks, Lists and Folders that a person has by being shared with, outside the Spaces that they see anyway. */
export function sharedWith(state: State, user: UserRow, workspaceId: string) {
  const outside = (spaceId: string): boolean => {
    const space = state.spaces.get(spaceId);
    return space?.workspaceId === workspaceId && spaceLevel(state, user, space) === null;
  };
  const visible = <T extends { readonly spaceId: string; readonly deleted: boolean }>(row: T | undefined): T[] =>
    row && !row.deleted && outside(row.spaceId) ? [row] : [];
  return {
    tasks: sharedIds(state, user, 'task').flatMap((id) => visible(state.tasks.get(id))),
    lists: sharedIds(state, user, 'list').flatMap((id) => visible(state.lists.get(id))),
    folders: sharedIds(state, user, 'folder').flatMap((id) => visible(state.folders.get(id))),
  };
}
