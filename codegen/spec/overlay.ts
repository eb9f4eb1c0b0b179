import { exec } from 'jsonpath-rfc9535';
import { messageOf, SpecError } from './errors.js';
import { isObject, type Json, type JsonObject } from './pointer.js';

type Path = (string | number)[];

/** One action of an OpenAPI Overlay 1.0 document. */
interface Action {
  target: string;
  description?: string;
  update?: Json;
  remove?: true;
}

/** A checked OpenAPI Overlay 1.0 document; `file` and the index of an action stand in every error. */
export interface Overlay {
  file: string;
  /** The document it is written for; without it, the joined one. */
  extends?: string;
  actions: Action[];
}

const ACTION_KEYS = ['target', 'description', 'update', 'remove'];

const checkAction = (action: Json, at: string, file: string): Action => {
  const fail = (pointer: string, problem: string) => new SpecError(file, at + pointer, problem);
  if (!isObject(action)) throw fail('', 'is no action');
  const stray = Object.keys(action).find((key) => !ACTION_KEYS.includes(key));
  if (stray !== undefined) throw fail(`/${stray}`, 'is no part of an action');
  if (typeof action.target !== 'string') throw fail('/target', 'must be a JSONPath');
  if ('remove' in action && action.remove !== true) throw fail('/remove', 'can only be true');
  if ('update' in action === 'remove' in action) throw fail('', 'must have either update or remove');
  return action as unknown as Action;
};

/** Checks what a file holds against Overlay 1.0. */
export const checkOverlay = (document: JsonObject, file: string): Overlay => {
  if (document.overlay !== '1.0.0') throw new SpecError(file, '/overlay', 'must be 1.0.0');
  const { info, actions } = document;
  if (!isObject(info) || typeof info.title !== 'string' || typeof info.version !== 'string')
    throw new SpecError(file, '/info', 'must have a title and a version');
  if (!Array.isArray(actions) || actions.length === 0) throw new SpecError(file, '/actions', 'must have an action');
  return {
    file,
    ...(typeof document.extends === 'string' ? { extends: document.extends } : {}),
    actions: actions.map((action, index) => checkAction(action, `/actions/${index}`, file)),
  };
};

/** Objects merge, arrays join, anything else is replaced. */
const merge = (old: Json | undefined, update: Json): Json => {
  if (isObject(old) && isObject(update)) {
    const merged = { ...old };
    for (const [key, value] of Object.entries(update)) merged[key] = merge(old[key], value);
    return merged;
  }
  return Array.isArray(old) && Array.isArray(update)
    ? [...old, ...structuredClone(update)]
    : (structuredClone(update) as Json);
};

const matchesOf = (document: JsonObject, { target }: Action, file: string, at: string): Path[] => {
  const matches: Path[] = [];
  try {
    exec(document, target, (_value, path) => matches.push([...path]));
  } catch (cause) {
    throw new SpecError(file, `${at}/target`, `is no JSONPath: ${target} (${messageOf(cause)})`, { cause });
  }
  if (matches.length === 0) throw new SpecError(file, at, `matches nothing: ${target}`);
  return matches;
};

type Container = Record<string | number, Json>;
const parentOf = (document: JsonObject, path: Path): Container =>
  path.slice(0, -1).reduce<Container>((node, step) => node[step] as Container, document);

const removeAt = (document: JsonObject, path: Path): void => {
  const parent = parentOf(document, path);
  const key = path.at(-1) as string | number;
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
};

const updateAt = (document: JsonObject, path: Path, update: Json, file: string, at: string): void => {
  if (path.length === 0) {
    Object.assign(document, merge(document, update));
    return;
  }
  const parent = parentOf(document, path);
  const key = path.at(-1) as string | number;
  const old = parent[key] as Json;
  if (Array.isArray(old)) old.push(structuredClone(update));
  else if (isObject(old) && isObject(update)) parent[key] = merge(old, update);
  else throw new SpecError(file, `${at}/target`, 'must select objects or arrays, and an object takes an object');
};

/** A copy of the document with the actions of all overlays done, in order. An action that matches nothing is an error. */
export const applyOverlays = (document: JsonObject, overlays: readonly Overlay[]): JsonObject => {
  const result = structuredClone(document);
  for (const { actions, file } of overlays) {
    for (const [index, action] of actions.entries()) {
      const at = `/actions/${index}`;
      const matches = matchesOf(result, action, file, at);
      // Backwards, so that the index of an array item is still right when its turn comes.
      for (const path of matches.reverse()) {
        if (action.remove) removeAt(result, path);
        else updateAt(result, path, action.update as Json, file, at);
      }
    }
  }
  return result;
};
