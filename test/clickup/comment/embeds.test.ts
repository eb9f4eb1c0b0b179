import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksToMarkdown } from '../../../src/clickup/comment/blocks.js';

fc.configureGlobal({ seed: 20261005 });

describe('what a comment holds besides text', () => {
  it('a table is a table', () => {
    const cells = { '1:1': { content: [{ insert: 'Plan' }] }, '2:1': { content: [{ insert: 'Pro | a\nb' }] } };
    const table = { type: 'table-embed', 'table-embed': { rows: [{}, {}], columns: [{}, {}], cells } };
    expect(blocksToMarkdown([{ text: 'Prices:' }, table, { text: 'That is all' }])).toBe(
      'Prices:\n| Plan |  |\n| --- | --- |\n| Pro \\| a b |  |\nThat is all',
    );
  });

  it.each([
    [
      'a mention of an address',
      [{ text: 'PR: ' }, { type: 'link_mention', link_mention: { url: 'https://git.example/pull/8' }, text: '' }],
      'PR: https://git.example/pull/8',
    ],
    ['a bookmark', [{ type: 'bookmark', bookmark: { url: 'https://go.example.org/x' } }], 'https://go.example.org/x'],
    [
      'a mention of a task',
      [{ text: 'dup of ' }, { type: 'task_mention', task_mention: { task_id: '86c7p0tvt' }, text: 'Login broken' }],
      'dup of [Login broken](https://app.clickup.com/t/86c7p0tvt)',
    ],
    [
      'a file',
      [
        { text: 'file ' },
        {
          type: 'attachment',
          text: 'report.pdf',
          attachment: { title: 'report.pdf', url: 'https://t1.p.clickup-attachments.com/t1/u/report.pdf' },
        },
      ],
      'file [report.pdf](https://t1.p.clickup-attachments.com/t1/u/report.pdf)',
    ],
    [
      'a kind that nobody knows yet, with an address',
      [{ type: 'whiteboard', whiteboard: { title: 'Plan', href: 'https://x.test/wb' } }],
      '[Plan](https://x.test/wb)',
    ],
    [
      'a kind with an id alone',
      [{ type: 'doc_mention', doc_mention: { doc_id: '8cdxy-902' } }],
      'doc_mention 8cdxy-902',
    ],
    ['a kind with an id and words', [{ type: 'view', view: { id: '6-1' }, text: 'Board' }], 'Board (6-1)'],
    ['a kind with words alone', [{ type: 'button', button: { label: 'Approve' } }], 'Approve'],
    ['an address that runs code', [{ type: 'bookmark', bookmark: { url: 'javascript:alert(1)', title: 'x' } }], 'x'],
    ['an image without an address', [{ type: 'image', image: { id: 'a1' }, text: 'plan.png' }], 'plan.png (a1)'],
    [
      'a mention of somebody without a user name',
      [{ type: 'tag', user: { id: 7, username: null, email: 'a@x.test' } }],
      '@[a@x.test]',
    ],
    ['nothing where a block belongs', [null, { text: 'a' }, 7, 'x', []], 'a'],
    [
      'an emoji whose code is no text',
      [{ text: 'a' }, { type: 'emoticon', emoticon: { code: 7 }, text: ' :)' }],
      'a :)',
    ],
  ])('%s is kept', (_, blocks, markdown) => {
    expect(blocksToMarkdown(blocks)).toBe(markdown);
  });

  it('of any kind never throws, and never loses its address', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.stringMatching(/^[a-z]{3,12}$/), fc.anything(), (blocks, type, odd) => {
        const url = `https://x.test/${type}`;
        const markdown = blocksToMarkdown([...blocks, { type, [type]: { url, odd } }, { type, url, attributes: odd }]);
        if (!['tag', 'emoticon', 'image', 'text', 'paragraph'].includes(type)) expect(markdown).toContain(url);
      }),
    );
  });
});
