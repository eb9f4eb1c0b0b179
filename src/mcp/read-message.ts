import { ErrorCode, type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { isPlainObject } from '../runtime/plain-object.js';

/** The error that answers a line which is no message; `id` is null where the line does not tell. */
export interface Refusal {
  id: RequestId | null;
  code: number;
  message: string;
}

/** The refusal of a line, or of what it holds. See https://www.jsonrpc.org/specification#error_object */
export const refusal = (code: number, message: string, id: RequestId | null = null): { refused: Refusal } => ({
  refused: { id, code, message },
});

/** Reads a line as JSON-RPC 2.0, as far as everybody needs it: whoever answers a method checks its parameters. */
export function readMessage(line: string): { message: JSONRPCMessage } | { refused: Refusal } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refusal(ErrorCode.ParseError, 'The line is not JSON; a message is one line of UTF-8');
  }
  if (Array.isArray(value))
    return refusal(ErrorCode.InvalidRequest, 'Batches are not supported; send each message alone');
  if (!isPlainObject(value)) return refusal(ErrorCode.InvalidRequest, 'A message is a JSON object');
  const { jsonrpc, id, method, params } = value;
  const known = isId(id) ? id : null;
  const refuse = (problem: string) => refusal(ErrorCode.InvalidRequest, problem, known);
  if (jsonrpc !== '2.0') return refuse('A message has "jsonrpc": "2.0"');
  if (id !== undefined && known === null && method !== undefined)
    return refuse('The id of a request is text or a number');
  if (method === undefined) {
    if ('result' in value || 'error' in value) return { message: value as unknown as JSONRPCMessage };
    return refuse('A message has a method, a result or an error');
  }
  if (typeof method !== 'string') return refuse('The method of a message is text');
  if (params !== undefined && !isPlainObject(params)) return refuse('The params of a message are an object');
  if (params?._meta !== undefined && !isPlainObject(params._meta)) return refuse('The _meta of params is an object');
  return { message: value as unknown as JSONRPCMessage };
}

const isId = (id: unknown): id is RequestId => typeof id === 'string' || Number.isInteger(id);
