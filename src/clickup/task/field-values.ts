import type { Context } from '../context.js';
import { fromWire } from '../custom-field/values.js';
import type { WireField } from './model.js';

/** The custom fields that have a value, by name, as a person reads them. Of fields of one name the later ones carry their id. */
export async function shownFields(ctx: Context, fields: readonly WireField[]): Promise<Record<string, unknown>> {
  const format = fields.some(({ type, value }) => type === 'date' && value) ? await ctx.times() : undefined;
  const shown = new Map<string, unknown>();
  for (const field of fields) {
    const value = fromWire(field, format);
    if (value === null) continue;
    shown.set(shown.has(field.name) ? `${field.name} (${field.id})` : field.name, value);
  }
  return Object.fromEntries(shown);
}
