import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Path of a built file, such as `mcp.js`. */
export const built = (file: string): string => join(root, 'dist', file);

/** Builds the package before the first test of a run, unless it is newer than its sources. */
export default function build(): void {
  const stamps = ['mcp.js', 'cli.js', 'hosted-server.js', 'types/src/index.d.ts'].map((file) => modified(built(file)));
  if (Math.min(...stamps) >= newest(['src', 'generated', 'package.json'])) return;
  const { status, stdout, stderr } = spawnSync('npm run --silent build', { cwd: root, shell: true, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The package does not build\n${stdout}${stderr}`);
}

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** When the newest file of these, or of what is below them, was written. */
export function newest(places: readonly string[]): number {
  const files = places.flatMap((place) => {
    const path = join(root, place);
    if (statSync(path).isFile()) return [path];
    const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map((entry) => join(entry.parentPath, entry.name));
  });
  return Math.max(...files.map(modified));
}
