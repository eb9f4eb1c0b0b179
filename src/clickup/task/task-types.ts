import { readable, rows, unwrap } from '../api.js';
import { taskTypesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { Given } from '../given.js';
import { matchName } from '../match-name.js';
import type { Id } from '../references.js';
import { workspaceId } from '../workspace.js';

/** A kind of task; ids are whole numbers in text. */
interface TaskType {
  id: string;
  name: string;
}

/** Built in, and not always in ClickUp's answer. Source: https://developer.clickup.com/reference/getcustomitems */
const builtIn: readonly TaskType[] = [
  { id: '0', name: 'Task' },
  { id: '1', name: 'Milestone' },
];

async function taskTypes(ctx: Context): Promise<TaskType[]> {
  const team_id = await workspaceId(ctx);
  const own = await ctx.cache.get(taskTypesKey(team_id), async () => {
    const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/custom_item', { params: { path: { team_id } } }));
    return readable(ctx, rows(answer, 'custom_items'), 'task types').map(({ id, name }) => ({
      id: String(id),
      name: String(name),
    }));
  });
  return [...builtIn, ...own.filter(({ id }) => Number(id) > 1)];
}

/** The number of a task type, from its id or its name. Throws ValidationError for a name that no type has. */
export async function taskTypeNumber<Value extends Id | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
): Promise<Given<Value, number>> {
  return (value === undefined ? undefined : await numberOf(ctx, value, parameter)) as Given<Value, number>;
}

async function numberOf(ctx: Context, value: Id, parameter: string): Promise<number> {
  const text = String(value).trim();
  if (/^\d+$/.test(text)) return Number(text);
  const place = 'The Workspace';
  return Number(matchName(text, await taskTypes(ctx), { parameter, noun: 'task type', place }).id);
}

/** Several of them. */
export async function taskTypeNumbers<Values extends readonly Id[] | undefined>(
  ctx: Context,
  values: Values,
  parameter: string,
): Promise<Given<Values, number[]>> {
  const numbers =
    values && (await Promise.all(values.map((value, index) => numberOf(ctx, value, `${parameter}[${index}]`))));
  return numbers as Given<Values, number[]>;
}

/** What a type other than a plain task is called; its number where types cannot be read. */
export async function taskTypeName(ctx: Context, type: Id | null | undefined): Promise<string | undefined> {
  const id = String(type ?? 0);
  if (id === '0') return undefined;
  const known = id === '1' ? builtIn : await taskTypes(ctx).catch(() => builtIn);
  return known.find((each) => each.id === id)?.name ?? id;
}
