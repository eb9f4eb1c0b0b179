import { describe, expect, it } from 'vitest';
import { blocksToMarkdown } from '../../../src/clickup/comment/blocks.js';
import { again, blocks, text } from '../../support/comment-blocks.js';

const link = (url: string) => text(url, { link: url });

describe('a bare address in a comment', () => {
  it.each([
    ['https://en.wikipedia.org/wiki/Liaison_(French)'],
    ['https://x.test/Doc%20(1).docx?d=w1'],
    ['https://x.test/?q=[1]&b=2'],
    ['HTTPS://X.test/a'],
    ['Http://x.test/a(b(c))'],
    ['https://x.test/a_b_c'],
  ])('%s is one link to all of it', (url) => {
    expect(blocks(`see ${url} now`)).toEqual([text('see '), link(url), text(' now')]);
    expect(blocks(`see ${url}.`)).toEqual([text('see '), link(url), text('.')]);
    expect(blocks(`(${url})`)).toEqual([text('('), link(url), text(')')]);
    expect(again(`see ${url} now`)).toBe(`see ${url} now`);
  });

  it.each([
    ['(see https://x.test/a), and more', 'https://x.test/a', '), and more'],
    ['https://x.test/a))', 'https://x.test/a', '))'],
    ['[https://x.test/a] b', 'https://x.test/a', '] b'],
    ['**https://x.test/a** b', 'https://x.test/a', undefined],
    ['https://x.test/a?!', 'https://x.test/a', '?!'],
    ['https://x.test/a"b', 'https://x.test/a', '"b'],
  ])('in %j ends where the address ends', (source, url, rest) => {
    const written = blocks(source);
    const at = written.findIndex(({ attributes }) => attributes?.link !== undefined);
    expect(written[at]).toMatchObject({ text: url, attributes: { link: url } });
    if (rest !== undefined) expect(written[at + 1]).toMatchObject({ text: rest });
  });

  it('is none within a word or without a host', () => {
    for (const source of ['xhttps://x.test', 'https://', 'https://...']) {
      expect(blocks(source).every(({ attributes }) => attributes?.link === undefined)).toBe(true);
    }
  });

  it('is linked in time that grows with its length alone', () => {
    const source = `https://x.test/${'('.repeat(50_000)}${')'.repeat(50_000)}${'.'.repeat(50_000)}`;
    expect(blocksToMarkdown(blocks(source))).toContain('https://x.test/');
  });
});
