import type { Text } from '../../runtime/advice.js';
import { withHint } from '../advice.js';
import type { WireField } from '../task/model.js';

/** A value in the form in which it can be written again, or why it cannot. */
export type FieldCopy = { value: unknown; value_options?: { time: boolean } } | { reason: Text };

type Writer = (value: unknown, field: WireField) => unknown;

const same: Writer = (value) => value;
const number: Writer = (value) => (value === '' || Number.isNaN(Number(value)) ? undefined : Number(value));
const added: Writer = (value) => ({ add: (value as { id: string | number }[]).map(({ id }) => id) });

/** Values read in one form and written in another: https://developer.clickup.com/docs/customfields */
const writers: Record<string, Writer> = {
  url: same,
  email: same,
  phone: same,
  text: same,
  short_text: same,
  number,
  currency: number,
  emoji: number,
  date: number,
  checkbox: (value) => value === true || value === 'true',
  drop_down: (value, { type_config = {} }) => {
    const options = (type_config.options ?? []) as { id: string; orderindex?: number }[];
    return options.find(
      ({ id, orderindex }) => id === value || (orderindex !== undefined && orderindex === Number(value)),
    )?.id;
  },
  labels: (value) =>
    (value as (string | { id: string })[]).map((label) => (typeof label === 'string' ? label : label.id)),
  users: added,
  tasks: added,
  list_relationship: added,
  manual_progress: (value) => ({ current: Number((value as { current: unknown }).current) }),
  location: (value) => {
    const { location, formatted_address } = value as { location: unknown; formatted_address?: string };
    return { location, formatted_address };
  },
};

const unwritable: Record<string, Text> = {
  formula: 'ClickUp computes it.',
  automatic_progress: 'ClickUp computes it.',
  attachment: withHint('The API cannot copy files', 'task.attachFile', 'uploads them again'),
};

/** Whether ClickUp computes the values of such a field, so that a copy gets its own. */
export const isComputed = ({ type }: WireField) => type === 'formula' || type === 'automatic_progress';

/** Whether a field of a task holds anything. */
export const hasValue = ({ value }: WireField) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Turns a field's value, as a task carries it, into what sets the same value on another task. */
export function copyField(field: WireField, isDateOnly: (ms: number) => boolean): FieldCopy {
  const write = writers[field.type];
  if (!write) return { reason: unwritable[field.type] ?? `The API cannot write fields of the type ${field.type}.` };
  const value = attempt(() => write(field.value, field));
  if (value === undefined) return { reason: 'Its value is not in a form that can be written.' };
  return { value, ...(field.type === 'date' && { value_options: { time: !isDateOnly(value as number) } }) };
}

/** Values of unknown form are left behind and named, instead of failing the whole copy. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
