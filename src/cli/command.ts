import type { CatalogTool } from './catalog.js';
import { dashed } from './words.js';

/** The command that calls a tool with an input: one argument each, or `--json` where that would take several lines. */
export function commandFor({ name, inputSchema }: CatalogTool, input: Record<string, unknown>, options: string[] = []) {
  const words = Object.entries(input).flatMap(([argument, value]) => {
    const type = inputSchema.properties[argument]?.type ?? 'string';
    return asWords(dashed(argument), type, value);
  });
  const given = words.some((word) => word.includes('\n')) ? ['--json', JSON.stringify(input)] : words;
  return ['clickup-tools', 'call', name, ...given, ...options].map(quoted).join(' ');
}

function asWords(flag: string, type: string, value: unknown): string[] {
  if (type === 'boolean') return [value === true ? flag : `${flag}=${value}`];
  if (typeof value !== 'object' || value === null) return [flag, String(value)];
  if (isPlainList(value)) return [flag, value.join(',')];
  const lists = Object.entries(value);
  return lists.length > 0 && lists.every(([key, item]) => /^(set|add|remove)$/.test(key) && isPlainList(item))
    ? lists.flatMap(([key, item]) => [flag, `${key}=${(item as string[]).join(',')}`])
    : [flag, JSON.stringify(value)];
}

const isPlainList = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => typeof item === 'string' && /^[^,[{=]+$/.test(item));

/** A word as a POSIX shell takes it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
