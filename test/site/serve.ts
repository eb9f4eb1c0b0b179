import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { siteBase, siteFolder } from './settings.js';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** One file that was sent. */
export interface Sent {
  readonly path: string;
  /** Bytes of the body on the wire, compressed. */
  readonly bytes: number;
}

/** The built site on a loopback port, compressed as a web server would. */
export async function serveSite(): Promise<{ url: string; sent: Sent[]; close: () => Promise<void> }> {
  const sent: Sent[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = path.startsWith(siteBase) ? join(siteFolder, path.slice(siteBase.length)) : '';
    const found = await Promise.any([readFile(file), readFile(`${file}.html`)]).catch(() => undefined);
    // As hosts of static files answer.
    const body = gzipSync(found ?? (await readFile(join(siteFolder, '404.html'))));
    sent.push({ path, bytes: body.byteLength });
    const type = (found && types[extname(file)]) ?? types['.html'];
    response.writeHead(found ? 200 : 404, { 'content-type': type, 'content-encoding': 'gzip' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${siteBase}`,
    sent,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
