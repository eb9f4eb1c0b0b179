import type { TaskCount, TaskSearchInput } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import type { TimeFormat } from '../../runtime/scalars.js';
import { fromWire } from '../custom-field/values.js';
import { formatDuration } from '../dates/durations.js';
import type { WireField } from './model.js';
import type { FoundTask } from './task-filters.js';
import { type PickedField, pick } from './task-rows.js';

/** What tasks are counted by. */
interface Dimension {
  label: string;
  /** What a task counts under: several people and tags each. */
  valuesOf(task: FoundTask): string[];
}

/** What is summed. */
interface Total {
  label: string;
  of(task: FoundTask): number;
  show(sum: number): string | number;
}

interface Counting extends Pick<TaskSearchInput, 'fields' | 'cursor'> {
  format?: TimeFormat;
}

const own: Readonly<Record<string, Dimension['valuesOf']>> = {
  status: ({ status }) => [status?.status ?? '(none)'],
  assignee: ({ assignees, group_assignees }) => {
    const people = (assignees ?? []).map(({ id, username, email }) => username || email || String(id));
    const all = [...people, ...(group_assignees ?? []).map(({ id, name }) => name ?? String(id))];
    return all.length > 0 ? all : ['(nobody)'];
  },
  priority: ({ priority }) => [priority?.priority ?? 'none'],
  tag: ({ tags }) => (tags?.length ? tags.map(({ name }) => name) : ['(no tag)']),
  list: ({ list }) => [list?.name ?? '(none)'],
};

/** As filters call them. */
const plurals: Readonly<Record<string, string>> = {
  statuses: 'status',
  assignees: 'assignee',
  priorities: 'priority',
  tags: 'tag',
  lists: 'list',
};

const ownTotals: Readonly<Record<string, Omit<Total, 'label'>>> = {
  time_estimate: { of: ({ time_estimate }) => Number(time_estimate ?? 0), show: formatDuration },
  points: { of: ({ points }) => Number(points ?? 0), show: rounded },
};

/**
 * How many tasks there are of each combination, the most first, with the sums of `fields`. Throws ValidationError for what
 * no task has; behind a cursor others may have had it.
 */
export function countTasks(
  tasks: readonly FoundTask[],
  by: readonly string[],
  { fields = [], cursor, format }: Counting = {},
): TaskCount[] {
  const custom = tasks.flatMap((task) => task.custom_fields ?? []);
  const known = tasks.length === 0 || cursor !== undefined;
  const dimensions = by.map((name) => dimensionNamed(name, custom, format) ?? noDimension(name, custom, known));
  const totals = fields.map((name) => totalNamed(name, custom) ?? noTotal(name, custom, known));
  const rows = new Map<string, { place: Place; tasks: number; sums: number[] }>();
  for (const task of tasks) {
    for (const place of placesOf(task, dimensions)) {
      const key = JSON.stringify(place);
      const row = rows.get(key) ?? { place, tasks: 0, sums: totals.map(() => 0) };
      row.tasks += 1;
      row.sums = row.sums.map((sum, index) => sum + (totals[index]?.of(task) ?? 0));
      rows.set(key, row);
    }
  }
  const shown = [...rows.values()].sort((a, b) => b.tasks - a.tasks);
  return shown.map(({ place, tasks, sums }) => ({
    ...place,
    tasks,
    ...Object.fromEntries(totals.map(({ label, show }, index) => [label, show(sums[index] ?? 0)])),
  }));
}

type Place = Readonly<Record<string, string>>;

const placesOf = (task: FoundTask, dimensions: readonly Dimension[]): Place[] =>
  dimensions.reduce<Place[]>(
    (places, { label, valuesOf }) =>
      places.flatMap((place) => valuesOf(task).map((value) => ({ ...place, [label]: value }))),
    [{}],
  );

function dimensionNamed(
  name: string,
  custom: readonly WireField[],
  format: TimeFormat | undefined,
): Dimension | undefined {
  const word = name.trim().toLowerCase();
  const label = plurals[word] ?? word;
  const valuesOf = custom.some((field) => field.name === name) ? undefined : own[label];
  if (valuesOf) return { label, valuesOf };
  const field = customField(name, custom);
  return field && { label: field.label, valuesOf: (task) => textsOf(valueIn(task, field, format)) };
}

function totalNamed(name: string, custom: readonly WireField[]): Total | undefined {
  const picked = pick(name, custom);
  if (picked && 'own' in picked) {
    const total = ownTotals[picked.own];
    return total && { label: picked.own, ...total };
  }
  const field = customField(name, custom);
  const isNumber = custom.filter((one) => field?.is(one)).some(({ type }) => numeric.has(type));
  if (!field || !isNumber) return undefined;
  return { label: field.label, of: (task) => Number(valueIn(task, field) ?? 0) || 0, show: rounded };
}

const numeric = new Set(['number', 'currency', 'formula', 'emoji', 'votes']);

function customField(name: string, custom: readonly WireField[]): PickedField | undefined {
  const picked = pick(name, custom);
  return picked && 'label' in picked ? picked : undefined;
}

/** What a task holds in a field, as people read it; null where it is empty. */
function valueIn({ custom_fields = [] }: FoundTask, { is }: PickedField, format?: TimeFormat): unknown {
  const values = custom_fields.filter(is).map((field) => fromWire(field, format));
  return values.find((value) => value !== null && value !== undefined) ?? null;
}

function textsOf(value: unknown): string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return ['(none)'];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object') return [String(value)];
  const { name, title, address } = value as Record<string, unknown>;
  return [String(name ?? title ?? address ?? JSON.stringify(value))];
}

/** Hundredths and the like add up to what they are. */
function rounded(sum: number): number {
  return Math.round(sum * 1e6) / 1e6;
}

/** Stands in for a field that the tasks read now do not have, where others may. */
function noDimension(name: string, custom: readonly WireField[], mayBe: boolean): Dimension {
  if (mayBe) return { label: name, valuesOf: () => ['(none)'] };
  throw unknownName(name, 'count_by', Object.keys(own), custom);
}

function noTotal(name: string, custom: readonly WireField[], mayBe: boolean): Total {
  if (mayBe) return { label: name, of: () => 0, show: rounded };
  const numbers = custom.filter(({ type }) => numeric.has(type));
  throw unknownName(name, 'fields', Object.keys(ownTotals), numbers);
}

function unknownName(name: string, parameter: string, words: readonly string[], custom: readonly WireField[]) {
  const names = [...new Set(custom.map((field) => field.name))];
  const near = nearest(name, [...words, ...names]);
  const what = parameter === 'fields' ? 'can be summed' : 'tasks can be counted by';
  const others = names.length > 0 ? `, or a custom field: ${names.join(', ')}` : '';
  return invalidInput(`"${name}" is nothing that ${what}`, {
    parameter,
    value: name,
    nearest: near,
    suggestion: near === undefined ? `Take ${words.join(', ')}${others}.` : `Did you mean "${near}"?`,
  });
}
