import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/clickup/context.js';
import { scan } from '../../../src/clickup/task/search-pages.js';
import { clickUpError } from '../../../src/runtime/errors.js';

/** Pages of three numbers, endlessly; what a scan said is in `notes`. */
function endless({
  timeLeft = (): number => 60_000,
  failAt = Number.POSITIVE_INFINITY,
  code = 'RATE_LIMIT_EXCEEDED' as const,
} = {}) {
  const notes: string[] = [];
  const ctx = { timeLeft, note: (text: string) => void notes.push(text), progress: () => undefined };
  const readPage = async (page: number) => {
    if (page >= failAt) throw clickUpError(code, 'refused', { suggestion: 'wait' });
    return { items: [0, 1, 2].map((index) => page * 3 + index), last: false };
  };
  const even = { maxPages: 4, idOf: String, enough: Number.POSITIVE_INFINITY, keep: (item: number) => item % 2 === 0 };
  return {
    notes,
    run: (options = {}) => scan(ctx as unknown as Context, readPage, { page: 0, offset: 0 }, { ...even, ...options }),
  };
}

describe('a scan of pages', () => {
  it('stops at its bound and says where to go on', async () => {
    const { run, notes } = endless();
    expect(await run()).toEqual({ items: [0, 2, 4, 6, 8, 10], scanned: 12, next: { page: 4, offset: 0 } });
    expect(notes).toEqual([]);
  });

  it('stops behind the last item that was wanted', async () => {
    expect(await endless().run({ enough: 2 })).toEqual({ items: [0, 2], scanned: 3, next: { page: 1, offset: 0 } });
    expect(await endless().run({ enough: 1 })).toEqual({ items: [0], scanned: 1, next: { page: 0, offset: 1 } });
  });

  it('keeps time to answer with what it found', async () => {
    const { run, notes } = endless({ timeLeft: () => 4_000 });
    expect(await run()).toEqual({ items: [0, 2], scanned: 3, next: { page: 1, offset: 0 } });
    expect(notes).toEqual(['Time ran short; next_cursor continues the search.']);
  });

  it('gives what it found when the rate limit is used up, and where to go on', async () => {
    const { run, notes } = endless({ failAt: 1 });
    expect(await run()).toEqual({ items: [0, 2], scanned: 3, next: { page: 1, offset: 0 } });
    expect(notes).toEqual([expect.stringContaining('rate limit')]);
  });

  it('fails when nothing was read before', async () => {
    await expect(endless({ failAt: 0 }).run()).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });
});
