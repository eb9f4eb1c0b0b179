import { clickUpError } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { durationMs } from '../dates/durations.js';
import type { TaskRef } from '../task/ids.js';
import { readSpan, type Span, type SpanInput } from './span.js';

/** A stretch as the older routes take it, in ms; of some only the length is known. */
type Stretch = (Span & { time: number }) | { time: number };

/** Start, end and length; the length alone where nothing tells when it was. */
export async function readStretch(ctx: Context, input: SpanInput, known: Partial<Span> = {}): Promise<Stretch> {
  const length = durationMs(input.duration, 'duration');
  const isPlaced = (input.start ?? input.end ?? known.start) !== undefined;
  if (!isPlaced && length !== undefined && length > 0) return { time: length };
  const span = await readSpan(ctx, input, known);
  return { ...span, time: span.end - span.start };
}

/** When an interval of a task was; RESOURCE_NOT_FOUND when the task has none of that id. */
export async function oneInterval(ctx: Context, { id: task_id, query }: TaskRef, id: string): Promise<Partial<Span>> {
  const people = rows(
    await unwrap(ctx.api.GET('/v2/task/{task_id}/time', { params: { path: { task_id }, query } })),
    'data',
  );
  const found = people.flatMap(({ intervals }) => intervals ?? []).find((interval) => String(interval.id) === id);
  if (!found) throw noSuchInterval(task_id, id);
  // Time that was entered as a length alone has neither.
  if (!found.start || !found.end) return {};
  return { start: Number(found.start), end: Number(found.end) };
}

const noSuchInterval = (task: string, id: string) =>
  clickUpError('RESOURCE_NOT_FOUND', `Task ${task} has no time interval ${id}`, {
    suggestion: withHint('Check both ids', 'time.get', 'shows the intervals of a task with task_id'),
    details: { parameter: 'interval_id', value: id },
  });
