import { type OperationId, operations } from '../../generated/operations.js';
import type { ApiDescription } from '../runtime/api-description.js';
import { ApiRequest } from '../runtime/api-request.js';
import type { Call } from '../runtime/call.js';
import { decoded } from '../runtime/decode.js';
import { fillPath } from '../runtime/path.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Send } from '../runtime/send.js';
import type { Reads, Wire } from './row.js';
import type { Wholes } from './wholes.js';

interface ReadDeps {
  readonly send: Send;
  /** Root of the API. */
  readonly baseUrl: string;
  readonly api: ApiDescription;
  readonly wholes: Wholes;
  now(): number;
  /** Whether what cannot be read fails the call, instead of being undefined. */
  readonly isStrict?: boolean;
}

/** Ids that a dry run gives to what it would make. */
const standIn = /^dry-run(-\d+)?$/;

/** Reads on behalf of a call; each thing once. */
export function readsFor(
  call: Call,
  { send, baseUrl, api, wholes, now, isStrict = false }: ReadDeps,
): Reads & { count(): number } {
  const known = new Map<string, Promise<Wire | undefined>>();
  const load = async (id: OperationId, url: string): Promise<Wire | undefined> => {
    const operation = { id, ...operations[id] };
    try {
      const response = await decoded(send, new ApiRequest(url), { call, operation }, { now, api });
      const answer: unknown = await response.json();
      if (!isPlainObject(answer)) return undefined;
      wholes.learn(operation, url, answer);
      return answer;
    } catch (error) {
      call.throwIfAborted();
      if (isStrict) throw error;
      return undefined;
    }
  };
  return {
    async get(id, path, query = {}) {
      const values = Object.values(path);
      if (values.some((value) => value === '' || standIn.test(value))) return undefined;
      const search = new URLSearchParams(query).toString();
      const url = `${baseUrl}${fillPath(operations[id].path, path)}${search && `?${search}`}`;
      const loading = known.get(url) ?? load(id, url);
      known.set(url, loading);
      return loading;
    },
    whole: (noun, id) => wholes.of(noun, id),
    count: () => known.size,
  };
}
