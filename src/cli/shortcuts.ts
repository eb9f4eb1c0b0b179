import { callTool } from './call.js';
import { UsageError } from './usage.js';

/** `clickup-tools jobs`, which lists, and `jobs resume <id>`; both take the options of `call`. */
export async function runJobs([first, ...rest]: readonly string[]): Promise<number> {
  if (first === undefined || first.startsWith('-')) return callTool(['clickup_job_list', ...given(first), ...rest]);
  if (first !== 'resume')
    throw new UsageError(`jobs has no ${first}`, 'Use `jobs` to list them, or `jobs resume <id>`.');
  const [id, ...options] = rest;
  if (id === undefined || id.startsWith('-'))
    throw new UsageError('jobs resume needs the id of a job', '`clickup-tools jobs` lists them.');
  return callTool(['clickup_job_resume', '--job-id', id, ...options]);
}

/** `clickup-tools history`, which lists, and `history undo` with the arguments of clickup_history_undo. */
export async function runHistory([first, ...rest]: readonly string[]): Promise<number> {
  if (first === undefined || first.startsWith('-')) return callTool(['clickup_history_list', ...given(first), ...rest]);
  if (first === 'undo') return callTool(['clickup_history_undo', ...rest]);
  throw new UsageError(
    `history has no ${first}`,
    'Use `history` to list what was written, or `history undo --last 1`.',
  );
}

const given = (word: string | undefined): string[] => (word === undefined ? [] : [word]);
