import { blocksToMarkdown, type CommentBlock, markdownToBlocks } from '../../src/clickup/comment/blocks.js';

const people: Record<string, { id: number; username: string }> = {
  'ann smith': { id: 1, username: 'Ann Smith' },
  ann: { id: 2, username: 'Ann' },
  'bo@example.com': { id: 3, username: "Bo O'Neil" },
  "bo o'neil": { id: 3, username: "Bo O'Neil" },
};

const mentions = (name: string) => people[name.toLowerCase()];
/** Markdown in which two people, Ann and Ann Smith, and a third, known by name or address, can be mentioned. */
export const blocks = (markdown: string) => markdownToBlocks(markdown, { mentions });

/** What is left of Markdown after a way there and back. */
export const again = (markdown: string) => blocksToMarkdown(blocks(markdown));

export const text = (value: string, attributes: Record<string, unknown> = {}): CommentBlock => ({
  text: value,
  attributes,
});
export const newline = (attributes: Record<string, unknown> = {}): CommentBlock => text('\n', attributes);
export const tag = (id: number, name: string): CommentBlock => ({ type: 'tag', text: `@${name}`, user: { id } });
