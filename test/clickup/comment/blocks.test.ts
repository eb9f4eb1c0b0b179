import { describe, expect, it } from 'vitest';
import { blocksToMarkdown } from '../../../src/clickup/comment/blocks.js';
import { again, blocks, newline, tag, text } from '../../support/comment-blocks.js';

describe('markdownToBlocks', () => {
  it('formats text, also nested', () => {
    expect(blocks('a **b *c* d** ~~e~~ `f*g` <u>h</u> [i **j**](https://x.test/a_(b))')).toEqual([
      text('a '),
      text('b ', { bold: true }),
      text('c', { bold: true, italic: true }),
      text(' d', { bold: true }),
      text(' '),
      text('e', { strike: true }),
      text(' '),
      text('f*g', { code: true }),
      text(' '),
      text('h', { underline: true }),
      text(' '),
      text('i ', { link: 'https://x.test/a_(b)' }),
      text('j', { link: 'https://x.test/a_(b)', bold: true }),
    ]);
  });

  it('puts the format of a line on the newline after it', () => {
    expect(blocks('## Plan\n> quoted\nplain\n\nend')).toEqual([
      text('Plan'),
      newline({ header: 2 }),
      text('quoted'),
      newline({ blockquote: {} }),
      text('plain'),
      newline(),
      newline(),
      text('end'),
    ]);
  });

  it('knows four kinds of lists and their levels', () => {
    const list = (kind: string, indent?: number) => newline({ list: { list: kind }, ...(indent && { indent }) });
    expect(blocks('- a\n  - b\n    1. c\n- [x] d\n- [ ] e\n3) f')).toEqual([
      ...[text('a'), list('bullet'), text('b'), list('bullet', 1), text('c'), list('ordered', 2)],
      ...[text('d'), list('checked'), text('e'), list('unchecked'), text('f'), list('ordered')],
    ]);
  });

  it('gives each line of a code block a newline of its own', () => {
    const code = newline({ 'code-block': { 'code-block': 'ts' } });
    expect(blocks('```ts\nconst a = "**b**";\n\n  # c\n```\nafter')).toEqual([
      ...[text('const a = "**b**";'), code, code, text('  # c'), code, text('after')],
    ]);
    expect(blocks('```\nopen')).toEqual([text('open'), newline({ 'code-block': { 'code-block': 'plain' } })]);
  });

  it.each([
    ['ask @Ann Smith today', [text('ask '), tag(1, 'Ann Smith'), text(' today')]],
    ['ask @Ann today', [text('ask '), tag(2, 'Ann'), text(' today')]],
    ['(@[ann smith])', [text('('), tag(1, 'Ann Smith'), text(')')]],
    ['@bo@example.com, see', [tag(3, "Bo O'Neil"), text(', see')]],
    ['thanks @Ann.', [text('thanks '), tag(2, 'Ann'), text('.')]],
    ['@nobody and @[Nobody Else]', [text('@nobody and @[Nobody Else]')]],
    ['mail ann@example.com', [text('mail ann@example.com')]],
    ['\\@Ann `@Ann`', [text('@Ann '), text('@Ann', { code: true })]],
  ])('resolves mentions in %s', (markdown, expected) => expect(blocks(markdown)).toEqual(expected));

  it('links bare URLs, and keeps links that run code as text', () => {
    expect(blocks('see https://x.test/a_b?c=*d*, ok')[1]).toEqual(
      text('https://x.test/a_b?c=*d', { link: 'https://x.test/a_b?c=*d' }),
    );
    expect(blocks('[x](javascript:alert(1))')).toEqual([text('[x](javascript:alert(1))')]);
  });

  it('makes an image of what ClickUp hosts and a link of what it does not', () => {
    const url = 'https://t9001.p.clickup-attachments.com/t9001/1b2c3d4e-0000-4abc-8def-1234567890ab/shot.png';
    expect(blocks(`![shot](${url})`)[0]).toMatchObject({
      type: 'image',
      image: { id: '1b2c3d4e-0000-4abc-8def-1234567890ab.png', url, extension: 'png' },
    });
    expect(again(`![shot](${url})`)).toBe(`![shot](${url})`);
    expect(blocks('![cat](https://x.test/cat.png)')).toEqual([text('cat', { link: 'https://x.test/cat.png' })]);
  });

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    'a ** b',
    '#hashtag',
    '1.5 hours',
    '-1',
    'C:\\dir',
    '~5',
    '[todo]',
    'a < b > c',
  ])('leaves %s alone', (plain) => {
    expect(blocks(plain)).toEqual([text(plain)]);
    expect(again(plain)).toBe(plain);
  });

  it('has nothing to say about nothing', () => {
    expect(blocks('')).toEqual([]);
    expect(blocks(' \n\n ')).toEqual([]);
    expect(blocksToMarkdown([])).toBe('');
  });
});

describe('blocksToMarkdown', () => {
  it('reads blocks as the API returns them', () => {
    expect(
      blocksToMarkdown([
        { text: 'Intro\nsecond ', attributes: {} },
        { text: 'bold ', attributes: { bold: true, 'block-id': 'b-1' } },
        { type: 'tag', text: '@Ann Smith', user: { id: 1, username: 'Ann Smith' } },
        { type: 'emoticon', text: ':x:', emoticon: { code: '1f469-200d-1f4bb' } },
        { text: '\n', attributes: { 'block-id': 'b-2' } },
        { text: 'done' },
        { text: '\n', attributes: { list: { list: 'checked' }, indent: 3, 'block-id': 'b-3' } },
        { text: 'see https://x.test/a_b' },
        { text: '\n', attributes: { blockquote: {} } },
        { type: 'bookmark', text: 'https://y.test' },
        { text: '\n\n' },
      ]),
    ).toBe('Intro\nsecond **bold** @[Ann Smith]👩‍💻\n- [x] done\n> see https://x.test/a_b\nhttps://y.test');
  });

  it('falls back to text for objects it cannot read', () => {
    expect(
      blocksToMarkdown([
        { type: 'emoticon', text: ':wave:', emoticon: { code: 'nope' } },
        { type: 'tag', text: '@group' },
      ]),
    ).toBe(':wave:@group');
    expect(
      blocksToMarkdown([
        { type: 'tag', user: { id: 7 } },
        { text: 'x', attributes: { link: 'javascript:1' } },
      ]),
    ).toBe('@[7]x');
  });

  it('numbers ordered lists by level and fences code that holds fences', () => {
    expect(again('1. a\n1. b\n    1. c\n1. d\n\ntext\n1. e')).toBe('1. a\n2. b\n    1. c\n3. d\n\ntext\n1. e');
    expect(again('````\n```\n````')).toBe('````\n```\n````');
  });

  it('escapes only where the text would read as something else', () => {
    const write = (value: string) => blocksToMarkdown([text(value)]);
    expect(write('5 * 3 - snake_case')).toBe('5 * 3 - snake_case');
    expect(write('# not a heading')).toBe('\\# not a heading');
    expect(write('1. not a list')).toBe('1\\. not a list');
    expect(write('*stars*')).toBe('\\*stars\\*');
    expect(blocksToMarkdown([text('a!', { bold: true }), text('b')])).toBe('<b>a\\!</b>b');
  });
});
