import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/clickup/dates/dates.js';
import { dateOnlyStamp, dayOf, fromWall } from '../../../src/clickup/dates/zone.js';
import { dateOnly } from '../../../src/sandbox/domain/dates.js';
import { LISTS } from '../../../src/sandbox/index.js';
import { sandboxClient } from '../../support/sandbox-client.js';

/** Days on which clocks change, by zone: forward and back, at the equator's other side, by half an hour, and at midnight. */
const changes = [
  ['Europe/Berlin', '2026-03-29', '2026-10-25'],
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Australia/Sydney', '2026-10-04', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04', '2026-04-05'],
  ['America/Santiago', '2026-09-06', '2026-04-05'],
  ['Africa/Cairo', '2026-04-24', '2026-10-30'],
  ['Antarctica/Troll', '2026-03-29', '2026-10-25'],
] as const;
const cases = changes.flatMap(([zone, ...days]) => days.map((day) => [zone, day] as const));
const DAY = 86_400_000;
const plain = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

describe.each(cases)('a date without a time in %s around %s, when clocks change', (timeZone, changing) => {
  it.each([-1, 0, 1])('is written, stored and read as the same day, %i days off', (offset) => {
    const wall = Date.parse(changing) + offset * DAY;
    const written = parseDate(plain(wall), { now: 0, timeZone });
    expect(written).toEqual({ ms: dateOnlyStamp(wall, timeZone), hasTime: false, iso: plain(wall) });
    expect(dayOf(written.ms, timeZone)).toBe(plain(wall));
    // ClickUp keeps the day of whatever instant is sent: its first, its last and the stamp itself.
    const ends = [fromWall(wall, timeZone), written.ms, fromWall(wall + DAY, timeZone) - 1];
    expect(ends.map((ms) => dateOnly(ms, timeZone))).toEqual([written.ms, written.ms, written.ms]);
    expect(parseDate(written.ms, { now: 0, timeZone })).toEqual(written);
  });
});

describe('a List and its tasks on the days on which the clocks of Berlin change', () => {
  it.each(['2026-10-25', '2027-03-28'])('show %s as it was given', async (day) => {
    const { clickup } = sandboxClient();
    const { task } = await clickup.task.create({ list_id: LISTS.backlog, name: 'On the day', due_date: day });
    expect(task.due_date).toBe(day);
    await clickup.list.update({ list_id: LISTS.backlog, due_date: day });
    const { list } = await clickup.list.get({ list_id: LISTS.backlog });
    expect(list.due_date).toBe(day);
    const found = await clickup.task.search({ due_after: day, due_before: day, list_ids: [LISTS.backlog] });
    expect(found.tasks.map(({ id }) => id)).toContain(task.id);
  });

  it('are dates in the sample, where a sprint ends on such a day', async () => {
    const { clickup } = sandboxClient();
    const { list } = await clickup.list.get({ list_id: LISTS.sprint25 });
    expect(list).toMatchObject({ start_date: '2026-10-12', due_date: '2026-10-25' });
  });
});
