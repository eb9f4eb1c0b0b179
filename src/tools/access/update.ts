import type { AccessUpdateData, AccessUpdateInput } from '../../../generated/contracts.js';
import { accessLevels } from '../../clickup/access/levels.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { userId } from '../../clickup/people/ids.js';
import { objectId } from '../../clickup/references.js';
import { taskId } from '../../clickup/task/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { unconfirmed } from '../../runtime/confirmation.js';
import { invalidInput } from '../../runtime/errors.js';
import { requireChanges } from '../arguments.js';

const objects = ['space', 'folder', 'list', 'task', 'doc'] as const;

type Entry = NonNullable<AccessUpdateInput['entries']>[number];

/** Sets who may see and change one object. */
export async function accessUpdate(ctx: Context, input: AccessUpdateInput): Promise<AccessUpdateData> {
  const { object_type, id } = await objectOf(ctx, input);
  const entries = await Promise.all((input.entries ?? []).map((entry, index) => readEntry(ctx, entry, index)));
  if (!ctx.dryRun && input.confirm !== 'yes' && entries.some(({ permission }) => permission === 'none'))
    throw unconfirmed('permission: none takes access away; nothing was changed yet');
  const body = requireChanges(
    omitUndefined({ private: input.private, entries: entries.length > 0 ? entries.map(wireEntry) : undefined }),
    ['private', 'entries'],
  );
  const path = { workspace_id: await workspaceId(ctx), object_type, object_id: id };
  await unwrap(
    ctx.api.PATCH('/v3/workspaces/{workspace_id}/{object_type}/{object_id}/acls', { params: { path }, body }),
  );
  return omitUndefined({
    object_type,
    object_id: id,
    private: input.private,
    entries:
      entries.length > 0 ? entries.map(({ kind, id: who, permission }) => shown(kind, who, permission)) : undefined,
  });
}

interface Access {
  kind: 'user' | 'group';
  id: string;
  permission: Entry['permission'];
}

const wireEntry = ({ kind, id, permission }: Access) => ({ kind, id, permission_level: accessLevels[permission] });

const shown = (kind: Access['kind'], id: string, permission: Access['permission']) => ({
  ...(kind === 'user' ? { person_id: id } : { group_id: id }),
  permission,
});

async function readEntry(ctx: Context, { person, group_id, permission }: Entry, index: number): Promise<Access> {
  const at = `entries[${index}]`;
  if ((person === undefined) === (group_id === undefined)) {
    throw invalidInput(`${at} must name a person or a group_id, one of the two`, {
      parameter: at,
      suggestion: 'Make an entry for each person and each Team.',
    });
  }
  if (group_id !== undefined) return { kind: 'group', id: objectId('team', group_id, `${at}.group_id`), permission };
  return { kind: 'user', id: String(await userId(ctx, person, `${at}.person`)), permission };
}

/** The one object that is named. */
async function objectOf(ctx: Context, input: AccessUpdateInput) {
  const given = objects.filter((type) => input[`${type}_id`] !== undefined);
  const [object_type] = given;
  if (object_type === undefined || given.length > 1) {
    throw invalidInput(
      given.length > 1 ? `${given.map((type) => `${type}_id`).join(' and ')} are given` : 'No object is named',
      {
        code: given.length > 1 ? 'INVALID_PARAMETER' : 'MISSING_PARAMETER',
        parameter: `${object_type ?? 'list'}_id`,
        suggestion: `Give exactly one of ${objects.map((type) => `${type}_id`).join(', ')}.`,
      },
    );
  }
  const parameter = `${object_type}_id` as const;
  const value = input[parameter] ?? '';
  const id = object_type === 'task' ? await taskId(ctx, value, parameter) : objectId(object_type, value, parameter);
  return { object_type, id };
}
