import type { TaskCreateData, TaskCreateInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { NewTags } from '../../clickup/new-tags.js';
import { type Id, objectId } from '../../clickup/references.js';
import { writeNewTask } from '../../clickup/task/create-task.js';
import { taskIds } from '../../clickup/task/ids.js';
import { advice } from '../../runtime/advice.js';
import { invalidInput } from '../../runtime/errors.js';
import { addParts, newChecklists } from './new-task-parts.js';

/** What goes with a template; everything else comes from the template itself. */
const besidesTemplate = new Set(['template_id', 'list_id', 'name', 'dry_run']);

/** Creates a task from its description, or from a template. */
export async function taskCreate(ctx: Context, input: TaskCreateInput): Promise<TaskCreateData> {
  const list_id = objectId('list', input.list_id, 'list_id');
  if (input.template_id !== undefined) return fromTemplate(ctx, list_id, input.template_id, input);
  const checklists = newChecklists(input.checklists, 'checklists');
  const others = await taskIds(ctx, input.depends_on ?? [], 'depends_on');
  const newTags = new NewTags(ctx);
  const { task, not_applied } = await writeNewTask(ctx, list_id, input, { newTags });
  newTags.tell();
  const dependsOn = others.map((id) => async () => id);
  const { missing, made } = await addParts(ctx, String(task.id), { checklists, dependsOn });
  not_applied.push(...missing);
  return {
    task: await ctx.project('task_written', task),
    ...made,
    ...(not_applied.length > 0 && { not_applied }),
  };
}

async function fromTemplate(
  ctx: Context,
  list_id: string,
  template: Id,
  input: TaskCreateInput,
): Promise<TaskCreateData> {
  const ignored = Object.entries(input).find(([name, value]) => value !== undefined && !besidesTemplate.has(name));
  if (ignored) {
    throw invalidInput(`${ignored[0]} does not go with template_id`, {
      parameter: ignored[0],
      value: ignored[1],
      suggestion: advice`Create the task from the template first, then change it${withTool('task.update', (name) => ` with ${name}`)}.`,
    });
  }
  const template_id = objectId('template', template, 'template_id');
  const params = { path: { list_id, template_id } };
  const answer = await unwrap(
    ctx.api.POST('/v2/list/{list_id}/taskTemplate/{template_id}', { params, body: { name: input.name } }),
  );
  return { task: await ctx.project('task_written', { name: input.name, ...(answer as object) }) };
}
