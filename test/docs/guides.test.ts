import { describe, expect, it } from 'vitest';
import { syncGuide, syncGuides } from '../../docs/examples/sync.js';

const guides = await syncGuides();

describe('guides', () => {
  it.each(guides)(
    '$path shows its programs, and what they print, as they are (npm run docs:sync)',
    ({ text, synced }) => {
      expect(text).toBe(synced);
    },
  );

  it('quote programs of docs/examples at all', () => {
    const marks = guides.flatMap(({ text }) => text.match(/^<!-- (snippet|output): /gm) ?? []);
    expect(marks.length).toBeGreaterThan(15);
  });

  it('would not keep a program or an output that someone typed', async () => {
    const typed = '<!-- output: time-running.ts -->\n```text\n42\n```\n';
    expect(await syncGuide(typed)).toContain('ClickUp: -2520000');
  });
});
