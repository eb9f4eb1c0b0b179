import { type ClickUp, createClickUp } from '../client/create-clickup.js';
import type { Config } from '../config/settings.js';
import type { Arriving, Transport } from '../runtime/transport.js';
import { fetchPublicFile } from './download.js';
import { filesBelow } from './files.js';
import { httpTransport } from './http-transport.js';

interface Opening {
  /** Serve an embedded ClickUp with sample data instead of the real one. */
  sandbox: boolean;
  /** Sees every answer of ClickUp. */
  onResponse?: (response: Arriving) => void;
}

/** The client of the command lines, as the environment configures it; without `filesRoot` it reads no local files. */
export async function openClient(
  { filesRoot, ...options }: Config,
  { sandbox, onResponse }: Opening,
): Promise<ClickUp> {
  const files = { ...(filesRoot && { readFile: filesBelow(filesRoot) }), fetchFile: fetchPublicFile };
  const embedded = sandbox ? await openSandbox() : undefined;
  const transport = embedded?.transport ?? httpTransport;
  return createClickUp({
    ...options,
    ...files,
    ...embedded,
    transport: onResponse ? watching(transport, onResponse) : transport,
  });
}

async function openSandbox() {
  const { createSandbox } = await import('../sandbox/index.js');
  return createSandbox().options;
}

const watching =
  (transport: Transport, onResponse: (response: Arriving) => void): Transport =>
  async (request, signal) => {
    const response = await transport(request, signal);
    onResponse(response);
    return response;
  };
