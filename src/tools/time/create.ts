import type { TimeCreateData, TimeCreateInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { labelsOfWorkspace, noteNewTags } from '../../clickup/new-tags.js';
import { userId } from '../../clickup/people/ids.js';
import { taskId } from '../../clickup/task/ids.js';
import { separateTags } from '../../clickup/task/tag-names.js';
import { readEntry } from '../../clickup/time/entries.js';
import { readSpan } from '../../clickup/time/span.js';
import { workspaceId } from '../../clickup/workspace.js';

/** Records time already worked, for the token's user or, by owners and admins, for someone else. */
export async function timeCreate(ctx: Context, input: TimeCreateInput): Promise<TimeCreateData> {
  const { start, end } = await readSpan(ctx, input);
  const team_id = await workspaceId(ctx);
  const tags = separateTags(ctx, input.tags, 'tags');
  const [tid, assignee, labels] = await Promise.all([
    taskId(ctx, input.task_id, 'task_id'),
    userId(ctx, input.person, 'person'),
    tags?.length ? labelsOfWorkspace(ctx, team_id) : undefined,
  ]);
  const body = omitUndefined({
    start,
    duration: end - start,
    // The task goes by `tid`: ClickUp ignores `task_id` without a word.
    tid,
    assignee,
    description: input.description,
    billable: input.billable,
    tags: tags?.map((name) => ({ name })),
  });
  const { data } = await unwrap(
    ctx.api.POST('/v2/team/{team_id}/time_entries', { params: { path: { team_id } }, body }),
  );
  noteNewTags(ctx, labels, tags);
  return { entry: await ctx.project('time_entry', readEntry(data, ctx.now())) };
}
