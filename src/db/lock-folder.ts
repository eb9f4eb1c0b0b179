import { join } from 'node:path';
import { type Lock, takeFile } from '../node/lock-file.js';
import { clickUpError } from '../runtime/errors.js';

/** Makes a folder this process's alone, or says who has it. */
export async function lockFolder(folder: string): Promise<Lock> {
  const path = join(folder, 'lock');
  const taken = await takeFile(path);
  if ('release' in taken) return taken;
  const { host, pid } = taken;
  throw clickUpError('CONFLICT', `The database in ${folder} is in use by process ${pid} on ${host}`, {
    suggestion: `Stop that process, ask it instead, or set DATABASE_URL: PostgreSQL serves many at a time. If it is no such process, remove ${path}.`,
    details: { folder, host, pid },
  });
}
