import { advice, type Text } from '../runtime/advice.js';
import { type ClickUpError, invalidInput } from '../runtime/errors.js';
import { withHint } from './advice.js';
import { type AppUrl, readAppUrl } from './app-url.js';
import type { Given } from './given.js';
import { idHint } from './id-sources.js';

/** A task as people name it. A custom id needs the Workspace on the wire; `workspaceId` is known when the URL has it. */
export interface TaskReference {
  kind: 'id' | 'custom_id';
  value: string;
  workspaceId?: string;
}

/** An object id that is safe to put into a path, and what else the pasted URL said. */
export interface ObjectReference {
  id: string;
  workspaceId?: string;
  spaceId?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DIGITS = /^\d{1,20}$/;
const SHORT = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+){1,4}$/;

const FORMS = {
  workspace: [DIGITS, 'digits, like "9012345678"'],
  space: [DIGITS, 'digits, like "90112233445"'],
  folder: [DIGITS, 'digits, like "90112233445"'],
  list: [DIGITS, 'digits, like "901711223344"'],
  user: [/^-?\d{1,15}$/, 'a number, like "81234567"'],
  comment: [DIGITS, 'digits, like "90170012345678"'],
  message: [DIGITS, 'digits, like "90170012345678"'],
  time_entry: [DIGITS, 'digits, like "4231234567890123456"'],
  role: [DIGITS, 'digits'],
  view: [SHORT, 'like "8cdxy-317"'],
  doc: [SHORT, 'like "8cdxy-902"'],
  page: [SHORT, 'like "8cdxy-902"'],
  channel: [SHORT, 'like "6-901711223344-8"'],
  template: [/^t-\d{1,20}$/, 'like "t-90012345"'],
  goal: [UUID, 'a UUID'],
  key_result: [UUID, 'a UUID'],
  team: [UUID, 'a UUID'],
  checklist: [UUID, 'a UUID'],
  checklist_item: [UUID, 'a UUID'],
  custom_field: [UUID, 'a UUID'],
  webhook: [UUID, 'a UUID'],
} as const satisfies Record<string, readonly [RegExp, string]>;

/** The kinds of object that an id or URL can name, tasks apart. */
export type ObjectKind = keyof typeof FORMS;

/**
 * Reads a task id, `#id`, custom id (`OPS-42`), branch name (`feature/CU-86c1x9k2p_Fix-the-button`) or task URL. Throws ValidationError for anything
 * else, so that the value is always a plain word that cannot change a path.
 */
