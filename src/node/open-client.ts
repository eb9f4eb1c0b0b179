import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ClickUp, createClickUp } from '../client/create-clickup.js';
import type { Config } from '../config/config.js';
import type { ReadFile } from '../runtime/context.js';
import type { SharedLimit } from '../runtime/limit/shared-limit.js';
import type { Arriving, Transport } from '../runtime/transport.js';
import { publicFiles } from './download.js';
import type { Embedded } from './embedded.js';
import { fileStore } from './file-store.js';
import { filesBelow } from './files.js';
import { httpTransport } from './http-transport.js';
import { bytesOf } from './limits.js';

interface Opening {
  /** Serve an embedded ClickUp with sample data instead of the real one. */
  sandbox: boolean | Embedded;
  /** Sees every answer of ClickUp. */
  onResponse?: (response: Arriving) => void;
}

/** The client of the command lines, as the environment configures it; without `filesRoot` it reads no local files. */
export async function openClient(
  { filesRoot, stateDir, rateRedisUrl, maxAttachmentMb, ...options }: Config,
  { sandbox, onResponse }: Opening,
): Promise<ClickUp> {
  const embedded = sandbox ? await openSandbox(sandbox === true ? {} : sandbox) : undefined;
  const transport = embedded?.options.transport ?? httpTransport;
  const maxBytes = maxAttachmentMb && bytesOf(maxAttachmentMb);
  const download = publicFiles(maxBytes);
  const fetchFile = embedded ? filesOf(embedded.fetch, download) : download;
  const files = { ...(filesRoot && { readFile: filesBelow(filesRoot, maxBytes) }), fetchFile };
  const sharedLimit = await sharedLimitOf({ stateDir, rateRedisUrl }, accountOf(options));
  return createClickUp({
    ...options,
    ...(sharedLimit && { sharedLimit }),
    ...(stateDir && { store: fileStore(join(stateDir, accountOf(options))) }),
    ...files,
    ...embedded?.options,
    transport: onResponse ? watching(transport, onResponse) : transport,
  });
}

/** Where the processes of one account share its rate limit: Redis, else the folder of one machine, else nowhere. */
async function sharedLimitOf(
  { stateDir, rateRedisUrl }: { stateDir: string | undefined; rateRedisUrl: string | undefined },
  account: string,
): Promise<SharedLimit | undefined> {
  if (rateRedisUrl)
    return (await import('./redis-limit.js')).redisLimitAt(rateRedisUrl, `clickup-tools:rate:${account}`);
  return stateDir ? (await import('./file-limit.js')).fileLimit(join(stateDir, account)) : undefined;
}

/** Tells the accounts apart that keep their state in one folder, without saying their keys. */
const accountOf = ({ apiKey = '', baseUrl = '' }: Pick<Config, 'apiKey' | 'baseUrl'>): string =>
  createHash('sha256').update(`${baseUrl} ${apiKey}`).digest('hex').slice(0, 16);

async function openSandbox(options: Embedded) {
  const { createSandbox } = await import('../sandbox/index.js');
  return createSandbox(options);
}

/** The embedded ClickUp keeps its own files; all others come from where they are. */
const filesOf =
  (fetch: typeof globalThis.fetch, otherwise: ReadFile): ReadFile =>
  async (location, signal) => {
    if (!location.startsWith('https://api.clickup.com/attachments/')) return otherwise(location, signal);
    const response = await fetch(location, { signal });
    return { name: location.split('/').at(-1)!, bytes: new Uint8Array(await response.arrayBuffer()) };
  };

const watching =
  (transport: Transport, onResponse: (response: Arriving) => void): Transport =>
  async (request, ending) => {
    const response = await transport(request, ending);
    onResponse(response);
    return response;
  };
