import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyState, exchange, type SharedLimit, type SharedState } from '../runtime/limit/shared-limit.js';
import { lockFile } from './lock-file.js';

/**
 * A limit that the processes of one machine share through a small file in a folder. What a crash leaves of it is worth no
 * more than a minute, so nothing is forced to the disk.
 */
export function fileLimit(folder: string, now: () => number = Date.now): SharedLimit {
  const path = join(folder, 'rate-limit.json');
  const lockPath = join(folder, `${createHash('sha256').update('rate limit').digest('hex').slice(0, 24)}.lock`);
  return {
    async exchange(asked) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const lock = await lockFile(lockPath);
      try {
        const { state, grant } = exchange(await read(path), asked, now());
        await writeFile(path, JSON.stringify(state), { mode: 0o600 });
        return grant;
      } finally {
        await lock.release();
      }
    },
  };
}

/** What cannot be read is begun anew. */
async function read(path: string): Promise<SharedState> {
  try {
    const found = JSON.parse(await readFile(path, 'utf8')) as SharedState;
    return typeof found.endsAt === 'number' && typeof found.processes === 'object' ? found : emptyState();
  } catch {
    return emptyState();
  }
}
