import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { messageOf, SpecError } from './errors.js';
import { isObject, type JsonObject } from './pointer.js';

const isUrl = (source: string): boolean => /^https?:\/\//.test(source);

const readText = async (source: string): Promise<string> => {
  try {
    if (!isUrl(source)) return await readFile(source, 'utf8');
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return await answer.text();
  } catch (cause) {
    throw new SpecError(source, '', `cannot be read: ${messageOf(cause)}`, { cause });
  }
};

/** Reads a JSON or YAML object from a file or an http(s) URL, whatever its extension says; a `SpecError` says what is wrong with it. */
export const readDocument = async (source: string): Promise<JsonObject> => {
  const text = await readText(source);
  let value: unknown;
  try {
    value = text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text);
  } catch (cause) {
    throw new SpecError(source, '', `is neither JSON nor YAML: ${messageOf(cause)}`, { cause });
  }
  if (!isObject(value)) throw new SpecError(source, '', 'holds no object');
  return value;
};
