import { describe, expect, test } from 'vitest';
import { TASKS, TIME_ENTRIES } from '../../../src/sandbox/index.js';
import { changedReads } from '../../support/changed-answers.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const task_id = TASKS.offlineUnlock;
/** 10:00 to 11:15 on 2 October, Berlin time. */
const interval_id = TIME_ENTRIES.acceptance;
const [ten, quarterPastEleven] = [Date.parse('2026-10-02T08:00Z'), Date.parse('2026-10-02T09:15Z')];
const minutes = (count: number) => count * 60_000;

/** The body of the last request that wrote. */
const written = ({ sandbox }: ReturnType<typeof sandboxClient>) =>
  sandbox.requests.filter(({ method }) => method !== 'GET').at(-1)?.body;

describe('clickup_time_legacy_track', () => {
  test.each([
    ['start and length', { start: '2026-10-02T10:00', duration: '45m' }, [ten, ten + minutes(45)]],
    ['start and end', { start: '2026-10-02T10:00', end: '11:15' }, [ten, quarterPastEleven]],
  ])('sends %s as a whole stretch', async (_, input, [start, end]) => {
    const stage = sandboxClient();
    const { interval } = await stage.clickup.timeLegacy.track({ task_id: 'ENG-96', ...input });
    expect(written(stage)).toEqual({ start, end, time: end! - start! });
    const { people } = await stage.clickup.time.get({ task_id: 'ENG-96' });
    expect(people?.flatMap(({ intervals }) => intervals)).toContainEqual(expect.objectContaining(interval));
  });

  test('sends a length alone, and says no more than is known', async () => {
    const stage = sandboxClient();
    const { interval } = await stage.clickup.timeLegacy.track({ task_id, duration: '1h 30m' });
    expect(written(stage)).toEqual({ time: minutes(90) });
    expect(interval).toEqual({ id: expect.any(String), duration: '1h 30m' });
  });
});

describe('clickup_time_legacy_update', () => {
  test.each([
    ['a length counts from the start there is', { duration: '45m' }, [ten, ten + minutes(45)]],
    ['a start leaves the end', { start: '2026-10-02T10:30' }, [ten + minutes(30), quarterPastEleven]],
    ['an end leaves the start', { end: '2026-10-02T12:15' }, [ten, quarterPastEleven + minutes(60)]],
  ])('%s', async (_, input, [start, end]) => {
    const stage = sandboxClient();
    await stage.clickup.timeLegacy.update({ task_id, interval_id, ...input });
    expect(written(stage)).toEqual({ start, end, time: end! - start! });
  });

  test('time without a start gets a new length alone', async () => {
    const bare = { id: interval_id, start: null, end: null, time: '60000' };
    const clickup = changedReads(/\/time$/, () => ({ data: [{ intervals: [bare] }] }));
    const { interval } = await clickup.timeLegacy.update({ task_id, interval_id, duration: '5m' });
    expect(interval).toEqual({ id: interval_id, duration: '5m' });
  });

  test('refuses a call that changes nothing, and an interval of another task', async () => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.timeLegacy.update({ task_id, interval_id }))).toMatchObject({
      code: 'MISSING_PARAMETER',
    });
    expect(sent()).toEqual([]);
    const strange = clickup.timeLegacy.update({ task_id: TASKS.greyButton, interval_id, duration: '5m' });
    expect(await failure(strange)).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggestion: expect.stringContaining('clickup_time_get'),
    });
  });
});
