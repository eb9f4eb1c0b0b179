import { describe, expect, it } from 'vitest';
import { progressBar } from '../../src/cli/progress.js';

function terminal({ isTTY = true, columns = 80 } = {}) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  return { written, stream: { isTTY, columns, write } };
}

describe('the progress bar', () => {
  it('draws over itself and goes away', () => {
    const { stream, written } = terminal();
    const bar = progressBar(stream);
    bar.update(1, 2);
    bar.update(2, 2, '2 of 2 tasks');
    bar.clear();
    expect(written).toEqual([
      `\r[${'#'.repeat(15)}${'.'.repeat(15)}] 1 of 2\u001b[K`,
      `\r[${'#'.repeat(30)}] 2 of 2 tasks\u001b[K`,
      '\r\u001b[K',
    ]);
  });

  it('keeps to one line and to its own characters', () => {
    const { stream, written } = terminal({ columns: 50 });
    progressBar(stream).update(1, 1, 'a very long message\u001b[2J with a trap');
    expect(written[0]!.length).toBeLessThanOrEqual(49 + '\r\u001b[K'.length);
    expect(written[0]).not.toContain('[2J\u001b');
  });

  it('tells of a wait before anything is known to count', () => {
    const { stream, written } = terminal();
    progressBar(stream).update(0, 0, "waiting 58 s for ClickUp's rate limit");
    expect(written).toEqual(["\rwaiting 58 s for ClickUp's rate limit\u001b[K"]);
  });

  it('gives way to a long message, and goes where it would say nothing', () => {
    const message = "waiting 58 s for ClickUp's rate limit, 40 of 100 done";
    for (const columns of [80, 60]) {
      const { stream, written } = terminal({ columns });
      progressBar(stream).update(40, 100, message);
      expect(written[0]).toMatch(columns === 80 ? /^\r\[#{9}\.{14}\] waiting .* 100 done/ : /^\rwaiting .* 100 done/);
    }
  });

  it('is silent where nobody looks, and when there is nothing to do', () => {
    const file = terminal({ isTTY: false });
    const bar = progressBar(file.stream);
    bar.update(1, 2);
    bar.clear();
    const idle = terminal();
    progressBar(idle.stream).update(0, 0);
    progressBar(idle.stream).clear();
    expect([...file.written, ...idle.written]).toEqual([]);
  });
});
