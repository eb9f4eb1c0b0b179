import { type ClickUp, createClickUp } from '../client/create-clickup.js';
import type { Config } from '../config/settings.js';
import { fetchPublicFile } from './download.js';
import { filesBelow } from './files.js';

interface Opening {
  /** Serve an embedded ClickUp with sample data instead of the real one. */
  sandbox: boolean;
  /** Sees every answer of ClickUp. */
  onResponse?: (response: Response) => void;
}

/** The client of the command lines, as the environment configures it; without `filesRoot` it reads no local files. */
export async function openClient(
  { filesRoot, ...options }: Config,
  { sandbox, onResponse }: Opening,
): Promise<ClickUp> {
  const files = { ...(filesRoot && { readFile: filesBelow(filesRoot) }), fetchFile: fetchPublicFile };
  const embedded = sandbox ? await openSandbox() : undefined;
  const watched = onResponse && { fetch: watching(embedded?.fetch ?? globalThis.fetch, onResponse) };
  return createClickUp({ ...options, ...files, ...embedded, ...watched });
}

async function openSandbox() {
  const { createSandbox } = await import('../sandbox/index.js');
  return createSandbox().options;
}

const watching =
  (fetch: (request: Request) => Promise<Response>, onResponse: (response: Response) => void) =>
  async (request: Request): Promise<Response> => {
    const response = await fetch(request);
    onResponse(response);
    return response;
  };
