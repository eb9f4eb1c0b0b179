import type { TimeDeleteData, TimeDeleteInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { workspaceId } from '../../clickup/workspace.js';
import { clickUpError } from '../../runtime/errors.js';

/** Deletes time entries in one call; those that ClickUp's answer leaves out are named. */
export async function timeDelete(ctx: Context, input: TimeDeleteInput): Promise<TimeDeleteData> {
  const ids = [
    ...new Set(input.time_entry_ids.map((id, index) => objectId('time_entry', id, `time_entry_ids[${index}]`))),
  ];
  if (ids.length === 0) throw nothingNamed();
  const team_id = await workspaceId(ctx);
  const params = { path: { team_id, timer_id: ids.join(',') } };
  const { data } = await unwrap(ctx.api.DELETE('/v2/team/{team_id}/time_entries/{timer_id}', { params }));
  const reported = new Set([data ?? []].flat().map(({ id }) => String(id)));
  const deleted = ids.filter((id) => reported.has(id));
  // ClickUp answers 200 with nothing in it to ids it does not know.
  if (deleted.length === 0 && !ctx.dryRun) throw noneDeleted(ids);
  const left = ids.filter((id) => !reported.has(id));
  return { deleted, ...(left.length > 0 && { not_deleted: left }) };
}

const nothingNamed = () =>
  clickUpError('MISSING_PARAMETER', 'time_entry_ids is empty', {
    suggestion: withHint('Name the entries to delete', 'time.list', 'shows them'),
    details: { parameter: 'time_entry_ids' },
  });

const noneDeleted = (ids: readonly string[]) =>
  clickUpError(
    'RESOURCE_NOT_FOUND',
    ids.length === 1
      ? `There is no time entry ${ids[0]}, or it is not yours`
      : `None of these ${ids.length} time entries exists, or they are not yours`,
    {
      suggestion: withHint('Check the ids', 'time.list', 'shows the entries of a range with theirs'),
      details: { parameter: 'time_entry_ids', value: ids },
    },
  );
