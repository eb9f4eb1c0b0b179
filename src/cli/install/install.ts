import { chmod, copyFile, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { redact } from '../../config/redact.js';
import { cliCommand, type Server } from '../client-config.js';
import { UsageError } from '../usage.js';
import { indent } from '../width.js';
import { type McpClient, mcpClients, type Place } from './clients.js';
import { edited } from './edit.js';
import { lineDiff } from './line-diff.js';

export interface InstallOptions {
  /** Whether the file is left as it is. */
  dryRun: boolean;
  place: Place;
  /** When, for the name of the backup. */
  now: Date;
}

/** The client of that name; throws a UsageError that lists those there are. */
export function clientNamed(name: string | undefined): McpClient {
  const client = name !== undefined && Object.hasOwn(mcpClients, name) ? mcpClients[name] : undefined;
  if (client) return client;
  const known = `--install takes one of: ${Object.keys(mcpClients).join(', ')}.`;
  throw new UsageError(name === undefined ? '--install names no client' : `no client is called ${name}`, known);
}

/**
 * Writes the server into the configuration of a client and keeps a copy of what was there; returns what to tell, without
 * the key. A file that cannot be read is left alone: throws a UsageError with the place of its fault.
 */
export async function install(
  client: McpClient,
  server: Server,
  { dryRun, place, now }: InstallOptions,
): Promise<string> {
  const named = client.file(place);
  const file = await realpath(named).catch(() => named);
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`${file} cannot be read: ${error.message}`, 'Check who may read it.');
  });
  const mark = before?.startsWith('\uFEFF') ? '\uFEFF' : '';
  const result = edited((before ?? '').slice(mark.length), client, server);
  if ('problem' in result) {
    throw new UsageError(
      `${file}: ${result.problem}; nothing was written`,
      `Mend it, or paste the entry by hand: ${cliCommand()} doctor prints it.`,
    );
  }
  const after = `${mark}${result.text}`;
  if (after === before) return `${client.title} has it already: ${file}\n`;
  const changes = lineDiff(before ?? '', after).filter((line) => before !== undefined || line !== '-');
  const shown = `${file}\n${redact(indent(changes.join('\n')), place.env)}\n`;
  if (dryRun) return `Nothing is written because of --dry-run. It would change\n${shown}`;
  const backup = before === undefined ? undefined : await copyOf(file, now);
  await replace(file, after);
  const kept = backup === undefined ? '' : `What was there is kept in ${backup}\n`;
  return `Changed ${shown}${kept}${client.next}\n`;
}

async function copyOf(file: string, now: Date): Promise<string> {
  const stamp = now.toISOString().replace(/\.\d+|[-:]/g, '');
  const backup = `${file}.${stamp}.bak`;
  await copyFile(file, backup);
  return backup;
}

/** In one step, so that a client never reads half of it. A new file holds a key, which is its owner's alone. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const mode = await stat(file).then(
    (known) => known.mode & 0o777,
    () => 0o600,
  );
  const beside = `${file}.${process.pid}.tmp`;
  await writeFile(beside, text, { mode });
  await chmod(beside, mode);
  await rename(beside, file);
}
