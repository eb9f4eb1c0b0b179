import type { ApiRequest } from '../runtime/api-request.js';
import type { Operation } from '../runtime/operations.js';
import { readPath } from '../runtime/path.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Denial } from './denial.js';

/** Something that a request names: what it is, by which id, and where it says so. */
export interface Subject {
  readonly noun: string;
  readonly id: string;
  /** `path.task_id` */
  readonly at: string;
}

/** A request taken apart: what its URL and body say, whatever its maker claims. */
export interface Reading {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, where it is JSON. */
  readonly body: unknown;
  readonly subjects: readonly Subject[];
}

/** How the API writes what kind of thing an id belongs to. */
const kinds: Readonly<Record<string, string>> = {
  '4': 'space',
  '5': 'folder',
  '6': 'list',
  '7': 'everything',
  '12': 'everything',
  workspace: 'everything',
  attachments: 'task',
};

/** What ids are made of. Anything else could mean one thing to the reader of a path and another to who answers. */
const idForm = /^[\w-]+(?:[.:][\w-]+)*$/;

/** Reads what a request is about out of its path, query and body; a denial where that cannot be done. */
export function readRequest(request: ApiRequest, operation: Operation): Reading | Denial {
  const path = readPath(operation.path, request.url);
  const namesInBody = Object.keys(operation.location ?? {}).some((at) => at.startsWith('body.'));
  const body = bodyOf(request, namesInBody);
  if (!path) return unreadable('its path is not that of the operation');
  if (body === unknownForm) return unreadable('its body is neither JSON nor a file');
  if ([...request.headers.keys()].some((name) => /^x-(http-)?method/.test(name))) {
    return unreadable('a header asks for another method');
  }
  const { searchParams: query } = new URL(request.url);
  const valuesAt = (place: string): unknown[] => {
    const [part, ...steps] = place.split('.');
    const name = steps.join('.');
    if (part === 'path') return [path[name]];
    if (part === 'query') return query.getAll(name).flatMap((value) => value.split(','));
    return [steps.reduce((value, step) => (isPlainObject(value) ? value[step] : undefined), body)].flat();
  };
  const subjects: Subject[] = [];
  for (const [at, noun] of Object.entries(operation.location ?? {})) {
    for (const value of valuesAt(at)) {
      if (value === undefined || value === null || value === '') continue;
      const id = typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';
      const kind = noun.includes('.') ? kindOf(valuesAt(noun)[0], noun) : noun;
      if (!idForm.test(id) || kind === undefined) return unreadable(`${at} is no id`);
      subjects.push({ noun: kind, id, at });
    }
  }
  return { path, query, body, subjects };
}

const kindOf = (value: unknown, at: string): string | undefined => {
  // Its numbers are not those of parents.
  if (at.endsWith('triaged_object_type')) return undefined;
  const word = String(value ?? '').toLowerCase();
  return Object.hasOwn(kinds, word) ? kinds[word] : /^[a-z_]+$/.test(word) ? word : undefined;
};

const unknownForm = Symbol('a body of unknown form');

function bodyOf({ body, headers }: ApiRequest, namesInBody: boolean): unknown {
  if (body === null || body === '') return undefined;
  const type = headers.get('Content-Type') ?? '';
  const isForm = body instanceof FormData || (typeof body !== 'string' && type.startsWith('multipart/form-data'));
  if (isForm) return namesInBody ? unknownForm : undefined;
  if (typeof body !== 'string' || !/^application\/([\w.-]+\+)?json\b/i.test(type)) return unknownForm;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return unknownForm;
  }
}

const unreadable = (why: string): Denial => ({
  rule: undefined,
  message: `The request cannot be proved to stay where it may: ${why}`,
  next: 'Give ids as ClickUp shows them.',
});
