import { describe, expect, it } from 'vitest';
import { Nodes, type Notices } from '../../../src/hosted/nodes/nodes.js';

/** A channel on which everybody hears everybody, as long as it is not cut. */
function channel() {
  const listeners = new Set<(text: string) => void>();
  const state = { isCut: false };
  const open = (hear: (text: string) => void): Notices => {
    listeners.add(hear);
    return {
      async send(text) {
        if (state.isCut) throw new Error('cut');
        for (const listener of listeners) listener(text);
      },
      close: async () => {
        listeners.delete(hear);
      },
    };
  };
  return { state, open };
}

function twoNodes() {
  const clock = { now: 1_000 };
  const { state, open } = channel();
  const heard: string[] = [];
  const [one, other] = ['one', 'other'].map(
    (id) =>
      new Nodes({
        open,
        id,
        now: () => clock.now,
        onChange: (tenants) => heard.push(...tenants.map((tenant) => `${id}:${tenant}`)),
        onGap: () => heard.push(`${id}:gap`),
        onCancel: (name) => heard.push(`${id}:cancel ${name}`),
      }),
  ) as [Nodes, Nodes];
  const beat = () => Promise.all([one.beat(), other.beat()]);
  return { clock, state, heard, one, other, beat };
}

describe('nodes that hear of each other', () => {
  it('know how many they are, of one that ended at once and of one that died after half a minute', async () => {
    const { clock, one, other, beat } = twoNodes();
    expect([one.count, other.count]).toEqual([1, 1]);
    await beat();
    expect([one.count, other.count]).toEqual([2, 2]);
    for (let seconds = 0; seconds <= 30; seconds++) {
      await one.beat();
      clock.now += 1_000;
    }
    await one.beat();
    expect(one.count).toBe(1);
    await beat();
    expect(one.count).toBe(2);
    await other.close();
    expect(one.count).toBe(1);
  });

  it('take nobody to be gone, and trust nothing, while they hear nothing', async () => {
    const { clock, state, one, beat } = twoNodes();
    await beat();
    expect(one.isHeard).toBe(true);
    state.isCut = true;
    await expect(one.beat()).rejects.toThrow('cut');
    clock.now += 999;
    expect(one.isHeard).toBe(true);
    clock.now += 1;
    expect(one.isHeard).toBe(false);
    clock.now += 60_000;
    expect(one.count).toBe(2);
  });

  it('say that changes may have been missed once they hear again', async () => {
    const { clock, heard, beat } = twoNodes();
    await beat();
    clock.now += 900;
    await beat();
    expect(heard).toEqual(['one:gap', 'other:gap']);
    clock.now += 1_000;
    await beat();
    expect(heard).toHaveLength(4);
  });

  it('tell of many Workspaces in several notices', async () => {
    const { one, heard } = twoNodes();
    const tenants = Array.from({ length: 450 }, (_, at) => `t${at}`);
    await one.changed(tenants);
    expect(heard.filter((text) => text.startsWith('other'))).toEqual(tenants.map((tenant) => `other:${tenant}`));
  });

  it('have each other cancel what a client cancels, under any name, unless there is no other', async () => {
    const { one, heard, beat } = twoNodes();
    await one.cancel('alone');
    await beat();
    heard.length = 0;
    await one.cancel('a session "ü" 7');
    await one.cancel('x'.repeat(10_000));
    expect(heard).toEqual(['one:cancel a session "ü" 7', 'other:cancel a session "ü" 7']);
  });

  it('are alone where nobody else can be, and then miss nothing', () => {
    const nodes = new Nodes({ id: 'one' });
    expect([nodes.isHeard, nodes.count]).toEqual([true, 1]);
  });
});
