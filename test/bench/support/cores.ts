import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const count = availableParallelism();

/** The first core is for the server that is measured, the others for everything around it: load, API, database. */
const cores = { server: '0', others: `1-${count - 1}` };

/** Runs a program on processes that may have ended meanwhile, where there is such a program. */
function set(program: string, words: readonly string[], pids: readonly number[]): boolean {
  for (const pid of pids)
    try {
      execFileSync(program, [...words, String(pid)], { stdio: 'ignore' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    }
  return true;
}

/** Keeps processes, with all of their threads, on the cores of one side; false where the system cannot. What they start stays there too. */
export const pin = (side: keyof typeof cores, ...pids: readonly number[]): boolean =>
  count > 1 && set('taskset', ['-acp', cores[side]], pids);

/** Lets processes run only while a core has nothing else to do: they stand for other machines. */
export const runIdle = (...pids: readonly number[]): boolean => set('chrt', ['--idle', '-p', '0'], pids);
