import type { Attack, AttackOptions, Row } from './attack.js';
import { within } from './support/within.js';

/** Runs one attack within its limit, and counts the promises whose rejection nobody handled. */
export async function runAttack({ run, limitMs }: Attack, options: AttackOptions): Promise<Row[]> {
  const rejections: unknown[] = [];
  const hear = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', hear);
  try {
    const limit = options.size === 'full' ? limitMs.full : limitMs.small;
    const rows = await within(limit, run(options), undefined);
    // Rejections are told after the microtasks of their turn.
    await new Promise(setImmediate);
    return [
      ...(rows ?? [{ figure: 'attacks without an end', tried: 1, count: 1, examples: [`not within ${limit} ms`] }]),
      {
        figure: 'unhandled rejections',
        tried: 1,
        count: rejections.length,
        examples: rejections.map(String).slice(0, 3),
      },
    ];
  } finally {
    process.off('unhandledRejection', hear);
  }
}
