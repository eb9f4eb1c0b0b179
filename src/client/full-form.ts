import { isPlainObject } from '../runtime/plain-object.js';

/** Parts that say what another part of the same object says. */
const twins = [
  ['project', 'folder'],
  ['text_content', 'description'],
  ['markdown_description', 'description'],
] as const;

/**
 * A full object without what the answer says elsewhere: a Folder under its old name, one text in three forms, custom fields
 * that have no value, and what a custom field can hold, which stands with the first that is shown.
 */
export function withoutRepeats(object: Record<string, unknown>, definitions: Set<string>): Record<string, unknown> {
  const kept = { ...object };
  for (const [name, twin] of twins) {
    if (name in kept && JSON.stringify(kept[name]) === JSON.stringify(kept[twin])) delete kept[name];
  }
  for (const key of ['custom_fields', 'subtasks']) {
    const parts = kept[key];
    if (!Array.isArray(parts) || !parts.every(isPlainObject)) continue;
    kept[key] =
      key === 'subtasks'
        ? parts.map((task) => withoutRepeats(task, definitions))
        : parts.filter(({ value }) => value !== undefined).map((field) => definedOnce(field, definitions));
  }
  return kept;
}

function definedOnce(field: Record<string, unknown>, definitions: Set<string>): Record<string, unknown> {
  const { type_config, ...rest } = field;
  const id = String(field.id);
  if (type_config === undefined || !definitions.has(id)) {
    definitions.add(id);
    return field;
  }
  return rest;
}
