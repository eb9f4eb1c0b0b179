import { describe, expect, it } from 'vitest';
import { loadTool } from '../../src/runtime/load.js';
import { probeTools } from '../support/scripted.js';

/** A row whose code is counted as it is loaded; the first `failures` times it cannot be. */
function counted(failures = 0) {
  let loads = 0;
  const entry = {
    ...probeTools[0]!,
    load: async () => {
      loads++;
      if (loads <= failures) throw new Error('the file is gone');
      return probeTools[0]!.load();
    },
  };
  return { entry, loads: () => loads };
}

describe('the code of a tool', () => {
  it('is loaded with its schema at the first call alone', async () => {
    const { entry, loads } = counted();
    const first = await loadTool(entry);
    expect(loadTool(entry)).toBe(first);
    expect([first.tool.name, first.schema.safeParse({ id: 'abc' }).success, loads()]).toEqual(['test_read', true, 1]);
  });

  it('is asked for again where loading it failed', async () => {
    const { entry, loads } = counted(1);
    await expect(loadTool(entry)).rejects.toThrow('the file is gone');
    expect((await loadTool(entry)).tool.name).toBe('test_read');
    expect(loads()).toBe(2);
  });
});
