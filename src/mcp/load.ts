import { type ClickUp, type ClickUpOptions, createClickUp } from '../index.js';
import { fetchPublicFile } from '../node/download.js';
import { filesBelow } from '../node/files.js';
import { createSandbox, SANDBOX_API_KEY } from '../sandbox/index.js';

/** Everything heavy, behind one dynamic import: a server that only lists tools never loads it. */
export function loadClient(
  { filesRoot, ...options }: ClickUpOptions & { filesRoot?: string },
  sandbox: boolean,
): ClickUp {
  const files = { ...(filesRoot && { readFile: filesBelow(filesRoot) }), fetchFile: fetchPublicFile };
  if (!sandbox) return createClickUp({ ...options, ...files });
  const { fetch, clock } = createSandbox();
  return createClickUp({ ...options, ...files, apiKey: SANDBOX_API_KEY, fetch, clock });
}
