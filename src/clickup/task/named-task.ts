import { ClickUpError, invalidInput } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { readAppUrl } from '../app-url.js';
import type { Context } from '../context.js';
import { mayNameTask } from '../references.js';
import { readTask } from './get-task.js';
import type { WireTask } from './model.js';

/**
 * The task that words to search for name outright: its address, id, custom id or branch. Undefined where they are words
 * like others, or where there is no such task. An address of something else is refused: a search would not find it.
 */
export async function taskNamedBy(ctx: Context, words: string): Promise<WireTask | undefined> {
  const url = /\s/.test(words) ? undefined : readAppUrl(words);
  if (url && !url.task)
    throw notATask(
      words,
      Object.keys(url).filter((kind) => kind !== 'workspace'),
    );
  if (url?.task) return readTask(ctx, words, { parameter: 'query' });
  if (!mayNameTask(words)) return undefined;
  try {
    return await readTask(ctx, words, { parameter: 'query' });
  } catch (error) {
    if (error instanceof ClickUpError && (error.type === 'NOT_FOUND' || error.type === 'AUTH')) return undefined;
    throw error;
  }
}

const notATask = (query: string, kinds: readonly string[]) =>
  invalidInput(`query is the address of a ${kinds.join(' and ') || 'Workspace'}, not of a task`, {
    parameter: 'query',
    value: query.slice(0, 200),
    suggestion: withHint(
      'Give words to search for, and list_ids for a List',
      'workspace.resolve',
      'says what an address names',
    ),
  });
