import { isObject, type JsonObject } from '../context.js';
import { apiError } from '../errors.js';
import type { Incoming } from './exchange.js';

/** A request's body in the form the handlers read. */
export interface ParsedBody {
  readonly json: unknown;
  readonly body: JsonObject;
  readonly form: FormData | null;
}

/** Reads JSON, form or multipart by content type; JSON that does not parse is 400. */
export async function readBody(request: Incoming): Promise<ParsedBody> {
  if (request.method === 'GET' || request.method === 'HEAD' || !request.hasBody) return none;
  const type = request.header('content-type') ?? '';
  if (type.includes('multipart/form-data')) return readForm(request);
  const text = await request.text();
  if (type.includes('application/x-www-form-urlencoded')) {
    const body = Object.fromEntries(new URLSearchParams(text));
    return { json: body, body, form: null };
  }
  if (text.trim() === '') return none;
  try {
    const json: unknown = JSON.parse(text);
    return { json, body: isObject(json) ? json : {}, form: null };
  } catch (error) {
    throw apiError(400, 'ERROR_HANDLER', error instanceof Error ? error.message : 'Invalid JSON');
  }
}

const none: ParsedBody = { json: undefined, body: {}, form: null };

async function readForm(request: Incoming): Promise<ParsedBody> {
  try {
    return { json: undefined, body: {}, form: await request.form() };
  } catch {
    throw apiError(400, 'ERROR_HANDLER', 'Multipart body could not be read');
  }
}
