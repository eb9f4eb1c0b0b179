import type { ApiRequest } from '../api-request.js';
import type { PlannedRequest } from '../envelope.js';
import { apiPath, isWrite, type Layer, type Send } from '../send.js';

/** Under `dry_run`, notes what a write would send and answers in ClickUp's place; reads go through, each once. */
export const dryRun: Layer = (next) => (request, context) => {
  const { dryRun: isPlanned, planned } = context.call;
  if (!isPlanned) return next(request, context);
  if (!isWrite(request, context)) return readOnce(next, request, context);
  planned.push(plannedRequest(request));
  return Promise.resolve(Response.json(standIn(`dry-run-${planned.length}`)));
};

/** The plan looks at what the tool has read already. */
async function readOnce(...[next, request, context]: [Send, ...Parameters<Send>]): Promise<Response> {
  const { call } = context;
  if (request.method !== 'GET') return next(request, context);
  call.seen ??= new Map();
  const reading = call.seen.get(request.url) ?? next(request, context);
  call.seen.set(request.url, reading);
  const response = await reading;
  if (!response.ok) call.seen.delete(request.url);
  return response.clone();
}

/** A request as plans show it. */
export function plannedRequest({ method, url, body: sent }: ApiRequest): PlannedRequest {
  const { searchParams } = new URL(url);
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key);
    query[key] = values.length === 1 ? values[0]! : values;
  }
  const body = readable(sent);
  return {
    method,
    path: apiPath(url),
    ...(searchParams.size > 0 && { query }),
    ...(body !== undefined && { body }),
  };
}

function readable(body: ApiRequest['body']): unknown {
  if (body === null || body === '') return undefined;
  if (body instanceof FormData) return '(multipart form with the file)';
  if (typeof body !== 'string') return '(binary)';
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** Carries an id wherever ClickUp's answers carry one, so that a tool of several steps can plan all of them. */
function standIn(id: string) {
  const object = { id, name: id, items: [], key_results: [] };
  return { ...object, data: object, checklist: object, goal: object, key_result: object, view: object, group: object };
}
