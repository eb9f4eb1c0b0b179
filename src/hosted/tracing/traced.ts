import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { operations } from '../../../generated/operations.js';
import { ApiRequest } from '../../runtime/api-request.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { createRouter } from '../../runtime/router.js';
import type { Transport } from '../../runtime/transport.js';
import type { Env } from '../http/env.js';
import type { Log } from '../log/log.js';
import type { Store, Tx } from '../store/store.js';
import type { Carrier, Tracing } from './tracing.js';

/** What asks every few seconds whether all is well is no work of anybody. */
const unwatched = /^\/(livez|readyz|healthz|metrics)$/;

/** A span for each request, under that of who sent it; it is named by the route, whose path may be a secret. */
export const tracedRequests =
  (tracing: Tracing): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { method, path } = c.req;
    if (unwatched.test(path)) return next();
    const [traceparent, tracestate] = [c.req.header('traceparent'), c.req.header('tracestate')];
    const attributes = { 'http.request.method': method };
    const about = { name: method, kind: 'server', parent: { traceparent, tracestate }, attributes } as const;
    return tracing.run(about, async (span) => {
      await next();
      const route = routePath(c, -1);
      const { status } = c.res;
      const teamId = c.get('teamId');
      if (!route.endsWith('*')) {
        span.rename(`${method} ${route}`);
        span.set({ 'http.route': route });
      }
      span.set({
        'http.response.status_code': status,
        'clickup.request_id': c.get('requestId'),
        ...(teamId && { 'clickup.workspace_id': teamId }),
      });
      if (status >= 500) span.fail(String(status));
    });
  };

const route = createRouter(operations);

/** A span for each request to ClickUp that is sent for one to this server, named by the path with its ids left out. */
export const tracedTransport =
  (transport: Transport, tracing: Tracing, isTold: boolean): Transport =>
  (request, ending) => {
    if (!tracing.current()) return transport(request, ending);
    const { method } = request;
    const { hostname, pathname } = new URL(request.url);
    const found = route(method, pathname.replace(/^.*(?=\/v[23]\/)/, ''));
    const template = found.kind === 'match' ? found.operation.path : undefined;
    const about = {
      name: template ? `${method} ${template}` : method,
      kind: 'client',
      attributes: {
        'http.request.method': method,
        'server.address': hostname,
        ...(template && { 'url.template': template }),
      },
    } as const;
    return tracing.run(about, async (span) => {
      const answer = await transport(isTold ? withParent(request, tracing.carrier()) : request, ending);
      span.set({ 'http.response.status_code': answer.status });
      if (answer.status >= 400) span.fail(String(answer.status));
      return answer;
    });
  };

function withParent({ url, method, headers, body }: ApiRequest, { traceparent }: Carrier): ApiRequest {
  const own = new Headers(headers);
  if (traceparent) own.set('traceparent', traceparent);
  return new ApiRequest(url, { method, headers: own, body });
}

/** A span for each look-up and each transaction that is part of a request, by the tables that it is about. */
export function tracedStore(store: Store, tracing: Tracing, system: string): Store {
  const attributes = { 'db.system.name': system };
  return {
    changes: store.changes,
    notices: store.notices,
    close: () => store.close(),
    as(scope, work) {
      if (!tracing.current()) return store.as(scope, work);
      return tracing.run({ name: 'transaction', kind: 'client', attributes }, async (span) => {
        const steps = new Set<string>();
        try {
          return await store.as(scope, (tx) => work(noting(tx, steps)));
        } finally {
          const summary = [...steps].join('; ');
          if (summary) span.rename(summary.slice(0, 100));
          span.set({ 'db.query.summary': summary });
        }
      });
    },
    findGrant(of) {
      if (!tracing.current()) return store.findGrant(of);
      return tracing.run({ name: 'find grants', kind: 'client', attributes }, () => store.findGrant(of));
    },
    lookUp(hash) {
      if (!tracing.current()) return store.lookUp(hash);
      return tracing.run({ name: 'look up accesses', kind: 'client', attributes }, () => store.lookUp(hash));
    },
  };
}

/** Notes what is done with which table, and nothing of any row. */
function noting(tx: Tx, steps: Set<string>): Tx {
  return {
    insert(table, row) {
      steps.add(`insert ${table}`);
      return tx.insert(table, row);
    },
    find(table, where, order) {
      steps.add(`find ${table}`);
      return tx.find(table, where, order);
    },
    update(table, where, set) {
      steps.add(`update ${table}`);
      return tx.update(table, where, set);
    },
    countUses(uses) {
      steps.add('update accesses');
      return tx.countUses(uses);
    },
    remove(table, where) {
      steps.add(`remove ${table}`);
      return tx.remove(table, where);
    },
    removeRecords(of) {
      steps.add('remove records');
      return tx.removeRecords(of);
    },
    alone(name) {
      return tx.alone(name);
    },
  };
}

/** Lines that say of which span they are. */
export function tracedLog(log: Log, tracing: Tracing): Log {
  const at =
    (level: keyof Log): Log['info'] =>
    (message, metadata) =>
      log[level](message, { ...metadata, ...tracing.current() });
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** What a message of MCP says of the trace that it is part of. @see https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/ */
export function carrierIn(text: string): Carrier | undefined {
  if (!text.includes('"traceparent"')) return undefined;
  try {
    const { params } = JSON.parse(text) as { params?: { _meta?: unknown } };
    const meta = params?._meta;
    if (!isPlainObject(meta) || typeof meta.traceparent !== 'string') return undefined;
    return {
      traceparent: meta.traceparent,
      ...(typeof meta.tracestate === 'string' && { tracestate: meta.tracestate }),
    };
  } catch {
    // What is no JSON is refused where it is answered.
    return undefined;
  }
}
