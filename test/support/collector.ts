import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP has it. */
export interface Exported {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: Record<string, unknown> }[];
  links?: { traceId: string; spanId: string }[];
  status: { code: number; message?: string };
}

interface Body {
  resourceSpans: {
    resource: { attributes: Exported['attributes'] };
    scopeSpans: { spans: Exported[] }[];
  }[];
}

/** A collector of OpenTelemetry that takes OTLP over HTTP, on loopback; with a status of its own it refuses. */
export async function openCollector(status = 200) {
  const texts: string[] = [];
  const headers: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      texts.push(text);
      headers.push({ ...request.headers, path: request.url });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bodies = () => texts.map((text) => JSON.parse(text) as Body);
  const spans = () =>
    bodies().flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, url: `${endpoint}/v1/traces`, texts, headers, bodies, spans, close };
}

/** The value of an attribute of a span or a resource. */
export const attributeOf = (attributes: Exported['attributes'], name: string): unknown =>
  Object.values(attributes.find(({ key }) => key === name)?.value ?? {})[0];
