import type { TaskDuplicateData, TaskDuplicateInput } from '../../../generated/contracts.js';
import { withHint } from '../../clickup/advice.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { NewTags } from '../../clickup/new-tags.js';
import { objectId } from '../../clickup/references.js';
import { attempt, type CopyReport } from '../../clickup/task/copy-report.js';
import { type CopyTarget, copyTask } from '../../clickup/task/copy-task.js';
import { readTask } from '../../clickup/task/get-task.js';
import type { WireTask } from '../../clickup/task/model.js';
import type { Text } from '../../runtime/advice.js';

const include = { include_markdown_description: true, include_subtasks: true } as const;

/** Copies a task, on request with its subtasks, and says what the copy lacks. Throws only when no task was created. */
export async function taskDuplicate(ctx: Context, input: TaskDuplicateInput): Promise<TaskDuplicateData> {
  const source = await readTask(ctx, input.task_id, include);
  const listId = objectId('list', input.list_id, 'list_id') ?? source.list.id;
  const sameList = listId === source.list.id;
  const report: CopyReport = {
    copied: { checklists: 0, checklist_items: 0, custom_fields: 0, subtasks: 0 },
    not_copied: [],
  };
  const newTags = new NewTags(ctx);
  const target: CopyTarget = {
    listId,
    newTags: sameList ? undefined : newTags,
    name: input.name?.trim() || source.name,
    parent: sameList ? (source.parent ?? undefined) : undefined,
    fields: sameList ? undefined : await fieldIds(ctx, listId),
  };
  const copy = await copyTask(ctx, source, target, report);
  if (input.include_subtasks) await copySubtasks(ctx, source, { ...target, parent: copy.id }, report);
  newTags.tell();
  report.not_copied.push(...leftBehind(source, { sameList, subtasks: input.include_subtasks ?? false }));
  return {
    task: await ctx.project('task_written', copy),
    source_task_id: source.id,
    ...report,
    copied: { description: Boolean(copy.markdown_description || copy.description?.trim()), ...report.copied },
    not_copied: report.not_copied.map(({ what, reason }) => ({ what, reason: ctx.say(reason) })),
  };
}

const othersOwn = withHint('They belong to the original', 'task.updateRelationships', 'adds some');

async function fieldIds(ctx: Context, listId: string): Promise<ReadonlySet<string>> {
  const answer = await unwrap(ctx.api.GET('/v2/list/{list_id}/field', { params: { path: { list_id: listId } } }));
  return new Set(readable(ctx, rows(answer, 'fields'), 'fields').map(({ id }) => String(id)));
}

/** Level by level, because a subtask has to name its parent's copy. */
async function copySubtasks(ctx: Context, source: WireTask, target: CopyTarget, report: CopyReport): Promise<void> {
  const children = (source.subtasks ?? []).filter((task) => !task.parent || task.parent === source.id);
  for (const { id, name } of children) {
    const copying = readTask(ctx, id, include).then(async (child) => {
      const copy = await copyTask(ctx, child, { ...target, name: child.name, subtask: child.name }, report);
      report.copied.subtasks += 1;
      await copySubtasks(ctx, child, { ...target, parent: copy.id }, report);
    });
    await attempt(copying, (reason) => report.not_copied.push({ what: `subtask ${JSON.stringify(name)}`, reason }));
  }
}

/** What no request can bring along, as far as the original has it. Comments cannot be counted without reading them. */
function leftBehind(
  source: WireTask,
  { sameList, subtasks }: { sameList: boolean; subtasks: boolean },
): CopyReport['not_copied'] {
  const { attachments = [], dependencies = [], linked_tasks = [], locations = [] } = source;
  const known = new Set([source.creator?.id, ...(source.assignees ?? []).map(({ id }) => id)]);
  const lost: [boolean, string, Text][] = [
    [true, 'comments', 'They stay with the original: the API would post them in your name, with the date of today.'],
    [
      attachments.length > 0,
      `attachments (${attachments.length})`,
      withHint('The API cannot copy files', 'task.attachFile', 'uploads them again'),
    ],
    [dependencies.length > 0, 'dependencies', othersOwn],
    [linked_tasks.length > 0, 'links', othersOwn],
    [
      locations.some(({ id }) => id !== source.list.id),
      'further Lists',
      withHint('The copy is in one List', 'task.updateLists', 'adds it to others'),
    ],
    [(source.time_spent ?? 0) > 0, 'tracked time', 'It was spent on the original.'],
    [
      (source.watchers ?? []).some(({ id }) => !known.has(id)),
      'watchers',
      withHint('ClickUp accepts no watchers for a new task', 'task.update', 'sets them'),
    ],
    [!sameList && !!source.parent, 'parent task', 'A subtask has to be in the List of its parent.'],
    [!subtasks && (source.subtasks ?? []).length > 0, 'subtasks', 'Left out; include_subtasks: true copies them.'],
  ];
  return lost.filter(([applies]) => applies).map(([, what, reason]) => ({ what, reason }));
}
