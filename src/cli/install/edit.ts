import type { McpClient } from './clients.js';
import type { Format } from './format.js';
import { editJson, readJson } from './json-file.js';
import { editToml, readToml } from './toml-file.js';

/** The text of a configuration, or what is wrong with it and where. */
export type Edited = { text: string } | { problem: string };

const formats: Record<McpClient['format'], Format> = {
  json: { read: readJson, edit: editJson },
  toml: { read: readToml, edit: editToml },
};

/**
 * Puts what a client needs into the text of its configuration and leaves the rest as it is, comments included. The result
 * is read again: it must hold the changes, and everything else that was there.
 */
export function edited(
  text: string,
  { format, changes }: Pick<McpClient, 'format' | 'changes'>,
  server: Parameters<McpClient['changes']>[0],
): Edited {
  const { read, edit } = formats[format];
  const before = read(text);
  if ('problem' in before) return before;
  const wanted = changes(server, before.value);
  for (const { path } of wanted) {
    const parent = notAnObject(before.value, path);
    if (parent !== undefined) return { problem: `${parent} is there and is no table of names` };
  }
  const expected = structuredClone(before.value);
  for (const { path, value } of wanted) put(expected, path, value);
  const result = edit(text, wanted);
  const after = read(result);
  if ('value' in after && sameValue(after.value, expected)) return { text: result };
  return { problem: 'it is written in a form that cannot be changed without changing more' };
}

/** A value on the way to a path that is there and holds no names. */
function notAnObject(root: Record<string, unknown>, path: readonly (string | number)[]): string | undefined {
  let value: unknown = root;
  for (const [depth, key] of path.slice(0, -1).entries()) {
    value = (value as Record<string, unknown>)[key as string];
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null) return path.slice(0, depth + 1).join('.');
  }
  return undefined;
}

function put(root: Record<string, unknown>, path: readonly (string | number)[], value: unknown): void {
  let parent = root;
  for (const key of path.slice(0, -1)) {
    parent[key as string] ??= {};
    parent = parent[key as string] as Record<string, unknown>;
  }
  parent[path.at(-1) as string] = value;
}

/** Whether two configurations say the same, in whatever order. */
function sameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  if (one instanceof Date || other instanceof Date) return String(one) === String(other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => sameValue((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  );
}
