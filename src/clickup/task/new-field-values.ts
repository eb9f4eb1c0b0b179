import type { Context } from '../context.js';
import { fieldValue } from '../custom-field/field-value.js';
import { listFields } from '../custom-field/list-fields.js';
import { matchName } from '../match-name.js';

/** Values by field name or id as the body of a new task takes them; the List says which fields and options there are. */
export async function newFieldValues(
  ctx: Context,
  list_id: string,
  values: Readonly<Record<string, unknown>> | undefined,
  parameter: string,
) {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (entries.length === 0) return undefined;
  const fields = await listFields(ctx, list_id);
  const options = { parameter, noun: 'custom field', place: `List ${list_id}` };
  const wanted = entries.map(([name, value]) => ({ name, value, field: matchName(name, fields, options) }));
  // What the List says of a field holds no value, so that `{ add }` and a plain list come to the same here.
  return Promise.all(
    wanted.map(async ({ name, value, field }) => {
      const { wire } = await fieldValue(ctx, field, value, `${parameter}.${name}`);
      return { id: field.id, ...wire };
    }),
  );
}
