import { clickUpError } from '../../runtime/errors.js';
import { withTool } from '../advice.js';
import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import { allItems } from './checklist-model.js';
import type { WireChecklist } from './model.js';

/** What an item can be given after it exists; null takes the person off or brings the item to the top. */
export interface ItemBody {
  name?: string;
  resolved?: boolean;
  assignee?: number | null;
  parent?: string | null;
}

/** Adds an empty checklist and gives its id. */
export async function createChecklist(ctx: Context, taskId: string, name: string): Promise<string> {
  const params = { path: { task_id: taskId } };
  const { checklist } = await unwrap(ctx.api.POST('/v2/task/{task_id}/checklist', { params, body: { name } }));
  return idOr(checklist?.id, name);
}

/** Adds one item and gives its id: the one in ClickUp's answer, which is the whole checklist, that is not `known`. */
export async function createChecklistItem(
  ctx: Context,
  checklistId: string,
  { name, assignee }: { name: string; assignee?: number | undefined },
  known: ReadonlySet<string>,
): Promise<string> {
  const { checklist } = await unwrap(
    ctx.api.POST('/v2/checklist/{checklist_id}/checklist_item', {
      params: { path: { checklist_id: checklistId } },
      body: { name, ...(assignee !== undefined && { assignee }) },
    }),
  );
  const created = allItems((checklist as WireChecklist | undefined)?.items).filter(({ id }) => !known.has(id));
  const id = (created.findLast((item) => item.name === name) ?? created.at(-1))?.id;
  // A dry run is answered with an empty checklist, and the steps that build on the item still have to be shown.
  return ctx.dryRun ? (id ?? `id-of-${name}`) : idOr(id, name);
}

/** Changes the given properties of one item. */
export async function editChecklistItem(
  ctx: Context,
  checklistId: string,
  itemId: string,
  body: ItemBody,
): Promise<void> {
  const params = { path: { checklist_id: checklistId, checklist_item_id: itemId } };
  await unwrap(ctx.api.PUT('/v2/checklist/{checklist_id}/checklist_item/{checklist_item_id}', { params, body }));
}

function idOr(id: string | undefined, name: string): string {
  if (id !== undefined) return id;
  throw clickUpError('INVALID_RESPONSE', `ClickUp answered without the id of ${JSON.stringify(name)}`, {
    suggestion: withTool(
      'task.get',
      (name) => `${name} shows whether it was created.`,
      'Look whether it was created before you repeat it.',
    ),
  });
}
