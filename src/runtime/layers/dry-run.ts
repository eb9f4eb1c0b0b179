import type { PlannedRequest } from '../envelope.js';
import { apiPath, isWrite, type Layer } from '../send.js';

/** Under `dry_run`, notes what a write would send and answers in ClickUp's place; reads go through. */
export const dryRun: Layer = (next) => async (request, context) => {
  const { call } = context;
  if (!call.dryRun || !isWrite(request)) return next(request, context);
  call.planned.push(await plan(request));
  return Response.json(standIn(`dry-run-${call.planned.length}`));
};

async function plan(request: Request): Promise<PlannedRequest> {
  const { searchParams } = new URL(request.url);
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key);
    query[key] = values.length === 1 ? values[0]! : values;
  }
  const body = await readBody(request);
  return {
    method: request.method,
    path: apiPath(request.url),
    ...(searchParams.size > 0 && { query }),
    ...(body !== undefined && { body }),
  };
}

async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('Content-Type') ?? '';
  if (type.startsWith('multipart/')) return '(multipart form with the file)';
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Carries an id wherever ClickUp's answers carry one, so that a tool of several steps can plan all of them. */
function standIn(id: string) {
  const object = { id, name: id, items: [], key_results: [] };
  return { ...object, data: object, checklist: object, goal: object, key_result: object, view: object, group: object };
}
