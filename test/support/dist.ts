import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = new URL('../..', import.meta.url).pathname;
const lock = join(root, 'node_modules', '.clickup-tools-build');

/** Paths of the built binaries; builds them first when they are missing or older than the sources. */
export async function builtBinaries(): Promise<{ mcp: string; cli: string }> {
  const binaries = { mcp: join(root, 'dist', 'mcp.js'), cli: join(root, 'dist', 'cli.js') };
  while (isStale(Object.values(binaries))) {
    if (takeLock()) {
      try {
        const arguments_ = ['node_modules/tsup/dist/cli-default.js', '--config', 'src/tsup.config.ts', '--silent'];
        execFileSync(process.execPath, arguments_, { cwd: root, stdio: 'ignore' });
        break;
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    }
    await sleep(200);
  }
  return binaries;
}

/** Test files run side by side and must not write the same files at the same time. */
function takeLock(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    // A run that was killed leaves its lock behind.
    if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 120_000)
      rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isStale(files: readonly string[]): boolean {
  const built = Math.min(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  return newest(['src', 'generated']) > built;
}

function newest(folders: readonly string[]): number {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
  return Math.max(...files);
}
