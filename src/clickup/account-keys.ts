import type { paths } from '../../generated/api.js';
import type { OperationId } from '../../generated/operations.js';
import { type CacheKey, type CacheRule, cacheKey } from '../runtime/cache.js';
import { cacheTimes } from './cache-times.js';

type AnswerTo<Path extends '/v2/team' | '/v2/user'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];

const { workspace: ofWorkspace } = cacheTimes;

/** Values of a kind, which the operations named drop before their time is over. */
export const key = <Value>(
  name: string,
  { ttlMs }: Pick<CacheRule, 'ttlMs'>,
  droppedBy: readonly OperationId[] = [],
  lengthOf?: (value: Value) => number,
): CacheKey<Value> => cacheKey<Value>(name, { ttlMs, droppedBy, ...(lengthOf && { lengthOf }) });

/** The Workspaces of the token, with their members. */
export const workspacesKey = key<NonNullable<AnswerTo<'/v2/team'>['teams']>>('workspaces', ofWorkspace, [
  'InviteUserToWorkspace',
  'EditUserOnWorkspace',
  'RemoveUserFromWorkspace',
  'InviteGuestToWorkspace',
  'EditGuestOnWorkspace',
  'RemoveGuestFromWorkspace',
]);

/** The token's user. */
export const userKey = key<Exclude<AnswerTo<'/v2/user'>['user'], undefined>>('user', ofWorkspace, [
  'EditUserOnWorkspace',
]);

/** The zone in which days are shown; undefined where it could not be read. */
export const zoneKey = key<string | undefined>('zone', ofWorkspace);
