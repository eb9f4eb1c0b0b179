import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksToMarkdown, type CommentBlock, markdownToBlocks } from '../../../src/clickup/comment/blocks.js';
import { again, blocks, newline } from '../../support/comment-blocks.js';

fc.configureGlobal({ seed: 20261005 });

describe('round trips', () => {
  const fragment = fc.constantFrom(
    '*',
    '**',
    '***',
    '_',
    '__',
    '~~',
    '`',
    '``',
    '[',
    '](https://x.test)',
    ']',
    '(',
    ')',
    '!',
    '<u>',
    '</u>',
    '<b>',
    '</b>',
    '\\',
    '@',
    '@Ann',
    '@Ann Smith',
    '@[Ann]',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '- ',
    '1. ',
    '> ',
    '# ',
    '- [x] ',
    '```',
    '```ts\n',
    '\n```\n',
    '    ',
    '\t',
    'a',
    'word',
    'b.',
    '"',
    'https://x.test/p_q',
    '👩‍💻',
    'é',
    '日',
  );
  const markdown = fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(''));

  it('Markdown is stable after one pass', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: 'grapheme' })), (source) => {
        const once = blocksToMarkdown(markdownToBlocks(source));
        expect(blocksToMarkdown(markdownToBlocks(once))).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('mentions stay the same people', () => {
    const word = fc.constantFrom(
      '@Ann',
      '@Ann Smith',
      '@[Ann]',
      '@bo@example.com',
      "@Bo O'Neil",
      'and',
      '**so**',
      '\n- x',
      '@nobody',
    );
    const ids = (list: CommentBlock[]) => list.flatMap((block) => block.user?.id ?? []);
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const first = blocks(words.join(', '));
        expect(ids(first)).toHaveLength(words.filter((item) => item.startsWith('@') && item !== '@nobody').length);
        expect(blocks(blocksToMarkdown(first))).toEqual(first);
      }),
    );
  });

  const style = fc.record(
    {
      bold: fc.constant(true),
      italic: fc.constant(true),
      strike: fc.constant(true),
      underline: fc.constant(true),
      code: fc.constant(true),
      link: fc.constantFrom('https://x.test', 'https://y.test/a b(c)'),
    },
    { requiredKeys: [] },
  );
  const lineEnd = fc.constantFrom<Record<string, unknown>>(
    {},
    { header: 3 },
    { blockquote: {} },
    { list: { list: 'bullet' } },
    { list: { list: 'ordered' }, indent: 1 },
    { list: { list: 'unchecked' } },
    { 'code-block': { 'code-block': 'plain' } },
  );
  const run = fc.record({ text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fragment), attributes: style });
  const anyBlocks = fc
    .array(fc.tuple(fc.array(run, { maxLength: 5 }), lineEnd), { maxLength: 5 })
    .map((lines) => lines.flatMap(([runs, attributes]) => [...runs, newline(attributes)]));

  it('no letter of a comment is lost, and its Markdown reads back as the same comment', () => {
    fc.assert(
      fc.property(anyBlocks, (source) => {
        const letters = (list: CommentBlock[]) =>
          list
            .map((block) => block.text)
            .join('')
            .replace(/\s+/g, '');
        const written = blocksToMarkdown(source);
        const reread = markdownToBlocks(written);
        expect(letters(reread)).toBe(letters(source));
        expect(blocksToMarkdown(reread)).toBe(written);
      }),
      { numRuns: 3000 },
    );
  });

  it('copes with long rows of openers that nothing closes', () => {
    for (const piece of ['*a ', '**', '[', '`', '[a](', '<b>', '@a ', '_*~~', '![', '`a``b']) {
      const once = again(piece.repeat(2000));
      expect(again(once)).toBe(once);
    }
  });
});
