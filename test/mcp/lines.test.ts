import { describe, expect, it } from 'vitest';
import { LineReader } from '../../src/mcp/lines.js';

function read(chunks: readonly string[], { maxBytes = 10, isEnded = false } = {}): string[] {
  const heard: string[] = [];
  const reader = new LineReader(maxBytes, {
    onLine: (line) => heard.push(line),
    onTooLong: () => heard.push('(too long)'),
  });
  for (const chunk of chunks) reader.take(Buffer.from(chunk));
  if (isEnded) reader.endLine();
  return heard;
}

describe('lines', () => {
  it.each<[string, string[], string[]]>([
    ['one', ['abc\n'], ['abc']],
    ['several in a chunk', ['a\nb\n\nc\n'], ['a', 'b', '', 'c']],
    ['one in several chunks', ['a', 'b', 'c\nd', 'e\n'], ['abc', 'de']],
    ['as long as a line may be', ['0123456789\n'], ['0123456789']],
    [
      'a longer one is passed over to its end',
      ['0123456789x', 'yyyyyyyyyyyyyyyyyyyyyy', 'zz\nnext\n'],
      ['(too long)', 'next'],
    ],
    ['a longer one at once', ['0123456789x\nnext\n'], ['(too long)', 'next']],
    ['two longer ones', ['0123456789x\n0123456789y\nnext\n'], ['(too long)', '(too long)', 'next']],
    ['one without an end', ['abc'], []],
  ])('%s', (_, chunks, lines) => {
    expect(read(chunks)).toEqual(lines);
  });

  it('the end of the stream ends the last line', () => {
    expect(read(['a\nb'], { isEnded: true })).toEqual(['a', 'b']);
    expect(read(['0123456789x'], { isEnded: true })).toEqual(['(too long)']);
  });

  it('keeps letters whole that two chunks share', () => {
    const bytes = Buffer.from('grün\n');
    const heard: string[] = [];
    const reader = new LineReader(10, { onLine: (line) => heard.push(line), onTooLong: () => undefined });
    reader.take(bytes.subarray(0, 3));
    reader.take(bytes.subarray(3));
    expect(heard).toEqual(['grün']);
  });
});
