import { invalidInput } from '../../runtime/errors.js';
import { mentionResolver, mentionsIn, settleLoose } from '../comment/comment-text.js';
import { mentionAt } from '../comment/markdown-inline.js';
import type { Context } from '../context.js';
import { members } from '../people/members.js';
import { longestText, longestTitle } from './model.js';

/** Markdown as Chat takes it, and the names of the people that it mentions. */
export interface MessageText {
  content: string;
  mentioned: string[];
}

/** What mentions are not looked for in, or an @ that may begin one. Each part stops where it would begin anew. */
const OPAQUE_OR_AT = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|`[^`\n]*`|(?<!@)\[[^[\]\n]*\]\([^()\s]*\)|https?:\/\/\S+|@/g;

/**
 * Checks a text and writes its mentions as Chat does, as links: `[@Ada Byron](#user_mention#81234567)`. An @name that
 * means nobody stays text, which is said in a note; @[Name] is refused; code and links stay as they are.
 */
export async function messageText(ctx: Context, markdown: string, parameter: string): Promise<MessageText> {
  if (markdown.trim() === '') {
    throw invalidInput(`${parameter} is empty`, {
      parameter,
      value: markdown,
      suggestion: 'Write the message as Markdown; @name mentions a person.',
    });
  }
  checkLength(markdown, longestText, parameter);
  const text = markdown.includes('@')
    ? await linkMentions(ctx, markdown, parameter)
    : { content: markdown, mentioned: [] };
  checkLength(text.content, longestText, parameter);
  return text;
}

async function linkMentions(ctx: Context, markdown: string, parameter: string): Promise<MessageText> {
  const people = await members(ctx);
  const resolve = mentionResolver(people);
  const mentioned = new Set<string>();
  const words = mentionsIn(markdown);
  const loose: string[] = [];
  let content = '';
  let done = 0;
  const pattern = new RegExp(OPAQUE_OR_AT);
  for (let found = pattern.exec(markdown); found; found = pattern.exec(markdown)) {
    if (found[0] !== '@') continue;
    const mention = mentionAt(markdown, found.index, resolve);
    if (!mention) {
      const name = words.get(found.index);
      if (name !== undefined) loose.push(name);
      continue;
    }
    const name = mention.user.username.replace(/[[\]\\\r\n]/g, '').trim();
    content += `${markdown.slice(done, found.index)}[@${name}](#user_mention#${mention.user.id})`;
    done = mention.end;
    pattern.lastIndex = done;
    mentioned.add(name);
  }
  settleLoose(ctx, loose, people, parameter);
  return { content: content + markdown.slice(done), mentioned: [...mentioned] };
}

/** The text of a message as callers write it: with mentions as `@[Name]`. */
export const readText = (content: string): string =>
  content.replace(/\[@([^\]\n]+)\]\(#user_mention#-?\d+\)/g, '@[$1]');

/** Refuses a title that ClickUp would not take. */
export function checkTitle(title: string): void {
  if (title.trim() === '') {
    throw invalidInput('title is empty', { parameter: 'title', value: title, suggestion: 'Give the post a title.' });
  }
  checkLength(title, longestTitle, 'title');
}

function checkLength(text: string, most: number, parameter: string): void {
  if (text.length <= most) return;
  const figure = (count: number) => count.toLocaleString('en');
  throw invalidInput(
    `${parameter} has ${figure(text.length)} characters, and ClickUp takes at most ${figure(most)}; nothing was sent`,
    { parameter, suggestion: 'Shorten it, or send it in parts.' },
  );
}
