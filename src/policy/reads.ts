import { type OperationId, operations } from '../../generated/operations.js';
import type { ApiDescription } from '../runtime/api-description.js';
import { ApiRequest } from '../runtime/api-request.js';
import type { Cache, CacheRule } from '../runtime/cache.js';
import { cacheKey } from '../runtime/cache.js';
import { decoded } from '../runtime/decode.js';
import { fillPath } from '../runtime/path.js';
import { apiPath, type RequestContext, type Send } from '../runtime/send.js';

export interface ReadDeps {
  readonly cache: Cache;
  readonly next: Send;
  readonly api: ApiDescription;
  now(): number;
}

/** Reads of one thing, whose answer proves where it lies. */
const proving: ReadonlySet<string> = new Set<OperationId>([
  'GetFolder',
  'GetGoal',
  'GetList',
  'GetTask',
  'GetView',
  'Getsingulartimeentry',
  'getChatChannel',
  'getDocPublic',
  'getPagePublic',
]);

/** What one request of a caller may read for its proof: below the policy, within the caller's deadline. */
export class Reads {
  /** The answer to the caller's own request, where the proof was in it. */
  answer: Response | undefined;

  constructor(
    private readonly deps: ReadDeps,
    private readonly request: ApiRequest,
    private readonly context: RequestContext,
  ) {}

  /** Kept for a while, and read once by all who ask at the same time. */
  kept<Value>(name: string, rule: CacheRule, load: () => Promise<Value>): Promise<Value> {
    return this.deps.cache.for(this.context.call).get(cacheKey<Value>(name, rule), load);
  }

  /** What was learnt from an earlier answer. */
  known<Value>(name: string): Value | undefined {
    return this.deps.cache.for(this.context.call).peek(cacheKey<Value>(name, { ttlMs: 0 }));
  }

  /** The body of an answer; anything but 2xx throws. A caller who reads the same is answered by it. */
  async get(
    id: OperationId,
    path: Readonly<Record<string, string>>,
    query: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const operation = { id, ...operations[id] };
    const filled = fillPath(operation.path, path);
    const { url } = this.request;
    const own =
      proving.has(id) && this.context.operation?.id === id && apiPath(url) === filled && this.answer === undefined;
    const base = url.slice(0, url.indexOf(apiPath(url)));
    const request = own ? this.request : new ApiRequest(`${base}${filled}?${new URLSearchParams(query)}`);
    const { call } = this.context;
    const response = await decoded(this.deps.next, request, { call, operation }, this.deps);
    if (own) this.answer = response;
    return response.clone().json();
  }
}
