import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import { toolsList } from '../../generated/listings/index.js';
import about from '../../package.json' with { type: 'json' };
import manifest from './manifest.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);
const read = (path: string): Uint8Array => readFileSync(new URL(path, root));
const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** The name of the bundle of this version. */
export const bundleName = `${about.name}-${about.version}.mcpb`;

/** What is in the bundle, by path: the manifest, the built server and its chunks, and the licences. */
export function bundleFiles(): Record<string, Uint8Array> {
  if (!existsSync(new URL('dist/mcp.js', root))) throw new Error('There is no dist/mcp.js: run npm run build first');
  const { version, name, license, type } = about;
  const tools = toolsList.map((tool) => ({ name: tool.name, description: tool.description }));
  const chunks = readdirSync(new URL('dist/mcp', root)).map((file) => `dist/mcp/${file}`);
  const built = ['LICENSE', 'dist/THIRD-PARTY-NOTICES.txt', 'dist/mcp.js', ...chunks.sort()];
  return {
    'manifest.json': json({ ...manifest, version, tools }),
    // Node reads in it that the files are ES modules.
    'package.json': json({ name, version, license, type }),
    ...Object.fromEntries(built.map((path) => [path, read(path)])),
  };
}

/**
 * The bundle as a zip, which Claude Desktop and others install by a click; the same files give the same bytes.
 * @see https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md
 */
export function bundle(): Uint8Array {
  return zipSync(bundleFiles(), { level: 9, mtime: new Date(1980, 0, 1) });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = bundle();
  writeFileSync(new URL(bundleName, root), bytes);
  process.stdout.write(
    `${bundleName}: ${Object.keys(bundleFiles()).length} files, ${Math.ceil(bytes.length / 1000)} kB\n`,
  );
}
