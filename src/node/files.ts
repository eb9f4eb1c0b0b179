import { constants, open, realpath } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { usualAttachmentMb } from '../config/config.js';
import type { ReadFile } from '../runtime/context.js';
import { clickUpError, type ErrorCode } from '../runtime/errors.js';
import { bytesOf, megabytes } from './limits.js';

/** Reads files below `root` and nowhere else; symbolic links are followed before the check. */
export function filesBelow(root: string, maxBytes = bytesOf(usualAttachmentMb)): ReadFile {
  return async (location, signal) => {
    const base = await realpath(root).catch(() => resolve(root));
    // Compared as text first, so that nobody learns what exists elsewhere.
    const inside = [resolve(root), base].map((folder) => relative(folder, resolve(folder, location))).find(isBelow);
    if (inside === undefined) throw outside();
    const path = await realpath(resolve(base, inside)).catch(() => undefined);
    if (path === undefined)
      throw refuse('INVALID_PARAMETER', `There is no file ${JSON.stringify(location)}`, relativeTo);
    if (!isBelow(relative(base, path))) throw outside();
    return { name: basename(path), bytes: await read(path, location, { maxBytes, signal }) };
  };
}

const isBelow = (path: string): boolean =>
  path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);

async function read(
  path: string,
  location: string,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<Uint8Array> {
  // Opening a pipe waits for a writer, for ever, on one of the few threads that the whole program has.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
  if (!file) throw refuse('INVALID_PARAMETER', `${JSON.stringify(location)} cannot be read`, 'Check its permissions.');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw refuse('INVALID_PARAMETER', `${JSON.stringify(location)} is not a file`, relativeTo);
    if (stat.size > maxBytes) {
      const limit = `${JSON.stringify(location)} is larger than ${megabytes(maxBytes)}`;
      throw refuse('INVALID_PARAMETER', limit, 'Upload it in ClickUp itself, or raise CLICKUP_MAX_ATTACHMENT_MB.');
    }
    return new Uint8Array(await file.readFile({ signal }));
  } finally {
    await file.close();
  }
}

const relativeTo = 'Give the path of a file, relative to CLICKUP_FILES_ROOT.';

const outside = () =>
  refuse(
    'POLICY_DENIED',
    'Only files below CLICKUP_FILES_ROOT may be attached',
    'Move the file there, or set CLICKUP_FILES_ROOT to a folder that contains it.',
  );

const refuse = (code: ErrorCode, message: string, suggestion: string) =>
  clickUpError(code, message, { suggestion, details: { parameter: 'path' } });
