import { isPlainObject } from '../../runtime/plain-object.js';
import { embedInline, tableLines } from './embeds.js';
import { linkUrls, UNSAFE_LINK } from './markdown-inline.js';
import {
  type CommentBlock,
  type Inline,
  imageInline,
  type Line,
  type LineFormat,
  mentionInline,
  mergeInlines,
  STYLES,
  type Style,
} from './model.js';

/**
 * Splits blocks, as ClickUp sends them, into lines. Formats that Markdown does not know are dropped; text, addresses, files
 * and ids never are. What is no block at all is passed over.
 */
export function linesOfBlocks(blocks: readonly unknown[]): Line[] {
  const lines: Line[] = [];
  let content: Inline[] = [];
  const end = (attributes: Record<string, unknown>): void => {
    const format = formatOf(attributes);
    lines.push({
      format,
      content: format.kind === 'code' ? mergeInlines(content) : linkBareUrls(mergeInlines(content)),
    });
    content = [];
  };
  for (const block of blocks.filter(isPlainObject) as CommentBlock[]) {
    const table = tableLines(block);
    if (table) {
      if (content.length > 0) end({});
      for (const row of table) lines.push({ format: { kind: 'plain' }, content: [{ atom: row, block }] });
      continue;
    }
    const object = objectInline(block);
    if (object) {
      content.push(object);
      continue;
    }
    const attributes = isPlainObject(block.attributes) ? block.attributes : {};
    const parts = (typeof block.text === 'string' ? block.text : '').split(/\r\n|[\n\r]/);
    parts.forEach((text, index) => {
      if (index > 0) end(attributes);
      content.push({ text, style: styleOf(attributes) });
    });
  }
  if (content.length > 0) end({});
  return lines;
}

function linkBareUrls(content: readonly Inline[]): Inline[] {
  const pieces = content.flatMap((piece) => {
    if (piece.block || piece.style.link !== undefined || piece.style.code) return [piece];
    return linkUrls(piece.text).map((part) =>
      part.block ? part : { ...part, style: { ...piece.style, ...part.style } },
    );
  });
  return mergeInlines(pieces);
}

function objectInline(block: CommentBlock): Inline | undefined {
  const text = typeof block.text === 'string' ? block.text : '';
  switch (block.type) {
    case 'tag': {
      const id = block.user?.id;
      if (id === undefined || id === null) return undefined;
      return mentionInline({
        id,
        username: block.user?.username || text.replace(/^@/, '') || block.user?.email || String(id),
      });
    }
    case 'emoticon':
      return { text: emojiOf(block.emoticon?.code) ?? text, style: {} };
    case 'image': {
      const url = block.image?.url ?? block.image?.thumbnail_large;
      const name = block.image?.name ?? block.image?.title ?? text;
      return typeof url === 'string' && url !== '' ? imageInline(String(name), url, block.image) : embedInline(block);
    }
    default:
      return block.type === undefined || plainTypes.has(block.type) ? undefined : embedInline(block);
  }
}

/** Types that say no more than the text beside them. */
const plainTypes: ReadonlySet<string> = new Set(['text', 'paragraph']);

function emojiOf(code: unknown): string | undefined {
  const points =
    (typeof code === 'string' ? code : undefined)?.split('-').map((part) => Number.parseInt(part, 16)) ?? [];
  const valid = points.length > 0 && points.every((point) => point > 0x1f && point <= 0x10ffff);
  return valid ? String.fromCodePoint(...points) : undefined;
}

function styleOf(attributes: Record<string, unknown>): Style {
  const style: Style = {};
  for (const name of STYLES) if (attributes[name]) style[name] = true;
  if (attributes.code) style.code = true;
  const link = typeof attributes.link === 'string' ? attributes.link.trim() : '';
  if (link !== '' && !UNSAFE_LINK.test(link)) {
    style.link = link.replace(/\s/g, '%20').replaceAll('<', '%3C').replaceAll('>', '%3E');
  }
  return style;
}

function formatOf(attributes: Record<string, unknown>): LineFormat {
  const language = inner(attributes, 'code-block');
  if (language !== undefined) return { kind: 'code', language: language.replace(/[^\w+#.-]/g, '') || 'plain' };
  const level = Math.trunc(Number(inner(attributes, 'header') ?? 0));
  if (level > 0) return { kind: 'header', level: Math.min(level, 6) };
  const list = inner(attributes, 'list');
  if (list !== undefined)
    return { kind: 'list', list, indent: Math.max(0, Math.trunc(Number(attributes.indent)) || 0) };
  return { kind: inner(attributes, 'blockquote') === undefined ? 'plain' : 'quote' };
}

// Line formats come bare ("header": 2), wrapped ("list": {"list": "bullet"}) or empty ("blockquote": {}).
function inner(attributes: Record<string, unknown>, name: string): string | undefined {
  const value = attributes[name];
  if (value === undefined || value === null || value === false) return undefined;
  if (typeof value !== 'object') return String(value);
  const wrapped = (value as Record<string, unknown>)[name];
  return wrapped === undefined || wrapped === null ? '' : String(wrapped);
}
