import { linesOfBlocks } from './block-lines.js';
import { parseInline } from './markdown-inline.js';
import { isBlank, listLevels, readLine } from './markdown-lines.js';
import { writeLines } from './markdown-write.js';
import type { CommentBlock, Line, LineFormat, MentionResolver } from './model.js';

export type { CommentBlock, MentionResolver } from './model.js';

/**
 * Turns Markdown into the blocks of a comment. `mentions` resolves `@Name With Spaces`, `@mail@example.com` and
 * `@[Name]`; what it does not know stays text. Each line of the source is one line of the comment.
 */
export function markdownToBlocks(markdown: string, options: { mentions?: MentionResolver } = {}): CommentBlock[] {
  return blocksOfLines(parseLines(markdown, options.mentions));
}

/** Turns the blocks of a comment, as written or as read back from the API, into Markdown; mentions become `@[Name]`. */
export function blocksToMarkdown(blocks: readonly unknown[]): string {
  return writeLines(linesOfBlocks(blocks));
}

function parseLines(markdown: string, mentions: MentionResolver | undefined): Line[] {
  const lines: Line[] = [];
  const levels = listLevels();
  let code: { fence: string; language: string } | undefined;
  for (const raw of markdown
    .replace(/^(?:[^\S\n\r]*[\n\r])+/, '')
    .trimEnd()
    .split(/\r\n|[\n\r]/)) {
    if (code) {
      const closing = raw.trim();
      if (closing.length >= code.fence.length && closing === code.fence[0]!.repeat(closing.length)) code = undefined;
      else lines.push({ format: { kind: 'code', language: code.language }, content: textLine(raw) });
      continue;
    }
    const { format, width, text } = readLine(raw);
    if (format.kind !== 'list' && !isBlank(format, text)) levels.reset();
    if (format.kind === 'fence') code = { fence: format.fence, language: text || 'plain' };
    else if (format.kind === 'list') {
      lines.push({ format: { ...format, indent: levels.enter(width) }, content: parseInline(text, mentions) });
    } else lines.push({ format, content: parseInline(text, mentions) });
  }
  return lines;
}

function textLine(text: string): Line['content'] {
  return text === '' ? [] : [{ text, style: {} }];
}

function blocksOfLines(lines: readonly Line[]): CommentBlock[] {
  return lines.flatMap(({ format, content }, index) => {
    const blocks: CommentBlock[] = content.map((piece) =>
      piece.block ? piece.block : { text: piece.text, attributes: { ...piece.style } },
    );
    const last = index === lines.length - 1 && format.kind === 'plain';
    return last ? blocks : [...blocks, { text: '\n', attributes: newlineAttributes(format) }];
  });
}

function newlineAttributes(format: LineFormat): Record<string, unknown> {
  switch (format.kind) {
    case 'plain':
      return {};
    case 'quote':
      return { blockquote: {} };
    case 'header':
      return { header: format.level };
    case 'list':
      return { list: { list: format.list }, ...(format.indent > 0 && { indent: format.indent }) };
    case 'code':
      return { 'code-block': { 'code-block': format.language } };
  }
}
