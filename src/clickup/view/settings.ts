import type { paths } from '../../../generated/api.js';
import type { ViewUpdateInput } from '../../../generated/contracts.js';
import type { Context } from '../context.js';
import { groupings, viewField, viewFields } from './fields.js';
import { filtersFromWire, filtersToWire } from './filters.js';
import type { ViewLocation } from './location.js';

/** A view as the API sends it, and the request that writes it whole. */
export type WireView = paths['/v2/view/{view_id}']['get']['responses']['200']['content']['application/json']['view'];
export type ViewBody = paths['/v2/view/{view_id}']['put']['requestBody']['content']['application/json'];

/** The settings that creating and updating a view share, flat. */
export type ViewSettings = Pick<
  ViewUpdateInput,
  'group_by' | 'sort' | 'columns' | 'filters' | 'filter_op' | 'show_closed' | 'show_subtasks'
> & { search?: string | undefined };

/** ClickUp's numbers for how subtasks appear. */
const subtasks = { separate: 1, expanded: 2, collapsed: 3 } as const;
/** ClickUp's numbers for places: https://developer.clickup.com/docs/views */
const places: Record<number, ViewLocation['at']> = { 4: 'space', 5: 'folder', 6: 'list', 7: 'workspace' };

/** The parts of a view that a request has to carry, since whatever is missing goes back to its default. */
export const writableParts = [
  'name',
  'type',
  'parent',
  'grouping',
  'divide',
  'sorting',
  'filters',
  'columns',
  'team_sidebar',
  'settings',
] as const satisfies readonly (keyof ViewBody)[];

/** Lays settings over a view; parts that no setting touches stay as they are, or absent. */
export async function withSettings<Base extends Partial<ViewBody>>(
  ctx: Context,
  base: Base,
  input: ViewSettings,
  place?: ViewLocation,
): Promise<Base> {
  const { group_by, sort, columns, show_subtasks } = input;
  return {
    ...base,
    ...(group_by !== undefined && {
      grouping: { collapsed: [], ignore: false, ...base.grouping, ...groupKey(group_by) },
    }),
    ...(sort !== undefined && { sorting: { fields: sort.map((key, idx) => ({ ...sortKey(key, idx), idx })) } }),
    ...(columns !== undefined && { columns: { fields: columnsOf(columns).map((field, idx) => ({ field, idx })) } }),
    ...(await filtersOver(ctx, base, input, place)),
    ...(show_subtasks !== undefined && { settings: { ...base.settings, show_subtasks: subtasks[show_subtasks] } }),
  };
}

async function filtersOver(
  ctx: Context,
  { filters: base, parent }: Partial<ViewBody>,
  input: ViewSettings,
  place: ViewLocation | undefined,
): Promise<Pick<ViewBody, 'filters'>> {
  const { filters, filter_op, show_closed, search } = input;
  if ([filters, filter_op, show_closed, search].every((setting) => setting === undefined)) return {};
  // Groups point at conditions by their place, so they cannot outlive them.
  const { filter_groups, filter_group_ops, ...rest } = base ?? {};
  const groups =
    filters === undefined
      ? { ...(filter_groups && { filter_groups }), ...(filter_group_ops && { filter_group_ops }) }
      : {};
  return {
    filters: {
      op: 'AND',
      fields: [],
      search: '',
      show_closed: false,
      ...rest,
      ...groups,
      ...(filters !== undefined && {
        fields: await filtersToWire(ctx, filters, place ?? placeOf(parent)),
      }),
      ...(filter_op !== undefined && { op: filter_op }),
      ...(show_closed !== undefined && { show_closed }),
      ...(search !== undefined && { search }),
    },
  };
}

function placeOf(parent: ViewBody['parent']): ViewLocation | undefined {
  const at = places[Number(parent?.type)];
  return at && parent?.id !== undefined ? { at, id: String(parent.id) } : undefined;
}

const anyField = { known: viewFields, isOpen: true };
const unsigned = (text: string) => text.trim().replace(/^-/, '');
const direction = (text: string) => (text.trim().startsWith('-') ? -1 : 1);
const groupKey = (text: string) => ({
  field: viewField(unsigned(text), 'group_by', { known: groupings, isOpen: false }),
  dir: direction(text),
});
const sortKey = (text: string, index: number) => ({
  field: viewField(unsigned(text), `sort[${index}]`, anyField),
  dir: direction(text),
});
/** The name is always the first column and may not be listed. */
const columnsOf = (names: readonly string[]) =>
  names.map((name, index) => viewField(name, `columns[${index}]`, anyField)).filter((name) => name !== 'name');

/** Says so when ClickUp kept fewer conditions than were sent, which it does without an error. */
export function noteDropped(ctx: Context, sent: { filters?: { fields?: readonly unknown[] } }, view: WireView): void {
  const [wanted, kept] = [sent.filters?.fields?.length ?? 0, view.filters?.fields?.length ?? 0];
  if (kept >= wanted || ctx.dryRun) return;
  ctx.note(
    `ClickUp kept ${kept} of ${wanted} filter conditions: check that each status, tag and option exists in this place.`,
  );
}

/** Puts how the view is set up into the words that the tools take. */
export function describeView(view: WireView) {
  const { grouping, sorting, columns, filters, settings, parent } = view;
  const signed = ({ field, dir }: { field?: unknown; dir?: unknown }) =>
    `${dir === -1 ? '-' : ''}${String(field ?? '')}`;
  const names = (fields: readonly object[] | undefined) =>
    (fields ?? []) as readonly { field?: unknown; dir?: unknown }[];
  const shown = Object.entries(subtasks).find(([, number]) => number === settings?.show_subtasks)?.[0];
  return {
    ...view,
    set_up: {
      place: parent && places[parent.type],
      group_by: grouping?.field && grouping.field !== 'none' ? signed(grouping) : undefined,
      sort: names(sorting?.fields).map(signed),
      columns: names(columns?.fields).map(({ field }) => String(field ?? '')),
      filters: filtersFromWire(filters?.fields ?? []),
      filter_op: (filters?.fields?.length ?? 0) > 1 ? filters?.op : undefined,
      show_closed: filters?.show_closed || undefined,
      show_subtasks: shown,
    },
  };
}
