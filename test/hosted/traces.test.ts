import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/hosted/log/log.js';
import { readHostedSettings } from '../../src/hosted/settings/read-settings.js';
import type { Transport } from '../../src/runtime/transport.js';
import { API_KEYS, LISTS, OAUTH_APP, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { attributeOf, openCollector } from '../support/collector.js';
import { encryptionKeys, hostedServer, manager, settings } from '../support/hosted.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function collector(status?: number) {
  const opened = await openCollector(status);
  ends.push(opened.close);
  return opened;
}

/** A server that tells the collector, and the headers of what it sends to ClickUp. */
async function tracedServer(url: string | undefined, { tellsClickUp = false, log = {} as object } = {}) {
  const sent: Headers[] = [];
  const traces = url && {
    url,
    headers: { 'x-collector-key': 'collectors-own-key' },
    serviceName: 'the-tools',
    tellsClickUp,
  };
  const inside: { transport?: Transport } = {};
  const server = await hostedServer({
    settings: { ...settings, ...(traces && { traces }) },
    transport: (request, ending) => {
      sent.push(new Headers(request.headers));
      return inside.transport!(request, ending);
    },
    ...log,
  });
  inside.transport = server.sandbox.options.transport;
  return { server, sent };
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const call = (name: string, input: object, meta?: object) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: input, ...(meta && { _meta: meta }) },
});

describe('traces', () => {
  it('tell a collector of a call: one trace from the client to ClickUp, in the log and the audit by the same id', async () => {
    const { url, bodies, headers, spans } = await collector();
    const { server, sent } = await tracedServer(url, { tellsClickUp: true });
    const key = await (await manager(server, USERS.lena)).key({ methods: ['read', 'write'] });
    sent.length = 0;
    const json = call('clickup_task_create', { list_id: LISTS.bugs, name: 'The merger with Initech' });
    const answer = await server.send('/mcp', { bearer: key, json, headers: { traceparent } });
    expect(answer.status).toBe(200);
    const rows = await server.deps.audit.list(WORKSPACE_ID, 2);
    await server.hosted.close();

    const own = spans().filter((span) => span.traceId === traceId);
    const names = own.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'POST /mcp',
        'authenticate',
        'look up accesses',
        'execute_tool clickup_task_create',
        'POST /v2/list/{list_id}/task',
      ]),
    );
    expect(names.some((name) => name.includes('insert audit'))).toBe(true);
    // Each stands under another of them, the first under the span of the client.
    const ids = new Set(own.map(({ spanId }) => spanId));
    const outer = own.filter(({ parentSpanId = '' }) => !ids.has(parentSpanId));
    expect(outer.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([['POST /mcp', '00f067aa0ba902b7']]);
    const sentSpan = own.find(({ name }) => name === 'POST /v2/list/{list_id}/task')!;
    const tool = own.find(({ name }) => name.startsWith('execute_tool'))!;
    expect(sentSpan.parentSpanId).toBe(tool.spanId);
    expect(attributeOf(tool.attributes, 'gen_ai.tool.name')).toBe('clickup_task_create');
    expect(attributeOf(sentSpan.attributes, 'http.response.status_code')).toBe(200);
    // ClickUp is told of the span of its request.
    expect(sent.map((each) => each.get('traceparent'))).toContain(`00-${traceId}-${sentSpan.spanId}-01`);

    const lines = server.lines.filter(({ metadata }) => metadata.trace_id === traceId).map(({ message }) => message);
    expect(lines).toEqual(expect.arrayContaining(['POST /mcp 200', 'clickup_task_create ok']));
    expect(rows.find(({ event }) => event === 'call_intended')?.data.trace).toBe(traceId);

    expect(headers[0]).toMatchObject({ path: '/v1/traces', 'x-collector-key': 'collectors-own-key' });
    const { attributes } = bodies()[0]!.resourceSpans[0]!.resource;
    expect(attributeOf(attributes, 'service.name')).toBe('the-tools');
  });

  it('tell of sign-in, links, refusals and errors, and nothing of secrets or contents', async () => {
    const { url, texts, spans } = await collector();
    const { server } = await tracedServer(url);
    const lena = await manager(server, USERS.lena);
    const { body } = await lena.create({ config: { methods: ['read', 'write'], tags: ['tasks'] } });
    const link = body.url.split('/').at(-1)!;
    const path = `/mcp/k/${link}`;
    const key = await lena.key({ methods: ['read'] });
    const words = ['The merger with Initech', 'nobody may know of it', 'the-idempotency-key-of-the-client'];
    const [name, description, idempotency_key] = words;
    await server.send(path, {
      json: call('clickup_task_create', { list_id: LISTS.bugs, name, description, idempotency_key }),
    });
    await server.send(path, { json: call('clickup_task_get', { task_id: `nothing ${name}` }) });
    await server.send(path, { json: call(`no tool ${name}`, {}) });
    const mistyped = `${link.slice(0, -1)}${link.endsWith('x') ? 'y' : 'x'}`;
    await server.send(`/mcp/k/${mistyped}`, { json: call('clickup_task_get', {}) });
    await server.send(`/api/tools/task_list?token=${key}`, { bearer: key, json: { list_id: LISTS.bugs } });
    await server.send(`/nowhere/${key}`);
    await server.hosted.close();

    const named = (wanted: string) => spans().filter(({ name: each }) => each === wanted);
    expect(named('GET /oauth/clickup/callback')).toHaveLength(1);
    expect(named('finish sign-in')).toHaveLength(1);
    expect(named('POST /v2/oauth/token')).toHaveLength(1);
    expect(named('POST /mcp/k/:secret')).toHaveLength(4);
    const refused = named('authenticate').filter(({ status }) => status.code === 2);
    expect(refused.map(({ attributes }) => attributeOf(attributes, 'error.type'))).toEqual(['unknown']);
    expect(named('execute_tool (unknown)')).toHaveLength(1);
    const failed = named('execute_tool clickup_task_get');
    expect(failed.map(({ attributes }) => attributeOf(attributes, 'error.type'))).toEqual(['INVALID_PARAMETER']);
    expect(spans().every(({ status }) => status.message === undefined || status.message === '')).toBe(true);

    const all = texts.join('\n');
    const tokens = server.sandbox.snapshot().rows.tokens as readonly { id: string }[];
    const secrets = [link, key, lena.api, OAUTH_APP.clientSecret, encryptionKeys.slice(3), ...Object.values(API_KEYS)];
    for (const secret of [...secrets, ...tokens.map(({ id }) => id), ...words, 'collectors-own-key'])
      expect(all, secret).not.toContain(secret);
    const texted = spans().flatMap(({ attributes }) => attributes.map(({ value }) => String(Object.values(value)[0])));
    expect(Math.max(...texted.map((text) => text.length))).toBeLessThanOrEqual(200);
  });

  it('take the trace from a message of MCP, and link the request that brought it', async () => {
    const { url, spans } = await collector();
    const { server, sent } = await tracedServer(url);
    const key = await (await manager(server, USERS.lena)).key();
    sent.length = 0;
    await server.send('/mcp', { bearer: key, json: call('clickup_space_list', {}, { traceparent }) });
    await server.send('/mcp', { bearer: key, json: call('clickup_user_get', {}, { traceparent: 'no trace' }) });
    await server.hosted.close();
    const tool = spans().find(({ name }) => name === 'execute_tool clickup_space_list')!;
    expect([tool.traceId, tool.parentSpanId]).toEqual([traceId, '00f067aa0ba902b7']);
    const [link] = tool.links ?? [];
    expect(spans().find(({ spanId }) => spanId === link?.spanId)?.name).toBe('POST /mcp');
    expect(
      spans().find(({ name }) => name === 'GET /v2/team/{team_Id}/space' || name.includes('/space'))?.traceId,
    ).toBe(traceId);
    // What is no traceparent leaves the call in the trace of its request.
    const other = spans().find(({ name }) => name === 'execute_tool clickup_user_get')!;
    expect(other.links ?? []).toEqual([]);
    expect(spans().some(({ name, spanId }) => name === 'POST /mcp' && spanId === other.parentSpanId)).toBe(true);
    // ClickUp is told nothing unless that is wanted.
    expect(sent.length).toBeGreaterThan(1);
    expect(sent.some((each) => each.has('traceparent'))).toBe(false);
  });

  it('leave probes out, and calls as they are where the collector refuses', async () => {
    const { url, spans } = await collector(400);
    const { server } = await tracedServer(url);
    const key = await (await manager(server, USERS.lena)).key();
    for (const path of ['/livez', '/readyz', '/healthz']) await server.send(path);
    expect((await server.send('/mcp', { bearer: key, json: call('clickup_space_list', {}) })).status).toBe(200);
    await server.hosted.close();
    expect(spans().some(({ name }) => /z$/.test(name))).toBe(false);
    const said = server.lines.filter(({ message }) => message.startsWith('Spans did not arrive'));
    expect(said).toHaveLength(1);
  });

  it('are off without a collector, and then nothing says of a trace', async () => {
    const { server, sent } = await tracedServer(undefined);
    expect(server.deps.tracing.isOn).toBe(false);
    const key = await (await manager(server, USERS.lena)).key();
    await server.send('/mcp', { bearer: key, json: call('clickup_space_list', {}), headers: { traceparent } });
    expect(server.lines.some(({ metadata }) => 'trace_id' in metadata)).toBe(false);
    expect(sent.some((each) => each.has('traceparent'))).toBe(false);
  });

  it('have an id that the log does not take for a secret', () => {
    const lines: string[] = [];
    const log = createLog('info', (line) => lines.push(line));
    log.info('A call', { trace_id: traceId, other: traceId });
    expect(JSON.parse(lines[0]!)).toMatchObject({ metadata: { trace_id: traceId, other: '***' } });
  });
});

