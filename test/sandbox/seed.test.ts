import { describe, expect, it } from 'vitest';
import { createSandbox, manualClock, SEED_NOW } from '../../src/sandbox/index.js';
import type { TaskRow } from '../../src/sandbox/state/tasks.js';
import { harness, type Json } from '../support/sandbox.js';

const rows = createSandbox({ clock: manualClock() }).snapshot().rows as Record<string, Json[]>;
const tasks = (rows.tasks ?? []) as unknown as TaskRow[];

describe('the company of the default seed', () => {
  it('has 240 tasks with titles of their own, over the sixty days before the present', () => {
    expect(tasks).toHaveLength(240);
    expect(new Set(tasks.map((task) => task.name)).size).toBe(240);
    const dates = tasks.map((task) => task.dateCreated);
    expect(Math.min(...dates)).toBeGreaterThan(SEED_NOW - 61 * 86_400_000);
    expect(Math.max(...tasks.map((task) => task.dateUpdated))).toBeLessThanOrEqual(SEED_NOW);
  });

  it('keeps its ids, so that examples stay true', () => {
    const ids = tasks.map((task) => [task.id, task.customId, task.name]).slice(0, 12);
    expect(ids).toMatchSnapshot();
  });

  it('has histories that run forward to the present status', () => {
    for (const task of tasks) {
      const last = task.statusHistory.at(-1);
      expect(last).toMatchObject({ status: task.status, to: null });
      for (const span of task.statusHistory)
        expect((span.to ?? SEED_NOW) - span.from, task.name).toBeGreaterThanOrEqual(0);
    }
  });

  it('uses every common type of custom field', () => {
    const types = new Set((rows.fields ?? []).map((field) => field.type));
    const wanted =
      'drop_down labels number currency date checkbox url email users tasks manual_progress emoji short_text text location phone';
    for (const type of wanted.split(' ')) expect(types).toContain(type);
  });

  it('has people in eight zones, of four roles', () => {
    expect(new Set((rows.users ?? []).map((user) => user.timezone)).size).toBe(8);
    expect(new Set((rows.members ?? []).map((member) => member.role))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('can be left out, or written by the caller', async () => {
    expect((await harness({ seed: 'empty' }).get('/v2/team/9011234567/space')).json.spaces).toEqual([]);
    const own = harness({
      seed: ({ state, at }) => {
        state.workspaces.put({
          id: '9',
          name: 'Mine',
          color: '#000000',
          avatar: null,
          timeInStatus: true,
          customFields: true,
          fieldUses: at(0) > 0 ? 0 : 1,
        });
      },
    });
    expect((await own.get('/v2/team')).json.ECODE).toBe('OAUTH_025');
  });
});
