import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { clickUpError } from '../runtime/errors.js';
import type { ReadFile } from '../runtime/tool.js';

/** Attachments above this are better uploaded in ClickUp itself. */
const maxBytes = 100 * 1024 * 1024;

/** Addresses a model must not be able to read through us: this machine and the networks behind it. */
const privateAddresses = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  privateAddresses.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['::ffff:0:0', 96],
] as const) {
  privateAddresses.addSubnet(net, prefix, 'ipv6');
}

/** Downloads a file from a public https address; redirects are refused, because they could lead elsewhere. */
export const fetchPublicFile: ReadFile = async (location, signal) => {
  const url = new URL(location);
  if (url.protocol !== 'https:' || url.username || url.password) throw denied('Only plain https URLs are downloaded');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host)
    ? [host]
    : (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);
  if (addresses.length === 0) throw denied(`The host ${host} cannot be found`);
  if (addresses.some(isPrivate)) throw denied(`The host ${host} is not a public one`);
  const response = await fetch(url, { signal, redirect: 'error' }).catch((cause: unknown) => {
    throw denied(`The download from ${host} failed`, cause);
  });
  if (!response.ok || !response.body) throw denied(`The download from ${host} answered ${response.status}`);
  return { name: nameOf(url), bytes: await readUpTo(response.body) };
};

/** Whether an address belongs to this machine or a private network. */
export const isPrivate = (address: string): boolean =>
  privateAddresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

function nameOf(url: URL): string {
  const last = url.pathname.split('/').at(-1) || 'download';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function readUpTo(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw denied(`The file is larger than ${maxBytes / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

const denied = (message: string, cause?: unknown) =>
  clickUpError('INVALID_PARAMETER', message, {
    suggestion: 'Give a direct https URL of a public file, or pass the content itself.',
    details: { parameter: 'url' },
    cause,
  });
