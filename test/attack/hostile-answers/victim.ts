import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What one call cost the process that made it. */
export interface Cost {
  ms: number;
  /** The most memory it ever held. */
  megabytes: number;
  outcome: string;
}

const child = new URL('./child.ts', import.meta.url).pathname;

/** Makes one call in a process of its own, which is killed when it does not end. */
export async function costOf(
  baseUrl: string,
  deadlineMs: number,
  transport: string,
  tool: string,
  input: object,
  killMs: number,
): Promise<Cost | undefined> {
  const words = ['--import', 'tsx', child, baseUrl, String(deadlineMs), transport, tool, JSON.stringify(input)];
  const victim = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const timer = setTimeout(() => victim.kill('SIGKILL'), killMs);
  const [said] = await Promise.all([text(victim.stdout), once(victim, 'close')]);
  clearTimeout(timer);
  return said === '' ? undefined : (JSON.parse(said) as Cost);
}