export function parseTaskReference(input: string | number, options: { parameter?: string } = {}): TaskReference {
  const parameter = options.parameter ?? 'task_id';
  const text = clean(input, parameter, 'task');
  const url = text.includes('/') ? readAppUrl(text) : undefined;
  if (url && !url.task) throw refuseKind('task', url, text, parameter);
  const word = url?.task ?? text.replace(/^#(?=[^#])/, '');
  const reference = readTaskWord(word) ?? (url ? undefined : readBranch(word));
  if (!reference) {
    throw refuse(`"${shorten(text)}" is not a task id, custom id or task URL.`, text, parameter, 'task');
  }
  return { ...reference, ...(url?.workspace && { workspaceId: url.workspace }) };
}

function readTaskWord(word: string): TaskReference | undefined {
  const branch = /^CU-([a-z0-9]{5,12})$/i.exec(word)?.[1];
  if (branch && isTaskId(branch)) return { kind: 'id', value: branch.toLowerCase() };
  if (/^[A-Za-z][A-Za-z0-9_]{0,30}-\d{1,12}$/.test(word)) return { kind: 'custom_id', value: word };
  return /^[A-Za-z0-9]{5,12}$/.test(word) ? { kind: 'id', value: word.toLowerCase() } : undefined;
}

/** Whether words that somebody looks for may well be the id, custom id or branch of a task, which is worth a look. */
export const mayNameTask = (words: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]*-\d+$/.test(words) ||
  /^#?(?=\D*\d)(?=[^a-z]*[a-z])[a-z0-9]{6,12}$/.test(words) ||
  (/\bCU-/i.test(words) && readBranch(words) !== undefined);

/** Ids of tasks mix letters and digits; digits alone behind a prefix are a custom id. */
const isTaskId = (word: string): boolean => /[a-z]/i.test(word) && /\d/.test(word);

/** A branch as ClickUp or a person names it after a task: folders, `CU-<id>` or a custom id, then a title. */
function readBranch(word: string): TaskReference | undefined {
  if (!/^[\w./-]{1,250}$/.test(word) || word.includes('..')) return undefined;
  const name = word.split('/').at(-1) ?? '';
  const id = /^CU-([a-z0-9]{5,12})(?:[_-].*)?$/i.exec(name)?.[1];
  if (id && isTaskId(id)) return { kind: 'id', value: id.toLowerCase() };
  const custom = /^([A-Z][A-Z0-9]{0,30}-\d{1,12})(?:[_-].*)?$/.exec(name)?.[1];
  return custom ? { kind: 'custom_id', value: custom } : undefined;
}

/**
 * Reads an id of the given kind, or an app.clickup.com URL that names one. Numbers are taken as ids. Throws ValidationError
 * for anything else: names are for the tool that resolves them.
 */
export function parseObjectReference(
  kind: ObjectKind,
  input: string | number,
  options: { parameter?: string } = {},
): ObjectReference {
  const parameter = options.parameter ?? `${kind}_id`;
  const text = clean(input, parameter, kind);
  const [form] = FORMS[kind];
  if (form.test(text)) return { id: form === UUID ? text.toLowerCase() : text };
  const url = text.includes('/') ? readAppUrl(text) : undefined;
  if (!url) throw refuse(`"${shorten(text)}" is not a ${wordFor(kind)} id.`, text, parameter, kind);
  const id = kind in url ? url[kind as keyof AppUrl] : undefined;
  if (!id || !form.test(id)) throw refuseKind(kind, url, text, parameter);
  return {
    id,
    ...(kind !== 'workspace' && url.workspace && { workspaceId: url.workspace }),
    ...(kind === 'folder' && url.space && { spaceId: url.space }),
  };
}

function clean(input: string | number, parameter: string, kind: ObjectKind | 'task'): string {
  if (typeof input === 'number' && !Number.isSafeInteger(input)) {
    throw refuse(`${input} is too large for a number or not whole.`, input, parameter, kind);
  }
  const text = String(input).trim();
  if (text !== '') return text;
  throw invalidInput(`${parameter} is empty.`, {
    parameter,
    value: input,
    suggestion: help(kind),
    code: 'MISSING_PARAMETER',
  });
}

function refuseKind(kind: string, url: AppUrl, text: string, parameter: string): ClickUpError {
  const named =
    Object.keys(url)
      .filter((part) => part !== 'workspace')
      .join(' and ') || 'workspace';
  return refuse(`This URL names a ${named}, not a ${wordFor(kind)}.`, text, parameter, kind as ObjectKind | 'task');
}

function refuse(message: string, value: unknown, parameter: string, kind: ObjectKind | 'task'): ClickUpError {
  const shown = typeof value === 'string' ? shorten(value) : value;
  return invalidInput(message, { parameter, value: shown, suggestion: help(kind) });
}

function help(kind: ObjectKind | 'task'): Text {
  if (kind === 'task')
    return withHint(
      'Pass an id ("86c1x9k2p"), a custom id ("OPS-42") or a task URL',
      'task.search',
      'finds tasks by name',
    );
  const form = `Pass the id as a string, ${FORMS[kind][1]}`;
  if (kind === 'user') return withHint(form, 'user.find', 'turns a name or e-mail into one');
  const resolvable = kind === 'workspace' || kind === 'space' || kind === 'folder' || kind === 'list';
  if (resolvable) return withHint(`${form}, or its URL`, 'workspace.resolve', 'turns a name into one');
  return advice`${form}${idHint(kind === 'team' ? 'group_id' : kind === 'role' ? 'custom_role_id' : `${kind}_id`)}.`;
}

/** What errors call a kind: what the API calls a group, people call a user group. */
const wordFor = (kind: string) => (kind === 'team' ? 'user group' : kind.replaceAll('_', ' '));

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

/** An id as callers give it. */
export type Id = string | number;

/** An id, or the id inside a pasted app URL. Refuses whatever could not be an id before it comes near a path. */
export function objectId<Value extends Id | undefined>(
  kind: ObjectKind,
  value: Value,
  parameter: string,
): Given<Value, string> {
  return (value === undefined ? undefined : parseObjectReference(kind, value, { parameter }).id) as Given<
    Value,
    string
  >;
}
