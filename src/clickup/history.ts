import { clickUpError } from '../runtime/errors.js';
import type { Context } from './context.js';

/** A write that was recorded, in words. */
export interface HistoryRow {
  entry_id: string;
  /** Epoch ms. */
  at: number;
  tool: string;
  /** The entry with which the call began that made it. */
  call_id: string;
  job_id?: string;
  /** What it did, to what: `update task "Fix login" (86c1x9k2p)`. */
  did: string;
  /** `priority: normal -> urgent` */
  changes: string[];
  reason?: string;
  /** Whether it can be taken back. */
  undo: 'possible' | 'in part' | 'impossible' | 'done';
  /** Why not, or what of it is not. */
  why?: string;
}

/** Which writes are meant; exactly one of them. */
export interface HistoryChoice {
  entry_ids?: readonly string[] | undefined;
  call_id?: string | undefined;
  job_id?: string | undefined;
  /** The newest that are not taken back yet. */
  last?: number | undefined;
  /** "yes", where things that were created would be deleted. */
  confirm?: string | undefined;
}

/** What became of one that was to be taken back. */
export interface UndoRow {
  entry_id: string;
  did: string;
  status: 'undone' | 'failed';
  error?: { code: string; message: string; suggested_action: string };
}

/** The writes of a client, as it records them. */
export interface History {
  /** Newest first. */
  list(ctx: Context): Promise<HistoryRow[]>;
  undo(ctx: Context, choice: HistoryChoice): Promise<UndoRow[]>;
}

/** The history of the client; an error where it records none. */
export async function historyOf({ services }: Pick<Context, 'services'>): Promise<History> {
  const { history } = services;
  if (history) return (history as () => Promise<History>)();
  throw clickUpError('INVALID_PARAMETER', 'No history is recorded here', {
    suggestion:
      'Ask the person to serve the toolset history (--toolsets history) or to set CLICKUP_HISTORY=true, with CLICKUP_STATE_DIR to keep it; a program passes history: true. Writes made before that are not in it.',
  });
}
