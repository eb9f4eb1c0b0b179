import data from '../../../generated/api-descriptions.json' with { type: 'json' };
import type { Operation } from '../../../generated/operations.js';
import { advice } from '../../runtime/advice.js';
import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { ownValue } from '../../runtime/plain-object.js';
import { withTool } from '../advice.js';

/**
 * What an operation is for, takes and answers. Types are written in the style of TypeScript: `<1..100>` behind one is
 * what a number lies between, or how long a text or a list is, and `...T` lets an object have any other member.
 */
interface Description extends Pick<Operation, 'method' | 'path' | 'effect'> {
  readonly summary: string;
  readonly about: string;
  readonly tag: string;
  /** Tools that do the same, the nearest first. */
  readonly tools?: readonly string[];
  /** Of path and query together. */
  readonly parameters: string;
  readonly body?: string;
  readonly bodyOptional?: boolean;
  readonly answer?: string;
}

/** An operation with all that is known about it. */
export type DescribedOperation = Description & { readonly id: string };

const descriptions = data.operations as Readonly<Record<string, Description>>;
const types: Readonly<Record<string, string>> = data.types;

/** The body of an upload: where the file is, in place of the form that ClickUp takes. */
export const upload = 'Upload';

/** Every operation but the sign-in. */
export const describedOperations: readonly DescribedOperation[] = Object.entries(descriptions).map(([id, row]) => ({
  id,
  ...row,
}));

/** The text of a type that others name. */
export const typeNamed = (name: string): string | undefined => ownValue(types, name);

/** The types that texts name, directly or through others, by name. */
export function typesIn(texts: readonly string[], found: Record<string, string> = {}): Record<string, string> {
  for (const [word] of texts
    .join(' ')
    .replace(/\/\*.*?\*\/|"[^"]*"/gs, '')
    .matchAll(/\b[A-Z]\w*/g)) {
    const text = typeNamed(word);
    if (text === undefined || Object.hasOwn(found, word)) continue;
    found[word] = text;
    typesIn([text], found);
  }
  return found;
}

/** The operation with an id; INVALID_PARAMETER with the nearest one. */
export function operationNamed(id: string): DescribedOperation {
  // ClickUp writes some ids with a capital and some without, and no two differ in that alone.
  const found = describedOperations.find((each) => each.id.toLowerCase() === id.trim().toLowerCase());
  if (found) return found;
  const ids = describedOperations.map((each) => each.id);
  const near = nearest(id, ids);
  throw invalidInput(`The API has no operation ${JSON.stringify(id)} to call`, {
    parameter: 'operation',
    value: id,
    nearest: near,
    suggestion: near
      ? `Did you mean ${near}?`
      : advice`Give the id of an operation${withTool('operation.search', (name) => `; ${name} finds it`)}.`,
  });
}
