import { type ClickUp, createClickUp } from '../index.js';
import type { Config } from '../node/config.js';
import { fetchPublicFile } from '../node/download.js';
import { filesBelow } from '../node/files.js';

/** Everything heavy, behind one dynamic import: a server that only lists tools never loads it. */
export async function loadClient({ filesRoot, ...options }: Config, sandbox: boolean): Promise<ClickUp> {
  const files = { ...(filesRoot && { readFile: filesBelow(filesRoot) }), fetchFile: fetchPublicFile };
  if (!sandbox) return createClickUp({ ...options, ...files });
  const { createSandbox } = await import('../sandbox/index.js');
  const { apiKey, fetch, clock } = createSandbox();
  return createClickUp({ ...options, ...files, apiKey, fetch, clock });
}
