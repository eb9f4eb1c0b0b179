import type { ClientRequest, IncomingMessage } from 'node:http';
import { get as httpsGet, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { usualAttachmentMb } from '../config/config.js';
import type { ReadFile } from '../runtime/context.js';
import { clickUpError } from '../runtime/errors.js';
import { bytesOf, megabytes } from './limits.js';
import { isPrivate, lookupPublic, NotPublicError } from './public-addresses.js';

type Get = (url: URL, options: RequestOptions, answered: (response: IncomingMessage) => void) => ClientRequest;

/** Makes a downloader of public https addresses. Redirects are refused, because they could lead elsewhere. */
export const downloader =
  (get: Get, maxBytes = bytesOf(usualAttachmentMb)): ReadFile =>
  async (location, signal) => {
    const url = URL.canParse(location) ? new URL(location) : undefined;
    if (url?.protocol !== 'https:' || url.username || url.password)
      throw denied('Only plain https URLs are downloaded');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && isPrivate(host)) throw denied(`The host ${host} is not a public one`);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { signal, lookup: lookupPublic }, resolve).once('error', reject);
    }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw denied(cause instanceof NotPublicError ? `The host ${host} is not a public one` : failed(host), cause);
    });
    const { statusCode = 0 } = response;
    if (statusCode !== 200) {
      response.destroy();
      const redirect = statusCode >= 300 && statusCode < 400 ? ', a redirect' : '';
      throw denied(`The download from ${host} answered ${statusCode}${redirect}`);
    }
    return { name: nameOf(url), bytes: await readUpTo(maxBytes, response, host, signal) };
  };

export const publicFiles = (maxBytes?: number): ReadFile => downloader(httpsGet, maxBytes);

function nameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) || 'download';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function readUpTo(maxBytes: number, body: IncomingMessage, host: string, signal: AbortSignal) {
  const tooLarge = () => denied(`The file is larger than ${megabytes(maxBytes)}`);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw size > maxBytes ? cause : denied(failed(host), cause);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const failed = (host: string) => `The download from ${host} failed`;

const denied = (message: string, cause?: unknown) =>
  clickUpError('INVALID_PARAMETER', message, {
    suggestion: 'Give a direct https URL of a public file, or pass the content itself.',
    details: { parameter: 'url' },
    cause,
  });
