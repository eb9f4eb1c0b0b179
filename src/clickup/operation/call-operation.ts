import { advice } from '../../runtime/advice.js';
import { type ClickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withTool } from '../advice.js';
import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import { type FileSource, loadFile } from '../task/file-source.js';
import { workspaceId } from '../workspace.js';
import { type DescribedOperation, typeNamed, upload } from './operations.js';
import { parseType, problemOf, type Type, type TypeProblem } from './type-text.js';

export interface OperationInput {
  /** Of path and query, by name. */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  /** A body that is a list comes as `{ items }`. */
  body?: Readonly<Record<string, unknown>> | undefined;
}

/** An operation's method on the typed client, which here is chosen by data. */
type Request = (method: string, path: string, init: object) => Promise<{ data?: unknown; response: Response }>;

/** Checks what an operation is to be called with, fills in the Workspace, calls it, and gives ClickUp's answer. */
export async function callOperation(
  ctx: Context,
  operation: DescribedOperation,
  { parameters = {}, body }: OperationInput,
): Promise<unknown> {
  const given = bodyOf(operation, body);
  const all = await withWorkspace(ctx, operation, parameters);
  const inPath = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const part = (isInPath: boolean) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => inPath.has(name) === isInPath));
  const query = { ...part(false), ...customIds(all, inPath) };
  // It is shown as ClickUp sent it.
  ctx.call.raw = true;
  const request = ctx.api.request as unknown as Request;
  const sent = operation.body === upload && given !== undefined ? await form(ctx, given as FileSource) : given;
  return unwrap(
    request(operation.method, operation.path, {
      params: { path: part(true), query },
      ...(sent !== undefined && { body: sent }),
    }),
  );
}

/** Refuses what an operation cannot be called with, before anything is asked or sent. */
export function checkOperation(operation: DescribedOperation, { parameters = {}, body }: OperationInput): void {
  bodyOf(operation, body);
  workspaceNames(operation, parameters);
}

/** The parameters, checked, with the Workspace of the call where they need one and name none. */
async function withWorkspace(ctx: Context, operation: DescribedOperation, given: Readonly<Record<string, unknown>>) {
  const wanted = workspaceNames(operation, given);
  const workspace = wanted.length > 0 ? await workspaceId(ctx) : '';
  return { ...given, ...Object.fromEntries(wanted.map((name) => [name, workspace])) };
}

/** Checks the parameters; gives those that are to name the Workspace of the call. */
function workspaceNames(operation: DescribedOperation, given: Readonly<Record<string, unknown>>): string[] {
  const type = parseType(operation.parameters);
  const members = type.is === 'object' ? type.members : {};
  const wanted = ['team_id', 'workspace_id'].filter(
    (name) => members[name] && given[name] === undefined && (members[name].isRequired || isTrue(given.custom_task_ids)),
  );
  const stands = Object.fromEntries(wanted.map((name) => [name, '0']));
  refuse(operation, problemOf(type, { ...stands, ...given }, 'parameters', { named: typeNamed, asText: true }));
  return wanted;
}

const isTrue = (value: unknown) => value === true || value === 'true';

/** Custom ids count within a Workspace, which the query names even where the path does. */
const customIds = (all: Record<string, unknown>, inPath: ReadonlySet<string | undefined>) =>
  isTrue(all.custom_task_ids) && inPath.has('team_id') ? { team_id: all.team_id } : {};

function bodyOf(operation: DescribedOperation, given: OperationInput['body']): unknown {
  if (operation.body === undefined) {
    if (given === undefined) return undefined;
    throw invalidInput(`${operation.id} takes no body`, { parameter: 'body', suggestion: 'Leave body out.' });
  }
  if (given === undefined) {
    if (operation.bodyOptional) return undefined;
    throw refusal(operation, { at: 'body', kind: 'missing', says: 'is missing' });
  }
  const type = followed(parseType(operation.body));
  const wrapped: Type = { is: 'object', members: { items: { isRequired: true, type } } };
  refuse(operation, problemOf(type.is === 'array' ? wrapped : type, given, 'body', { named: typeNamed }));
  return type.is === 'array' ? given.items : given;
}

/** The type behind a name. */
function followed(type: Type): Type {
  const text = type.is === 'word' ? typeNamed(type.word) : undefined;
  return text === undefined ? type : followed(parseType(text));
}

async function form(ctx: Context, source: FileSource): Promise<FormData> {
  const { name, bytes } = await loadFile(ctx, source);
  const body = new FormData();
  body.append('attachment', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  return body;
}

function refuse(operation: DescribedOperation, problem: TypeProblem | undefined): void {
  if (problem) throw refusal(operation, problem);
}

function refusal({ id }: DescribedOperation, { at, says, kind, given = '', allowed }: TypeProblem): ClickUpError {
  const near = allowed && nearest(given, allowed);
  return invalidInput(`${id}: ${at} ${says}`, {
    code: kind === 'missing' ? 'MISSING_PARAMETER' : 'INVALID_PARAMETER',
    parameter: at,
    allowed,
    nearest: near,
    suggestion: near
      ? `Did you mean ${near}?`
      : advice`Correct ${at}${withTool('operation.describe', (name) => `; ${name} shows what ${id} takes`)}.`,
  });
}
