import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseDanglingRefs } from './dereference.js';
import { messageOf, SpecError } from './errors.js';
import { dropUnreachable } from './hoist.js';
import { joinDocuments } from './join.js';
import type { OpenAPI31Document } from './openapi.js';
import { applyOverlays, checkOverlay, type Overlay } from './overlay.js';
import { compare } from './pointer.js';
import { readDocument } from './read-document.js';

const OPENAPI = fileURLToPath(new URL('../../openapi', import.meta.url));

const readOverlays = async (folder: string): Promise<Overlay[]> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new SpecError(folder, '', `cannot be read: ${messageOf(cause)}`, { cause });
  });
  const files = names.filter((name) => name.endsWith('.yaml')).sort(compare);
  return Promise.all(
    files.map(async (name) => checkOverlay(await readDocument(join(folder, name)), join(folder, name))),
  );
};

/**
 * The whole API as one OpenAPI 3.1 document: the committed structure of v2 and v3, joined, with every overlay applied in
 * the order of file names (an overlay with `extends` to its own document before the join), without unused schemas.
 */
export const loadApi = async (folder: string = OPENAPI): Promise<OpenAPI31Document> => {
  const overlays = await readOverlays(join(folder, 'overlays'));
  const read = async (name: string) => {
    const file = join(folder, name);
    const own = overlays.filter((overlay) => overlay.extends !== undefined && basename(overlay.extends) === name);
    return { file, document: applyOverlays(await readDocument(file), own) };
  };
  const names = ['clickup-v2.json', 'clickup-v3.json'] as const;
  const stray = overlays.find(
    ({ extends: base }) => base !== undefined && !names.some((name) => basename(base) === name),
  );
  if (stray) throw new SpecError(stray.file, '/extends', `must be one of ${names.join(', ')}`);

  const joined = joinDocuments([await read(names[0]), await read(names[1])]);
  const corrected = applyOverlays(
    joined,
    overlays.filter((overlay) => overlay.extends === undefined),
  );
  const document = dropUnreachable(corrected) as unknown as OpenAPI31Document;
  refuseDanglingRefs(document, 'openapi');
  return document;
};
