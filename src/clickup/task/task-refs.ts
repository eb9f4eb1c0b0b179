import { withHint } from '../advice.js';
import { isId, unwrap } from '../api.js';
import { taskRefKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { TaskRef } from './model.js';

/** ClickUp has no route for several tasks, so names beyond these would cost more than they are worth. */
const mostReads = 20;
const patienceMs = 5_000;

/** What tasks are called, read at one request each, which an answer can do without: what is not read has its id alone. */
export class TaskRefs {
  private readonly asked = new Set<string>();

  constructor(private readonly ctx: Context) {}

  /** In the order of the ids. */
  of(ids: readonly string[]): Promise<TaskRef[]> {
    return Promise.all(ids.map((id) => this.one(id)));
  }

  private async one(id: string): Promise<TaskRef> {
    const { cache, atMost } = this.ctx;
    if (cache.peek(taskRefKey(id)) === undefined && !this.mayRead(id)) return { id };
    const reading = cache.get(taskRefKey(id), () => this.read(id)).catch(() => undefined);
    return (await atMost(patienceMs, reading)) ?? { id };
  }

  private mayRead(id: string): boolean {
    if (this.asked.has(id) || this.asked.size < mostReads) return this.asked.add(id).has(id);
    this.ctx.note(
      withHint(
        `Names of related tasks are looked up for ${mostReads} of them`,
        'task.get',
        'with task_ids reads the others',
      ),
    );
    return false;
  }

  private async read(id: string): Promise<TaskRef> {
    return refOf(await unwrap(this.ctx.api.GET('/v2/task/{task_id}', { params: { path: { task_id: id } } })));
  }
}

/** Keeps what a task is called, now that it was read anyway. */
export function rememberRef({ cache }: Pick<Context, 'cache'>, task: object): void {
  const ref = refOf(task);
  if (isId(ref.id)) void cache.get(taskRefKey(ref.id), async () => ref);
}

function refOf(task: object): TaskRef {
  const { id, custom_id, name, status } = task as TaskRef;
  return {
    id: String(id),
    ...(custom_id && { custom_id }),
    ...(name !== undefined && { name }),
    ...(status && { status }),
  };
}
