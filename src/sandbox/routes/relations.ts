import { type Context, param, type Routes } from '../context.js';
import { findOtherTask, findTask } from '../domain/locate.js';
import { apiError } from '../errors.js';
import { presentTask } from '../present/task.js';
import type { TaskRow } from '../state/tasks.js';

/** `[waiting, waited on]`, from exactly one of `depends_on` and `dependency_of`. */
function pair(ctx: Context, task: TaskRow, given: (key: string) => unknown): [TaskRow, TaskRow] {
  const on = given('depends_on');
  const of = given('dependency_of');
  if ((on ? 1 : 0) + (of ? 1 : 0) !== 1)
    throw apiError(400, 'INPUT_006', 'Give depends_on or dependency_of, and not both');
  const other = findOtherTask(ctx, String(on ?? of));
  if (other.id === task.id) throw apiError(400, 'INPUT_006', 'A task cannot depend on itself');
  return on ? [task, other] : [other, task];
}

/** Whether `from` waits, over any number of steps, on `target`. */
function waitsOn(ctx: Context, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === target) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const row of ctx.state.dependencies.by('task', at)) if (row.taskId === at) open.push(row.dependsOn);
  }
  return false;
}

function addLink(ctx: Context, a: TaskRow, b: TaskRow): void {
  const { links } = ctx.state;
  if (a.id === b.id) throw apiError(400, 'INPUT_006', 'A task cannot be linked to itself');
  if (links.has(`${a.id}:${b.id}`) || links.has(`${b.id}:${a.id}`)) return;
  links.put({ id: `${a.id}:${b.id}`, a: a.id, b: b.id, dateCreated: ctx.now, userId: ctx.user.id });
}

/** Dependencies and links between tasks. */
export const relations = {
  AddDependency: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const [waiting, on] = pair(ctx, task, (key) => ctx.body[key]);
    if (waitsOn(ctx, on.id, waiting.id)) throw apiError(400, 'INPUT_006', 'The dependency would close a circle');
    const id = `${waiting.id}:${on.id}`;
    if (!ctx.state.dependencies.has(id)) {
      const made = { dateCreated: ctx.now, userId: ctx.user.id };
      ctx.state.dependencies.put({ id, taskId: waiting.id, dependsOn: on.id, ...made });
    }
    return {};
  },

  DeleteDependency: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const [waiting, on] = pair(ctx, task, (key) => ctx.query.get(key));
    ctx.state.dependencies.remove(`${waiting.id}:${on.id}`);
    return {};
  },

  AddTaskLink: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    addLink(ctx, task, findOtherTask(ctx, param(ctx, 'links_to')));
    return { task: presentTask(ctx, task, { single: true }) };
  },

  DeleteTaskLink: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const other = findOtherTask(ctx, param(ctx, 'links_to'));
    ctx.state.links.remove(`${task.id}:${other.id}`);
    ctx.state.links.remove(`${other.id}:${task.id}`);
    return { task: presentTask(ctx, task, { single: true }) };
  },
} satisfies Routes;
