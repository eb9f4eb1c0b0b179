import { type ClickUp, createClickUp } from '../index.js';
import { readConfig } from '../node/config.js';
import { fetchPublicFile } from '../node/download.js';
import { filesBelow } from '../node/files.js';

/** The client that the environment, or `--sandbox`, asks for. Here a file may be attached from the working folder. */
export async function openClient({ sandbox, debug }: { sandbox: boolean; debug: boolean }): Promise<ClickUp> {
  const { filesRoot = process.cwd(), ...config } = readConfig(process.env);
  const options = {
    ...config,
    debug: debug || config.debug === true,
    readFile: filesBelow(filesRoot),
    fetchFile: fetchPublicFile,
  };
  if (!sandbox) return createClickUp(options);
  const { createSandbox, SANDBOX_API_KEY } = await import('../sandbox/index.js');
  const { fetch, clock } = createSandbox();
  return createClickUp({ ...options, apiKey: SANDBOX_API_KEY, fetch, clock });
}
