/**
 * One block of a comment's `comment` array: a run of text with inline attributes, a "\n" that carries the format of the
 * line before it, or an object such as a mention. See https://developer.clickup.com/docs/comment-formatting
 */
export interface CommentBlock {
  text?: string;
  type?: string;
  attributes?: Record<string, unknown>;
  user?: { id: number; username?: string | null; email?: string | null };
  emoticon?: { code: string };
  image?: Record<string, unknown>;
  [key: string]: unknown;
}

/** Finds the person behind a name, e-mail or id as written after `@`; undefined leaves the text as it is. */
export type MentionResolver = (name: string) => { id: number; username: string } | undefined;

export const STYLES = ['bold', 'italic', 'strike', 'underline'] as const;
export type StyleName = (typeof STYLES)[number];

export interface Style {
  bold?: true;
  italic?: true;
  strike?: true;
  underline?: true;
  code?: true;
  link?: string;
}

/** A piece of a line: text in one style, or an object that Markdown writes as `atom`. */
export type Inline = { text: string; style: Style; block?: undefined } | { atom: string; block: CommentBlock };

export type LineFormat =
  | { kind: 'plain' | 'quote' }
  | { kind: 'header'; level: number }
  | { kind: 'list'; list: string; indent: number }
  | { kind: 'code'; language: string };

export interface Line {
  format: LineFormat;
  content: Inline[];
}

export function sameStyle(a: Style, b: Style): boolean {
  return a.code === b.code && a.link === b.link && STYLES.every((name) => a[name] === b[name]);
}

/** Joins neighbours of one style and drops empty pieces. */
export function mergeInlines(pieces: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.block) merged.push(piece);
    else if (piece.text === '') continue;
    else if (last && !last.block && sameStyle(last.style, piece.style)) last.text += piece.text;
    else merged.push({ text: piece.text, style: { ...piece.style } });
  }
  return merged;
}

/** A mention as a block; `text` is what ClickUp shows for it when read back. */
export function mentionInline(user: { id: number; username: string }): Inline {
  const name = user.username.replace(/[[\]\\\r\n]/g, '').trim() || String(user.id);
  return { atom: `@[${name}]`, block: { type: 'tag', text: `@${name}`, user: { id: user.id } } };
}

/** An image that ClickUp already hosts as a block, any other as a link: a foreign URL is not an attachment it can show. */
export function imageInline(alt: string, url: string, image?: Record<string, unknown>): Inline {
  const hosted = /^https:\/\/(?:[\w-]+\.)*(?:clickup-attachments\.com|clickup\.com)\/[^\s<>()]*$/i.test(url);
  const file = /([0-9a-f]{8}-[0-9a-f-]{27})(?:[./][^?#]*?)?(?:\.(\w{1,5}))?(?:[?#].*)?$/i.exec(url);
  const name = alt.replace(/[[\]\\\r\n]/g, '').trim();
  if (!hosted || !file) return { text: name || url, style: { link: url } };
  const extension = file[2] ?? 'png';
  const made = {
    id: `${file[1]}.${extension}`,
    name: name || 'image',
    title: name || 'image',
    type: extension,
    extension,
    url,
  };
  return {
    atom: `![${name || 'image'}](${url})`,
    block: { type: 'image', text: name || 'image', image: image ?? made },
  };
}
