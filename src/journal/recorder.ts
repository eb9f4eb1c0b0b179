import { isDateOnlyStamp } from '../clickup/dates/zone.js';
import type { ApiDescription } from '../runtime/api-description.js';
import type { Call } from '../runtime/call.js';
import type { Clock } from '../runtime/clock.js';
import { plannedRequest } from '../runtime/layers/dry-run.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Router } from '../runtime/router.js';
import { apiPath, isWrite, type Send } from '../runtime/send.js';
import type { Store } from '../runtime/store.js';
import { objectAt } from '../runtime/wire.js';
import { readsFor } from './reads.js';
import { type Entry, observed, stream } from './record.js';
import type { Helpers, Reads } from './row.js';
import { sentOf } from './sent.js';
import type { Wholes } from './wholes.js';

export interface RecorderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly api: ApiDescription;
  readonly router: Router;
  readonly wholes: Wholes;
  /** Takes keys out of what is kept. */
  hide<Value>(value: Value): Value;
}

/** What is larger cannot be kept, and so not be taken back. */
const mostCharacters = 256_000;

/** Keeps of each write that ClickUp took what takes it back: two reads more for each. */
export const recorder =
  ({ store, clock, api, router, wholes, hide }: RecorderDeps) =>
  (next: Send): Send => {
    /** The first entry of a call, under which all of it is taken back. */
    const calls = new WeakMap<Call, string>();
    let zone: Promise<string | undefined> | undefined;
    const zoneOf = (reads: Reads) => {
      zone ??= reads.get('GetAuthorizedUser', {}).then((answer) => {
        const { timezone } = objectAt(answer, 'user');
        return typeof timezone === 'string' ? timezone : undefined;
      });
      return zone;
    };
    const keep = (call: Call, entry: Omit<Entry, 'id' | 'at' | 'call' | 'tool'>) =>
      store.exclusively(stream, async () => {
        const id = String(1 + lastId(await store.read(stream)));
        const first = calls.get(call) ?? id;
        calls.set(call, first);
        const whole = hide({
          id,
          at: clock.now(),
          tool: call.toolName,
          call: first,
          ...(call.job !== undefined && { job: call.job }),
          ...(call.reason !== undefined && { reason: call.reason }),
          ...entry,
        } satisfies Entry);
        const isTooLong = JSON.stringify(whole).length > mostCharacters;
        await store.append(stream, isTooLong ? withoutContent(whole) : whole);
      });
    return async (request, context) => {
      const { operation, call } = context;
      const base = request.url.slice(0, request.url.indexOf(apiPath(request.url)));
      const planned = plannedRequest(request);
      const sent = operation && sentOf(planned, router);
      if (!sent) return next(request, context);
      if (!isWrite(request, context)) {
        const response = await next(request, context);
        const answer: unknown = response.ok
          ? await response
              .clone()
              .json()
              .catch(() => undefined)
          : undefined;
        if (isPlainObject(answer)) wholes.learn(sent.id, sent.path, answer);
        return response;
      }
      const reads = () => readsFor(call, { send: next, baseUrl: base, api, wholes, now: () => clock.now() });
      const own = await zoneOf(reads());
      const helpers: Helpers = { isDay: (ms) => own !== undefined && isDateOnlyStamp(ms, own) };
      const send = () => next(request, context);
      const { response, entry } = await observed(sent, { call, reads: reads(), again: reads(), helpers, send });
      // What is done is done: that it could not be kept must not make it look as if it failed.
      if (entry) await keep(call, entry).catch(() => undefined);
      return response;
    };
  };

const lastId = (records: readonly unknown[]): number =>
  records.reduce<number>((last, record) => Math.max(last, Number((record as Partial<Entry>).id ?? 0)), 0);

const withoutContent = ({ sent, steps: _, left: __, changes: ___, except: ____, ...entry }: Entry): Entry => ({
  ...entry,
  sent: { id: sent.id, path: sent.path, query: {}, body: undefined },
  changes: [],
  steps: [],
  none: 'what was there before is too large to be kept',
});
