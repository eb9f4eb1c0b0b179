import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
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

/** Control groups of the processor: https://docs.kernel.org/scheduler/sched-bwc.html and .../admin-guide/cgroup-v2.html */
const controls = [
  {
    root: '/sys/fs/cgroup/cpu',
    quota: (used: number) => ({ 'cpu.cfs_period_us': periodUs, 'cpu.cfs_quota_us': used }),
  },
  { root: '/sys/fs/cgroup', quota: (used: number) => ({ 'cpu.max': `${used} ${periodUs}` }) },
];
const periodUs = 10_000;

/**
 * Lets each process, with all of its threads, have a share of a core and no more, so that a node has less than the machine.
 * Gives what ends it; undefined where the system does not let us.
 */
export function limit(share: number, ...pids: readonly number[]): (() => void) | undefined {
  const control = controls.find(({ root }) => existsSync(`${root}/cgroup.procs`));
  if (!control) return undefined;
  const { root, quota } = control;
  const ends: (() => void)[] = [];
  const end = () => {
    for (const each of ends.splice(0).reverse()) each();
  };
  try {
    for (const pid of pids) {
      const group = `${root}/bench-${pid}`;
      mkdirSync(group);
      ends.push(() => rmdirSync(group));
      for (const [file, value] of Object.entries(quota(periodUs * share)))
        writeFileSync(`${group}/${file}`, `${value}`);
      writeFileSync(`${group}/cgroup.procs`, `${pid}`);
      ends.push(() => writeFileSync(`${root}/cgroup.procs`, `${pid}`));
    }
    return end;
  } catch {
    end();
    return undefined;
  }
}
