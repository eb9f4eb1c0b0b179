import type { Context } from '../context.js';
import { dateMs } from '../dates/arguments.js';
import { statusesOfLists, statusesOfSpaces, statusMeant } from '../location/statuses.js';
import { userId } from '../people/ids.js';
import { priorities, priorityNamed } from '../task/priorities.js';
import { noSuchStatus } from '../task/status.js';
import { doubt } from '../task/status-filter.js';
import { viewField, viewFields } from './fields.js';
import type { ViewLocation } from './location.js';

/** A condition as tools take and give it. */
export interface ViewFilter {
  field: string;
  op: string;
  values?: readonly string[];
}

/** A condition as the API has it: https://developer.clickup.com/docs/filter-views */
export type WireFilter = { field: string; op: string; values: unknown[] };

const noPriority = -1;
const dateFields = new Set(['dueDate', 'startDate', 'dateCreated', 'dateUpdated', 'dateClosed', 'dateDone']);

/** Turns names into what ClickUp compares with: priorities and task types are numbers, people ids, days functions. */
export async function filtersToWire(
  ctx: Context,
  filters: readonly ViewFilter[],
  place: ViewLocation | undefined,
): Promise<WireFilter[]> {
  return Promise.all(
    filters.map(async ({ field: name, op, values = [] }, index) => {
      const field = viewField(name, `filters[${index}].field`, { known: viewFields, isOpen: true });
      const at = `filters[${index}].values`;
      if (field === 'status') return { field, op, values: await statusValues(ctx, values, place, at) };
      return { field, op, values: await Promise.all(values.map((value) => toWire(ctx, field, value, at))) };
    }),
  );
}

/** Status names as ClickUp takes them: one in capitals makes it drop every condition of the view without a word. */
async function statusValues(
  ctx: Context,
  names: readonly string[],
  place: ViewLocation | undefined,
  parameter: string,
): Promise<string[]> {
  const known = await (place?.at === 'list'
    ? statusesOfLists(ctx, [place.id])
    : statusesOfSpaces(ctx, place?.at === 'space' ? [place.id] : []));
  return names.map((name) => {
    const meant = known ? statusMeant(name, known.names) : name;
    if (known && meant === undefined) {
      if (known.areAll) throw noSuchStatus({ name, parameter }, known);
      ctx.note(doubt(name, known));
    }
    return (meant ?? name).trim().toLowerCase();
  });
}

async function toWire(ctx: Context, field: string, value: string, parameter: string): Promise<unknown> {
  const text = value.trim();
  if (field === 'statusType') return text.toLowerCase();
  if (field === 'priority') return priorityValue(text, parameter);
  if (field === 'assignee') return userId(ctx, text, parameter);
  if (field === 'customItems') return /^\d+$/.test(text) ? Number(text) : text;
  if (!dateFields.has(field)) return text;
  return /\d/.test(text) ? dateMs(ctx, text, parameter) : { op: text.toLowerCase().replace(/\s+/g, '') };
}

const priorityValue = (name: string, parameter: string): number =>
  /^(-1|[1-4])$/.test(name) ? Number(name) : (priorityNamed(name, parameter) ?? noPriority);

/** The same conditions in the form that tools take, so that what was read can be sent again. */
export function filtersFromWire(filters: readonly Partial<WireFilter>[]): ViewFilter[] {
  return filters.map(({ field = '', op = '', values = [] }) => ({
    field,
    op,
    ...(values.length > 0 && { values: values.map((value) => fromWire(field, value)) }),
  }));
}

function fromWire(field: string, value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const { op, status, id } = value as { op?: unknown; status?: unknown; id?: unknown };
    return String(op ?? status ?? id ?? JSON.stringify(value));
  }
  if (field !== 'priority') return String(value);
  const name = Object.entries(priorities).find(([, number]) => (number ?? noPriority) === Number(value))?.[0];
  return name ?? String(value);
}
