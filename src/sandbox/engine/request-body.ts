import { isObject, type JsonObject } from '../context.js';
import { apiError } from '../errors.js';
import type { Incoming } from './exchange.js';

/** A request's body in the form the handlers read. */
export interface ParsedBody {
  readonly json: unknown;
  readonly body: JsonObject;
  readonly form: FormData | null;
}

/** Bytes that are taken of a body: what gateways usually let through. ClickUp's own limits are not published. */
const LARGEST_BODY = 10_000_000;
const LARGEST_UPLOAD = 100_000_000;

const isMultipart = (contentType: string | null): boolean => contentType?.includes('multipart/form-data') ?? false;

/** The most bytes of a body of this type; more is 413. */
export const bodyLimit = (contentType: string | null): number =>
  isMultipart(contentType) ? LARGEST_UPLOAD : LARGEST_BODY;

/** Reads JSON, form or multipart by content type; JSON that does not parse is 400, and a body beyond its limit 413. */
export async function readBody(request: Incoming): Promise<ParsedBody> {
  if (request.method === 'GET' || request.method === 'HEAD' || !request.hasBody) return none;
  const type = request.header('content-type');
  demandSize(request.size ?? 0, type);
  if (isMultipart(type)) return readForm(request);
  const text = await request.text();
  demandSize(text.length, type);
  if (type?.includes('application/x-www-form-urlencoded')) {
    const body = Object.fromEntries(new URLSearchParams(text));
    return { json: body, body, form: null };
  }
  if (text.trim() === '') return none;
  return readJson(text);
}

const none: ParsedBody = { json: undefined, body: {}, form: null };

function demandSize(size: number, contentType: string | null): void {
  if (size > bodyLimit(contentType)) throw apiError(413, 'ERROR_HANDLER', 'Request entity too large');
}

function readJson(text: string): ParsedBody {
  try {
    const json: unknown = JSON.parse(text);
    return { json, body: isObject(json) ? json : {}, form: null };
  } catch {
    // Clients that set a type of their own on a form send it as something else, or as nothing.
    if (/^--[^\r\n]+\r?\ncontent-disposition: *form-data/i.test(text))
      throw apiError(400, 'ATTCH_045', 'Body must be multipart/form-data');
    throw apiError(400, 'ERROR_HANDLER', 'Request body is not valid JSON');
  }
}

async function readForm(request: Incoming): Promise<ParsedBody> {
  try {
    return { json: undefined, body: {}, form: await request.form() };
  } catch {
    throw apiError(400, 'ERROR_HANDLER', 'Multipart body could not be read');
  }
}
