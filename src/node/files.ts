import { readFile, realpath } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import { clickUpError } from '../runtime/errors.js';
import type { ReadFile } from '../runtime/tool.js';

/** Reads files below `root` and nowhere else; symbolic links are followed before the check. */
export function filesBelow(root: string): ReadFile {
  return async (location, signal) => {
    const base = await realpath(root).catch(() => resolve(root));
    const path = await realpath(resolve(base, location)).catch(() => undefined);
    if (path === undefined) {
      throw clickUpError('INVALID_PARAMETER', `There is no file ${JSON.stringify(location)} below the allowed folder`, {
        suggestion: 'Give the path relative to CLICKUP_FILES_ROOT.',
        details: { parameter: 'path' },
      });
    }
    const inside = relative(base, path);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) {
      throw clickUpError('POLICY_DENIED', 'Only files below CLICKUP_FILES_ROOT may be attached', {
        suggestion: 'Move the file there, or set CLICKUP_FILES_ROOT to a folder that contains it.',
        details: { parameter: 'path' },
      });
    }
    return { name: basename(path), bytes: new Uint8Array(await readFile(path, { signal })) };
  };
}
