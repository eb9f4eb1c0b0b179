import { operations } from '../../generated/operations.js';
import type { ApiRequest } from '../../src/runtime/api-request.js';
import { createRouter } from '../../src/runtime/router.js';
import { apiPath, isWrite } from '../../src/runtime/send.js';
import { type Arriving, bytesOf, readStream, type Transport } from '../../src/runtime/transport.js';
import { type Arrival, madeBy } from '../attack/lost-answers/lossy.js';
import type { Loss } from '../attack/lost-answers/way.js';
import type { Random } from '../attack/support/random.js';

/** One thing that goes wrong with a request or with its answer. */
interface Fault {
  name: string;
  loss: Loss;
  /** Whether ClickUp did what it was asked before. */
  takes: boolean;
  spoil(answer: Arriving, json: string, random: Random): Arriving | Promise<Arriving>;
}

const decoder = new TextDecoder();

const answer = (url: string, status: number, body: string, headers: Record<string, string> = {}): Arriving => ({
  status,
  statusText: '',
  headers: new Headers({ 'content-type': 'application/json', ...headers }),
  url,
  readBody: (take) => readStream(new Response(body).body, take),
});

const answering = (
  name: string,
  loss: Loss,
  status: number,
  body: (json: string, random: Random) => string,
  headers?: Record<string, string>,
): Fault => ({
  name,
  loss,
  takes: loss !== 'refused',
  spoil: ({ url }, json, random) => answer(url, status, body(json, random), headers),
});

const failing = (name: string, takes: boolean, code: string, syscall: string): Fault => ({
  name,
  loss: 'network',
  takes,
  spoil: () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) })),
});

const never = new Promise<never>(() => undefined);
const hanging = (name: string, takes: boolean): Fault => ({ name, loss: 'network', takes, spoil: () => never });

/** What stands in the place of an object of an answer, or of a list; nobody can tell null from no rows, nor {} from no properties. */
const otherThanObject = [7, 'text', true] as const;
const otherThanList = [...otherThanObject, {}] as const;

/** The same answer with one of its lists, or one of its objects, exchanged for something else; a list never by an empty one. */
function withOtherType(json: string, random: Random): string {
  const whole: unknown = json === '' ? {} : JSON.parse(json);
  const body = (typeof whole === 'object' ? whole : {}) as Record<string, unknown>;
  const keys = Object.keys(body).filter((key) => typeof body[key] === 'object' && body[key] !== null);
  if (Array.isArray(whole) || keys.length === 0) return JSON.stringify(random.pick(otherThanList));
  const key = random.pick(keys);
  return JSON.stringify({ ...body, [key]: random.pick(Array.isArray(body[key]) ? otherThanList : otherThanObject) });
}

const page = '<html><head><title>Gateway</title></head><body>It does not work.</body></html>';
const refusal = '{"err":"Oh","ECODE":"X_001"}';

/** What may happen to any request. */
const common: readonly Fault[] = [
  answering('429', 'refused', 429, () => '{"err":"Rate limit reached","ECODE":"APP_002"}', { 'retry-after': '2' }),
  answering('500 with a code', 'refused', 500, () => refusal),
  answering('502', 'network', 502, () => page, { 'content-type': 'text/html' }),
  answering('503', 'network', 503, () => '', {}),
  failing('a refused connection', false, 'ECONNREFUSED', 'connect'),
  failing('a reset before', false, 'ECONNRESET', 'read'),
  failing('a reset after', true, 'ECONNRESET', 'read'),
  hanging('a hang before', false),
  hanging('a hang after', true),
  answering('a page', 'unreadable', 200, () => page, { 'content-type': 'text/html' }),
  answering('JSON that breaks off', 'unreadable', 200, (json) => json.slice(0, json.length >> 1) || '{"id":'),
  answering('an empty 200', 'empty', 200, () => ''),
  answering('200 with null', 'empty', 200, () => 'null'),
  answering('200 with {}', 'empty', 200, () => '{}'),
];

const toReads: readonly Fault[] = [...common, answering('a wrong type', 'empty', 200, withOtherType)];
const toWrites: readonly Fault[] = [
  ...common,
  ...['[]', '42', '"done"', '{"id":{}}', '{"task":7,"goal":[],"data":"x"}'].map((body) =>
    answering('a wrong type', 'empty', 200, () => body),
  ),
];

/** What arrived of one call, and what was done to it. */
export interface CallLog {
  /** Writes that ClickUp took or refused. */
  writes: Arrival[];
  /** Writes that were sent. */
  sent: number;
  faults: string[];
}

const route = createRouter(operations);

/** A way to a sandbox on which a share of the requests and answers is lost or spoilt. */
export function faultyTransport(whole: Transport, random: Random) {
  let share = 0;
  let log: CallLog = { writes: [], sent: 0, faults: [] };

  const transport: Transport = async (request: ApiRequest, ending) => {
    const own = log;
    const found = route(request.method, apiPath(request.url));
    const writes = isWrite(request, { operation: found.kind === 'match' ? found.operation : undefined } as never);
    const fault = random.next() < share ? random.pick(writes ? toWrites : toReads) : undefined;
    if (fault) own.faults.push(fault.name);
    if (writes) own.sent++;
    const lost = answer(request.url, 200, '');
    if (fault && !fault.takes) return fault.spoil(lost, '', random);
    const arrived = await whole(request, ending);
    if (!fault && !writes) return arrived;
    // Nothing makes a success of a refusal.
    const isKept = arrived.status >= 400 && fault !== undefined && fault.loss !== 'network';
    if (isKept && !writes) return arrived;
    const json = arrived.text ?? decoder.decode(await bytesOf(arrived));
    if (writes) {
      const { pathname, search } = new URL(request.url);
      const body = typeof request.body === 'string' ? request.body : '';
      const isRefused = arrived.status >= 400;
      own.writes.push({
        request: `${request.method} ${pathname}${search} ${body}`,
        fate: isKept ? undefined : fault && { ...fault, takes: !isRefused },
        made: isRefused ? undefined : madeBy(arrived.status, json, body),
      });
    }
    if (fault && !isKept) return fault.spoil(arrived, json, random);
    return { ...answer(request.url, arrived.status, json), headers: arrived.headers };
  };

  return {
    transport,
    /** From now on so many of the requests meet a fault; gives the log of what is sent from now on. */
    begin(ofRequests: number): CallLog {
      share = ofRequests;
      log = { writes: [], sent: 0, faults: [] };
      return log;
    },
  };
}
