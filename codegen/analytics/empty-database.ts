import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyImage } from '../../src/db/embedded.js';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

const read = async (path: string): Promise<ArrayBuffer> => {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
};

/** What a new embedded database holds: making one takes seconds of a core, so that it is kept for each version of the package. */
export async function emptyDatabase(): Promise<ArrayBuffer> {
  const about = await readFile(join(modules, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  const folder = join(modules, '.cache/clickup-tools');
  const path = join(folder, `empty-database-${version}.tar`);
  try {
    return await read(path);
  } catch {
    const image = await emptyImage();
    await mkdir(folder, { recursive: true });
    // Others may read at the same time: each finds a whole file or none.
    const own = `${path}.${process.pid}`;
    await writeFile(own, new Uint8Array(image));
    await rename(own, path);
    return image;
  }
}
