import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { calls } from '../support/contract-calls.js';
import { type Answer, type Harness, harness } from '../support/sandbox.js';

/**
 * One request of each kind that nine foreign programs sent (seven MCP servers, two integration packages), with the ids of the
 * sample data in place of their own; `{name}` in a path is an object that is made first.
 */
interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  /** File names by part, of a multipart body. */
  readonly form?: Readonly<Record<string, string>>;
  readonly status: number;
  /** ECODE of a refusal in the v2 form. */
  readonly code?: string;
  /** No source has this route: the program guessed it. */
  readonly guessed?: true;
}

const recorded: readonly Recorded[] = readFileSync(new URL('recorded-requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const formOf = (parts: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [part, name] of Object.entries(parts)) form.append(part, new File(['hello'], name));
  return form;
};

/** Makes what placeholders of the path name, and puts its ids there. */
async function filled(h: Harness, { path }: Recorded): Promise<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) return path;
  const maker = Object.keys(operations).find((id) => {
    const { path: template } = operations[id as OperationId];
    return calls[id as OperationId].before && names.every((name) => template.includes(`{${name}}`));
  });
  const made = (await calls[maker as OperationId].before?.(h)) ?? {};
  return path.replace(/\{(\w+)\}/g, (_, name: string) => made[name] ?? name);
}

async function send(h: Harness, request: Recorded): Promise<Answer> {
  const path = await filled(h, request);
  const body = request.form ? formOf(request.form) : request.body;
  return h.call(request.method, request.query ? `${path}?${request.query}` : path, body);
}

/** The class of an answer: what a program has to be able to read. */
function shapeOf({ status, json, text }: Answer): string {
  if (status >= 400) return typeof json?.ECODE === 'string' || json?.status === status ? 'failure' : 'plain failure';
  if (text === '') return 'empty';
  return json === null ? 'text' : Array.isArray(json) ? 'array' : typeof json;
}

const title = ({ method, path, query, body }: Recorded, number: number): string => {
  const keys = typeof body === 'object' && body !== null ? ` {${Object.keys(body)}}` : '';
  return `${number + 1}. ${method} ${path}${query ? `?${query}` : ''}${keys}`.replaceAll('%', '%%').slice(0, 160);
};

describe('a request of a foreign program is known and answered as it expects', () => {
  // Success is held against the description by the harness.
  it.each(recorded.map((request, i) => [title(request, i), request] as const))('%s', async (_, request) => {
    const answer = await send(harness({ plan: 'enterprise' }), request);
    const code = answer.json?.ECODE;
    expect({ status: answer.status, ...(code !== undefined && { code }) }, answer.text).toEqual({
      status: request.status,
      ...(request.code !== undefined && { code: request.code }),
    });
    const unknown = code === 'APP_001' || answer.status === 405 || answer.text === '404 page not found';
    expect(unknown, answer.text).toBe(request.guessed === true);
    const refused = request.guessed ? /failure$/ : /^failure$/;
    expect(shapeOf(answer)).toMatch(request.status >= 400 ? refused : /^(object|array|empty)$/);
  });

  it('is one of hundreds, nearly all of which succeed', () => {
    expect(recorded.length).toBeGreaterThan(400);
    const share = recorded.filter(({ status }) => status < 300).length / recorded.length;
    expect(share).toBeGreaterThan(0.85);
  });
});
