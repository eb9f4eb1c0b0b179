import type { TaskUpdateChecklistsData, TaskUpdateChecklistsInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { isNone } from '../../clickup/match-name.js';
import { userId } from '../../clickup/people/ids.js';
import { type ChecklistEntry, type ChecklistStep, planChecklists } from '../../clickup/task/checklist-plan.js';
import { createChecklist, createChecklistItem, editChecklistItem } from '../../clickup/task/checklist-writes.js';
import { readTask } from '../../clickup/task/get-task.js';
import { type ClickUpError, clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';
import { confirmDeletion } from '../confirm-deletion.js';

type ChecklistRow = Pick<TaskUpdateChecklistsData['results'][number], 'change' | 'action' | 'checklist' | 'item'>;

/** Works through changes to the checklists of a task in order; what one creates, later ones can name. */
export async function taskUpdateChecklists(
  ctx: Context,
  input: TaskUpdateChecklistsInput,
): Promise<TaskUpdateChecklistsData> {
  const [task, entries] = await Promise.all([
    readTask(ctx, input.task_id),
    Promise.all(input.changes.map((change, index) => withPerson(ctx, change, `changes[${index}].assignee`))),
  ]);
  const steps = planChecklists(task.checklists ?? [], entries);
  if (steps.length === 0) throw nothingAsked();
  confirmDeletion(ctx, doomed(steps), input.confirm);
  const groups = steps.map((step) => [toChange(ctx, task.id, step)]);
  const { results, counts } = await applyChanges(ctx, groups, 'changes');
  const after = ctx.dryRun ? task : await readTask(ctx, task.id);
  return { task_id: task.id, checklists: await ctx.projectAll('checklist', after.checklists ?? []), results, counts };
}

async function withPerson(
  ctx: Context,
  change: TaskUpdateChecklistsInput['changes'][number],
  parameter: string,
): Promise<ChecklistEntry> {
  const { assignee, ...entry } = change;
  if (assignee === undefined) return entry;
  return { ...entry, assignee: isNone(assignee) ? null : await userId(ctx, assignee, parameter) };
}

const doomed = (steps: readonly ChecklistStep[]): { name: string }[] =>
  steps.flatMap((step) =>
    step.do === 'delete list' ? { name: step.checklist } : step.do === 'delete item' ? step : [],
  );

const reports = {
  'create list': { action: 'add', outcome: 'created' },
  'keep list': { action: 'add', outcome: 'already there' },
  'rename list': { action: 'update', outcome: 'updated' },
  'delete list': { action: 'delete', outcome: 'deleted' },
  'create item': { action: 'add', outcome: 'created' },
  'edit item': { action: 'update', outcome: 'updated' },
  'delete item': { action: 'delete', outcome: 'deleted' },
} as const;

function toChange(ctx: Context, taskId: string, step: ChecklistStep): Change<ChecklistRow> {
  const { action, outcome } = reports[step.do];
  const row = { change: step.entry, action, checklist: step.checklist, ...('name' in step && { item: step.name }) };
  if (step.do === 'keep list') return { row, outcome };
  return { row, outcome, blocked: () => obstacle(step), send: () => carryOut(ctx, taskId, step) };
}

/** A checklist or item that an earlier step was to create is missing when that step failed. */
function obstacle(step: ChecklistStep): ClickUpError | undefined {
  if (step.do === 'create list') return undefined;
  if ('list' in step) return step.list.id ? undefined : notCreated(step.checklist);
  if (!step.item.list.id) return notCreated(step.checklist);
  if (step.do !== 'create item' && !step.item.id) return notCreated(step.name);
  const parent = 'state' in step ? step.state.parent : undefined;
  return parent && !parent.id ? notCreated(parent.name) : undefined;
}

const notCreated = (name: string) =>
  clickUpError('INVALID_PARAMETER', `Not tried: ${JSON.stringify(name)} was not created`, {
    suggestion: 'See the result of the change that was to create it, then send this one again.',
  });

async function carryOut(ctx: Context, taskId: string, step: ChecklistStep): Promise<void> {
  if ('list' in step) return writeList(ctx, taskId, step);
  const { item } = step;
  const listId = item.list.id ?? '';
  if (step.do === 'delete item') {
    const params = { path: { checklist_id: listId, checklist_item_id: item.id ?? '' } };
    await unwrap(ctx.api.DELETE('/v2/checklist/{checklist_id}/checklist_item/{checklist_item_id}', { params }));
    return;
  }
  const { parent, ...state } = step.state;
  const body = omitUndefined({ ...state, parent: parent === null ? null : parent?.id });
  if (step.do === 'edit item') return editChecklistItem(ctx, listId, item.id ?? '', body);
  const known = new Set(item.list.items.flatMap(({ id }) => id ?? []));
  const { assignee, ...rest } = body;
  item.id = await createChecklistItem(ctx, listId, { name: step.name, assignee: assignee ?? undefined }, known);
  if (rest.resolved || rest.parent) await editChecklistItem(ctx, listId, item.id, rest);
}

async function writeList(ctx: Context, taskId: string, step: Extract<ChecklistStep, { list: unknown }>): Promise<void> {
  if (step.do === 'create list') {
    step.list.id = await createChecklist(ctx, taskId, step.checklist);
    return;
  }
  const params = { path: { checklist_id: step.list.id ?? '' } };
  if (step.do === 'rename list')
    await unwrap(ctx.api.PUT('/v2/checklist/{checklist_id}', { params, body: { name: step.to } }));
  else await unwrap(ctx.api.DELETE('/v2/checklist/{checklist_id}', { params }));
}

const nothingAsked = () =>
  clickUpError('MISSING_PARAMETER', 'changes is empty', {
    suggestion: 'Give at least one, such as { "action": "add", "checklist": "Release", "items": ["Tag the build"] }.',
    details: { parameter: 'changes' },
  });
