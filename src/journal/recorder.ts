import { isDateOnlyStamp } from '../clickup/dates/zone.js';
import type { ApiDescription } from '../runtime/api-description.js';
import type { ApiRequest } from '../runtime/api-request.js';
import type { Call } from '../runtime/call.js';
import type { Clock } from '../runtime/clock.js';
import { ClickUpError } from '../runtime/errors.js';
import { fingerprint } from '../runtime/fingerprint.js';
import { plannedRequest } from '../runtime/layers/dry-run.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Router } from '../runtime/router.js';
import { apiPath, isWrite, type RequestContext, type Send } from '../runtime/send.js';
import type { Store } from '../runtime/store.js';
import { objectAt } from '../runtime/wire.js';
import { readsFor } from './reads.js';
import { type Ahead, type Content, contentOf, type Entry, lostContent, stream, valuesIn } from './record.js';
import type { Helpers, Reads, Row, Sent, Wire } from './row.js';
import { sentOf } from './sent.js';
import { rowFor } from './table/index.js';
import type { Wholes } from './wholes.js';

interface RecorderDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly api: ApiDescription;
  readonly router: Router;
  readonly wholes: Wholes;
  /** Takes keys out of what is kept. */
  hide<Value>(value: Value): Value;
}

/** Keeps of each write what takes it back. */
export interface Recorder {
  readonly send: Send;
  /** Hears of a write whose answer was lost, or that an earlier process sent, once it is known that it took effect. */
  settled(request: ApiRequest, context: RequestContext, response: Response): Promise<void>;
}

/** What is larger cannot be kept, and so not be taken back. */
const mostCharacters = 256_000;

/** A write on its way. */
interface Write {
  readonly sent: Sent;
  readonly row: Row;
  readonly before: Wire | undefined;
  /** Names the write within a job. */
  readonly name: string | undefined;
  /** The entry that it has. */
  entry?: string;
}

/** Keeps of each write that ClickUp took what takes it back: two reads more for each. */
export const recorder =
  ({ store, clock, api, router, wholes, hide }: RecorderDeps) =>
  (next: Send): Recorder => {
    /** The first entry of a call, under which all of it is taken back. */
    const calls = new WeakMap<Call, string>();
    const writes = new WeakMap<ApiRequest, Write>();
    let zone: Promise<string | undefined> | undefined;
    const zoneOf = (reads: Reads) => {
      zone ??= reads.get('GetAuthorizedUser', {}).then((answer) => {
        const { timezone } = objectAt(answer, 'user');
        return typeof timezone === 'string' ? timezone : undefined;
      });
      return zone;
    };
    const readsOf = (request: ApiRequest, call: Call) => {
      const baseUrl = request.url.slice(0, request.url.indexOf(apiPath(request.url)));
      return () => readsFor(call, { send: next, baseUrl, api, wholes, now: () => clock.now() });
    };
    const helpersFor = async (reads: Reads): Promise<Helpers> => {
      const own = await zoneOf(reads);
      return { isDay: (ms) => own !== undefined && isDateOnlyStamp(ms, own) };
    };

    const keep = (call: Call, write: Write, content: Content) =>
      store.exclusively(stream, async () => {
        const kept = (await store.read(stream)) as readonly Partial<Entry>[];
        if (isKept(kept, call, write, content)) return;
        const id = write.entry ?? String(1 + lastId(kept));
        const first = calls.get(call) ?? id;
        calls.set(call, first);
        write.entry = id;
        const whole = hide({
          id,
          at: clock.now(),
          tool: call.toolName,
          call: first,
          ...(call.job !== undefined && { job: call.job }),
          ...(call.reason !== undefined && { reason: call.reason }),
          ...(write.name !== undefined && { write: write.name }),
          ...content,
        } satisfies Entry);
        const isTooLong = JSON.stringify(whole).length > mostCharacters;
        await store.append(stream, isTooLong ? withoutContent(whole) : whole);
      });

    /** What is there now; of a write of a job that an earlier process began, what was there then. */
    async function begin(request: ApiRequest, sent: Sent, row: Row, call: Call, reads: Reads): Promise<Write> {
      const name = call.job && `${call.job} ${fingerprint(`${request.method} ${request.url} ${request.body}`)}`;
      const known = name !== undefined && call.jobId !== undefined ? await seenAhead(store, name) : undefined;
      const before = known ?? (await row.read?.(sent, reads));
      call.throwIfAborted();
      if (name !== undefined && before && !known)
        await store.append(stream, hide({ ahead: name, before } satisfies Ahead)).catch(() => undefined);
      return { sent, row, before, name };
    }

    async function sendWrite(request: ApiRequest, context: RequestContext, sent: Sent, row: Row): Promise<Response> {
      const { call } = context;
      const reads = readsOf(request, call);
      const helpers = await helpersFor(reads());
      const write = await begin(request, sent, row, call, reads());
      writes.set(request, write);
      const { before } = write;
      const look = async () => {
        const content = await lostContent(row, sent, { before, reads: quiet(reads()), helpers });
        if (content) await keep(call, write, content).catch(() => undefined);
      };
      const response = await next(request, context).catch(async (error: unknown) => {
        if (error instanceof ClickUpError && error.code === 'UNKNOWN_OUTCOME') await look();
        throw error;
      });
      if (!response.ok) {
        if (saysNothing(response)) await look();
        return response;
      }
      const answer = await bodyOf(response);
      const content = await contentOf(row, sent, { before, answer, reads: reads(), helpers });
      // What is done is done: that it could not be kept must not make it look as if it failed.
      await keep(call, write, content).catch(() => undefined);
      await wholes.hear(request, context, response);
      return response;
    }

    return {
      async send(request, context) {
        const sent = context.operation && sentOf(plannedRequest(request), router);
        if (!sent) return next(request, context);
        if (isWrite(request, context)) {
          const row = rowFor(sent.id);
          return row ? sendWrite(request, context, sent, row) : next(request, context);
        }
        const response = await next(request, context);
        await wholes.hear(request, context, response);
        return response;
      },
      async settled(request, context, response) {
        const sent = context.operation && sentOf(plannedRequest(request), router);
        const row = sent && rowFor(sent.id);
        if (!row) return;
        const { call } = context;
        const reads = readsOf(request, call);
        const helpers = await helpersFor(reads());
        const write = writes.get(request) ?? (await begin(request, sent, row, call, reads()));
        const answer = await bodyOf(response);
        await keep(call, write, await contentOf(row, sent, { before: write.before, answer, reads: reads(), helpers }));
      },
    };
  };

