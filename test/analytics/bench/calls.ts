import { analyticsFixture } from '../../support/analytics.js';
import { fullCalls } from '../../support/full-calls.js';

export interface Calls {
  tasks: number;
  rows: number;
  /** Of a full sync, and of the next one, which finds nothing changed; counted by the sandbox. */
  full: number;
  unchanged: number;
  /** What a full sync should take. */
  formula: number;
  seconds: number;
}

/** Syncs a sandbox of that size into an embedded database, and counts the requests that it got. */
export async function countCalls(scale: number): Promise<Calls> {
  const fixture = await analyticsFixture('embedded', { seed: { scale } });
  const { db, sandbox } = fixture;
  try {
    const began = performance.now();
    const { rows } = await fixture.sync();
    const seconds = (performance.now() - began) / 1_000;
    const full = sandbox.requests.length;
    await fixture.sync();
    const [count] = await db.query<{ tasks: number; archived: number; spaces: number }>(
      `SELECT count(*) FILTER (WHERE NOT archived) AS tasks, count(*) FILTER (WHERE archived) AS archived,
         (SELECT count(*) FROM cu.spaces) AS spaces FROM cu.tasks`,
    );
    const { tasks, archived } = count!;
    return {
      tasks: tasks + archived,
      rows,
      full,
      unchanged: sandbox.requests.length - full,
      formula: fullCalls(count!),
      seconds,
    };
  } finally {
    await fixture.drop();
  }
}
