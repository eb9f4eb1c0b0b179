import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { harbourBikes } from '../../src/sandbox/seed/index.js';
import type { State } from '../../src/sandbox/state/index.js';
import { harness } from '../support/sandbox.js';

/** The tables of a sandbox on the company's seed. */
function stateOf(): State {
  let seen: State | undefined;
  createSandbox({
    seed: (context) => {
      harbourBikes(context);
      seen = context.state;
    },
  });
  return seen!;
}

describe('sandboxes on one seed', () => {
  it('hold the same rows, frozen, so that a second sandbox costs no growing', () => {
    const [first, second] = [stateOf(), stateOf()];
    const [row] = first.tasks.all();
    expect(second.tasks.get(row!.id)).toBe(row);
    expect(Object.isFrozen(row) && Object.isFrozen(row!.statusHistory)).toBe(true);
  });

  it('see nothing of what is written to another, nor after a reset of their own', async () => {
    const [written, other] = [harness(), harness()];
    const { id, name } = stateOf().tasks.all()[0]!;
    const nameIn = async (h: typeof written) => (await h.get(`/v2/task/${id}`)).json.name;
    await written.put(`/v2/task/${id}`, { name: 'Written in one' });
    expect([await nameIn(written), await nameIn(other)]).toEqual(['Written in one', name]);
    written.sandbox.reset();
    expect(await nameIn(written)).toBe(name);
  });

  it('keep rows that the caller put before', () => {
    let workspaces = 0;
    createSandbox({
      seed: (context) => {
        context.state.workspaces.put({ id: '9', name: 'Mine', color: '#000000', avatar: null } as never);
        harbourBikes(context);
        workspaces = context.state.workspaces.size;
      },
    });
    expect(workspaces).toBe(2);
  });
});
