import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { newest, root } from './build.js';

export interface PackageJson {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  bin: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
}

/** A project that has the package as it would be published. */
export interface PackedProject {
  /** The project's folder. */
  readonly folder: string;
  /** The package inside its `node_modules`. */
  readonly installed: string;
  readonly about: PackageJson;
  /** Runs a program there; gives what it prints, as JSON. */
  run(program: string): unknown;
  remove(): void;
}

/** The package as it would be published: packed once for what is built now, because npm takes seconds. */
function tarball(): string {
  const cache = join(root, 'node_modules', '.cache', 'clickup-tools');
  const file = join(cache, `${newest(['dist', 'package.json', 'README.md', 'LICENSE'])}.tgz`);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache))
    if (name.endsWith('.tgz') && name !== basename(file)) rmSync(join(cache, name), { force: true });
  const own = mkdtempSync(join(cache, 'pack-'));
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', own];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8' })) as [
    { filename: string },
  ];
  // Other workers may pack at the same time; each finds a whole file.
  renameSync(join(own, filename), file);
  rmSync(own, { recursive: true });
  return file;
}

/** Packs what would be published and lays it beside its dependencies, as an install would, without a network. */
export function packedProject(): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-packed-'));
  const installed = join(folder, 'node_modules', 'clickup-tools');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball(), '--strip-components=1', '-C', installed]);
  const about = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as PackageJson;
  for (const name of [...Object.keys(about.dependencies), 'openapi-typescript-helpers']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const run = (program: string): unknown => {
    const file = join(folder, 'program.mjs');
    writeFileSync(file, program);
    return JSON.parse(execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' }));
  };
  return { folder, installed, about, run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a built file reaches, at start and on demand. */
export interface Reach {
  /** Packages and modules of Node. */
  outside: string[];
  /** Size of the file and of those beside it that it imports. */
  bytes: number;
  /** Size of those that are loaded before anything runs. */
  atStart: number;
}

/** Follows the imports of a built file through those beside it. */
export async function reachOf(file: string): Promise<Reach> {
  const { metafile } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    // The MCP program leaves the schemas of the sandbox's strict mode out, and never loads them.
    external: ['*/generated/requests.js'],
    logLevel: 'silent',
  });
  const inputs = Object.values(metafile.inputs);
  const outside = inputs.flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path));
  const atStart = new Set<string>();
  const load = (path: string) => {
    if (atStart.has(path)) return;
    atStart.add(path);
    for (const { kind, external, path: next } of metafile.inputs[path]?.imports ?? [])
      if (kind === 'import-statement' && !external) load(next);
  };
  load(Object.keys(metafile.inputs).find((path) => file.endsWith(basename(path)))!);
  return {
    atStart: [...atStart].reduce((sum, path) => sum + metafile.inputs[path]!.bytes, 0),
    outside: [...new Set(outside.filter((path) => !path.startsWith('.')).map(packageOf))].sort(),
    bytes: inputs.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const packageOf = (specifier: string): string =>
  isBuiltin(specifier) ? 'node' : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
