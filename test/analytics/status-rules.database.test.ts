import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStatusRules, statusKinds, statusRules } from '../../src/analytics/status-rules.js';
import { WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

describe.each(kinds)('what statuses mean (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  const test = it.skipIf(isAbsent);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind);
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());
  const set = (...rules: [string, string][]) => fixture.db.transaction((tx) => setStatusRules(tx, WORKSPACE_ID, rules));
  const kindsOf = async (status: string) =>
    (await statusKinds(fixture.db, WORKSPACE_ID)).filter((each) => each.status === status).map((each) => each.category);

  test('a rule holds at once, after the next full sync, and until it is taken back; the longest one decides', async () => {
    const [before] = await kindsOf('in progress');
    expect(before).toBe('active');
    expect((await set(['In Prog*', 'done'])).changed).toBeGreaterThan(0);
    expect(await kindsOf('in progress')).toEqual(['done']);
    await set(['in progress', 'cancelled']);
    expect(await statusRules(fixture.db, WORKSPACE_ID)).toEqual([
      { pattern: 'in progress', category: 'cancelled' },
      { pattern: 'in prog*', category: 'done' },
    ]);
    await fixture.sync({ full: true });
    expect(await kindsOf('in progress')).toEqual(['cancelled']);
    await set(['in progress', ''], ['in prog*', '']);
    expect(await kindsOf('in progress')).toEqual(['active']);
  });

  test('what is no kind changes nothing', async () => {
    expect(await failure(set(['open', 'done'], ['review', 'activ']))).toMatchObject({
      message: '"activ" is no kind of status',
      suggestion: expect.stringContaining('Did you mean active?'),
    });
    expect(await statusRules(fixture.db, WORKSPACE_ID)).toEqual([]);
  });
});
