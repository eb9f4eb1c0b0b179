import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import packageJson from '../../package.json' with { type: 'json' };
import type { ApiRequest } from '../runtime/api-request.js';
import type { Arriving, Transport } from '../runtime/transport.js';

const usual = {
  'user-agent': `clickup-tools/${packageJson.version}`,
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br',
};

/**
 * Sends by `node:http` and `node:https`, whose own agents keep connections open. The `fetch` of Node does the same on
 * top of web streams, which takes longer than everything else that happens in a call.
 */
export const httpTransport: Transport = async (request, ending) => {
  const { headers, body } = await sendable(request);
  return new Promise((resolve, reject) => {
    const { url, method } = request;
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const sent = send(url, { method, headers }, (message) => resolve(arriving(message, url))).on('error', reject);
    ending.onEnd((reason) => sent.destroy(reason as Error));
    sent.end(body);
  });
};

/** A body as Node takes it: text and bytes; forms and files are written by what the platform has for them. */
async function sendable({ headers, body }: ApiRequest) {
  const given: Record<string, string> = { ...usual, ...Object.fromEntries(headers) };
  if (body === null || (typeof body === 'string' && headers.has('Content-Type'))) return { headers: given, body };
  const written = new Response(body);
  const type = headers.get('Content-Type') ?? written.headers.get('Content-Type');
  if (type) given['content-type'] = type;
  return { headers: given, body: new Uint8Array(await written.arrayBuffer()) };
}

function arriving(message: IncomingMessage, url: string): Arriving {
  const { statusCode = 0, statusMessage = '', rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return {
    status: statusCode,
    statusText: statusMessage,
    headers,
    url,
    async readBody(take) {
      const body = await decompressed(message);
      return new Promise((resolve, reject) => {
        body.on('data', (chunk: Buffer<ArrayBuffer>) => {
          try {
            take(chunk);
          } catch (error) {
            message.destroy();
            reject(error);
          }
        });
        body.once('end', resolve).once('error', reject);
      });
    },
  };
}

async function decompressed(message: IncomingMessage): Promise<Readable> {
  const encoding = message.headers['content-encoding'];
  if (!encoding || encoding === 'identity') return message;
  const zlib = await import('node:zlib');
  const decoders: Record<string, () => Readable & NodeJS.WritableStream> = {
    gzip: zlib.createGunzip,
    'x-gzip': zlib.createGunzip,
    deflate: zlib.createInflate,
    br: zlib.createBrotliDecompress,
  };
  const decoder = decoders[encoding.toLowerCase()]?.();
  if (!decoder) throw new Error(`the answer is encoded as ${encoding}`);
  message.once('error', (error) => decoder.destroy(error));
  return message.pipe(decoder);
}
