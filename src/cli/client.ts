import { type ClickUp, createClickUp } from '../index.js';
import type { Config } from '../node/config.js';
import { fetchPublicFile } from '../node/download.js';
import { filesBelow } from '../node/files.js';

/** What a command makes of a client. */
interface Opening {
  sandbox: boolean;
  /** Sees every answer of ClickUp. */
  onResponse?: (response: Response) => void;
}

/** The client that the environment, or `--sandbox`, asks for. Here a file may be attached from the working folder. */
export async function openClient(config: Config, { sandbox, onResponse }: Opening): Promise<ClickUp> {
  const { filesRoot = process.cwd(), ...options } = config;
  const files = { readFile: filesBelow(filesRoot), fetchFile: fetchPublicFile };
  const embedded = sandbox ? await openSandbox() : undefined;
  const fetch = embedded?.fetch ?? globalThis.fetch;
  const watched = async (request: Request) => {
    const response = await fetch(request);
    onResponse?.(response);
    return response;
  };
  return createClickUp({ ...options, ...files, ...embedded, fetch: watched });
}

async function openSandbox() {
  const { createSandbox } = await import('../sandbox/index.js');
  const { apiKey, fetch, clock } = createSandbox();
  return { apiKey, fetch, clock };
}
