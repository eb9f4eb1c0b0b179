import type { TaskGetData, TaskGetInput } from '../../../generated/contracts.js';
import { withHint, withTool } from '../../clickup/advice.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import type { Id } from '../../clickup/references.js';
import { taskAttachments } from '../../clickup/task/attachments.js';
import { readTask } from '../../clickup/task/get-task.js';
import { inlineImages } from '../../clickup/task/inline-images.js';
import { TaskRefs } from '../../clickup/task/task-refs.js';
import { asCard, type Extras, leftOut } from '../../clickup/task/task-summary.js';
import { advice } from '../../runtime/advice.js';
import { invalidInput } from '../../runtime/errors.js';
import { runBulk } from '../bulk.js';
import { includeSet } from '../include.js';
import { reasonsOf } from '../item-results.js';

const parts = ['subtasks', 'attachments', 'members', 'custom_fields', 'checklists', 'images'] as const;
type Part = (typeof parts)[number];

/** ClickUp has no route for several tasks; each costs a call. */
const maxTasks = 50;

/** One task, or several side by side, with the parts that were asked for. */
export async function taskGet(ctx: Context, input: TaskGetInput): Promise<TaskGetData> {
  const include = includeSet(input.include ?? [], parts, 'part');
  const references = referencesOf(input);
  const refs = new TaskRefs(ctx);
  const read = (reference: Id, parameter: string) =>
    oneTask(ctx, { reference, parameter, include, detail: input.detail, refs });
  const images = async (files: readonly unknown[]) =>
    include.has('images') ? { images: await inlineImages(ctx, files) } : {};
  if (input.task_ids === undefined) {
    const { task, missing, files } = await read(references[0]!, 'task_id');
    if (missing.length > 0) ctx.note(leftOutNote('Left out', missing));
    return { task, ...(await images(files)) };
  }
  const missing = new Set<string>();
  const { results } = await runBulk(
    ctx,
    references,
    async (reference, index) => {
      const found = await read(reference, `task_ids[${index}]`);
      for (const part of found.missing) missing.add(part.replace(/^\d+ /, ''));
      return { task: found.task, files: found.files };
    },
    { label: 'tasks' },
  );
  if (missing.size > 0) ctx.note(leftOutNote('Left out where there are any', [...missing]));
  const failed = reasonsOf(results).map(({ error, places }) => {
    const ids = places.map((place) => String(references[place]));
    return { task_id: ids[0]!, ...(ids.length > 1 && { task_ids: ids }), error };
  });
  return {
    tasks: results.flatMap(({ task }) => (task ? [task as NonNullable<TaskGetData['task']>] : [])),
    ...(await images(results.flatMap(({ files }) => (files ?? []) as unknown[]))),
    ...(failed.length > 0 && { failed }),
  };
}

const leftOutNote = (lead: string, missing: readonly string[]) =>
  `${lead}: ${missing.join(', ')}${missing.some((part) => !part.includes('(')) ? ' (include)' : ''}`;

interface Wanted {
  reference: Id;
  parameter: string;
  include: ReadonlySet<Part>;
  detail: TaskGetInput['detail'];
  refs: TaskRefs;
}

async function oneTask(ctx: Context, { reference, parameter, include, detail, refs }: Wanted) {
  const raw = await readTask(ctx, reference, {
    parameter,
    include_markdown_description: true,
    ...(include.has('subtasks') && { include_subtasks: true }),
  });
  const [attachments, members] = await Promise.all([
    include.has('attachments') || include.has('images') ? taskAttachments(ctx, raw) : undefined,
    include.has('members') ? taskMembers(ctx, raw.id) : undefined,
  ]);
  const extras: Extras = {
    ...(attachments && { attachments }),
    ...(members && { members }),
    subtasks: include.has('subtasks'),
    customFields: include.has('custom_fields'),
    checklists: include.has('checklists'),
  };
  const files = attachments ?? [];
  if (detail === 'full') {
    const everything = { ...raw, ...(attachments && { attachments }), ...(members && { members }) };
    return { task: await ctx.project('task', everything, 'full'), missing: [], files };
  }
  return {
    task: await ctx.project('task', await asCard(ctx, raw, extras, refs)),
    missing: leftOut(raw, extras),
    files,
  };
}

async function taskMembers(ctx: Context, task_id: string): Promise<unknown[]> {
  const answer = await unwrap(ctx.api.GET('/v2/task/{task_id}/member', { params: { path: { task_id } } }));
  return readable(ctx, rows(answer, 'members'), 'members');
}

function referencesOf({ task_id, task_ids }: TaskGetInput): readonly Id[] {
  const references = [...new Set([...(task_id === undefined ? [] : [task_id]), ...(task_ids ?? [])].map(String))];
  if (references.length > 0 && references.length <= maxTasks) return references;
  throw invalidInput(
    references.length === 0 ? 'No task is named' : `${references.length} tasks are more than ${maxTasks}`,
    references.length === 0
      ? {
          code: 'MISSING_PARAMETER',
          parameter: 'task_id',
          suggestion: withHint('Give task_id or task_ids', 'task.search', 'finds ids'),
        }
      : {
          parameter: 'task_ids',
          suggestion: advice`Ask for at most ${String(maxTasks)} at a time${withTool('task.list', (name) => `, or use ${name}`)}.`,
        },
  );
}