async function bodyOf(response: Response): Promise<Wire> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return isPlainObject(body) ? body : {};
}

/** Of a gateway, or of a server that broke down: nobody knows what became of the write. */
const saysNothing = ({ status }: Response): boolean => status < 400 || status === 408 || status >= 500;

/** Reads of a call that may have ended: they fail without a word. */
const quiet = (reads: Reads): Reads => ({ ...reads, get: (...given) => reads.get(...given).catch(() => undefined) });

/** What was there before a write of a job that has no entry yet, as it was written down ahead. */
async function seenAhead(store: Store, name: string): Promise<Wire | undefined> {
  const records = (await store.read(stream)) as readonly (Partial<Ahead> & Partial<Entry>)[];
  const last = records.findLast((record) => record.ahead === name || record.write === name);
  return last?.ahead === undefined ? undefined : last.before;
}

/** Whether a write of a job has its entry already: its process died before the job knew of it, and nothing new is said now. */
function isKept(kept: readonly Partial<Entry>[], { job }: Call, { name, row, sent, before }: Write, content: Content) {
  if (job === undefined) return false;
  const { made, left } = content;
  if (made !== undefined)
    return kept.some((entry) => entry.job === job && entry.made === made && entry.sent?.id === sent.id);
  const isRepeat = JSON.stringify(valuesIn(row, sent, before)) === JSON.stringify(left);
  return isRepeat && kept.some(({ write }) => write === name);
}

const lastId = (records: readonly Partial<Entry>[]): number =>
  records.reduce<number>((last, { id }) => Math.max(last, Number(id ?? 0)), 0);

const withoutContent = ({
  sent,
  steps: _,
  left: __,
  changes: ___,
  except: ____,
  parts: _____,
  ...entry
}: Entry): Entry => ({
  ...entry,
  sent: { id: sent.id, path: sent.path, query: {}, body: undefined },
  changes: [],
  steps: [],
  none: 'what was there before is too large to be kept',
});
