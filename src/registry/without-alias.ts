import { aliases } from '../../generated/aliases.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { snakeCase } from '../runtime/snake-case.js';

/** A call by the name and with the arguments that the tool itself has. */
export interface NamedCall {
  name: string;
  input: unknown;
}

/** The same call by its own name, where it is made by that of another server; any other call as it is. */
export function withoutAlias(call: NamedCall): NamedCall {
  const word = String(call.name).replace(/^clickup_/, '');
  if (!Object.hasOwn(aliases, word)) return call;
  const { tool, arguments: names = {}, set = {}, ignored = {} } = aliases[word]!;
  if (call.name === tool || !isPlainObject(call.input)) return { name: tool, input: call.input };
  const input: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(call.input)) {
    const other = snakeCase(key);
    if (Object.hasOwn(ignored, other) && ignored[other] === value) continue;
    if (other === 'parent_ref') Object.assign(input, placeOf(value, names));
    else input[Object.hasOwn(names, other) ? names[other]! : key] = value;
  }
  for (const [name, value] of Object.entries(set)) input[name] ??= value;
  return { name: tool, input };
}

/** `{ type: 'list', id }` as the argument of that place; what has no such form stays, to be refused. */
function placeOf(value: unknown, names: Readonly<Record<string, string>>): Record<string, unknown> {
  if (!isPlainObject(value) || typeof value.type !== 'string' || value.id === undefined) return { parent_ref: value };
  const type = value.type.toLowerCase();
  return { [names.parent ?? `${type === 'team' ? 'workspace' : type}_id`]: value.id };
}