describe('the settings of traces', () => {
  const env = {
    CLICKUP_CLIENT_ID: 'ID123',
    CLICKUP_CLIENT_SECRET: 'SECRET456789',
    HOSTED_PUBLIC_URL: 'https://clickup.example.com/',
    HOSTED_ENCRYPTION_KEYS: encryptionKeys,
  };
  const tracesOf = (given: Record<string, string>) => readHostedSettings({ ...env, ...given }).traces;
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318/';

  it('are those of OpenTelemetry', () => {
    expect(tracesOf({})).toBeUndefined();
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT })).toEqual({
      url: 'http://collector:4318/v1/traces',
      serviceName: 'clickup-hosted',
      tellsClickUp: false,
    });
    expect(
      tracesOf({
        OTEL_EXPORTER_OTLP_ENDPOINT,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other/traces',
        OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%3Db, x-team=1',
        OTEL_SERVICE_NAME: 'tools',
        HOSTED_TRACE_CLICKUP: 'true',
      }),
    ).toEqual({
      url: 'https://other/traces',
      headers: { 'api-key': 'a=b', 'x-team': '1' },
      serviceName: 'tools',
      tellsClickUp: true,
    });
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' })).toBeUndefined();
    expect(tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'no pair' }, 'OTEL_EXPORTER_OTLP_HEADERS is'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER: 'jaeger' }, 'OTEL_TRACES_EXPORTER is "jaeger"'],
  ])('%j is refused', (given, cause) => {
    expect(() => tracesOf(given)).toThrow(cause);
  });
});
