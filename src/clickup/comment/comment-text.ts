import { invalidInput } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import type { Context } from '../context.js';
import { fold } from '../match-name.js';
import { type Member, members, nameOf, nearestMember } from '../people/members.js';
import { type CommentBlock, markdownToBlocks } from './blocks.js';

/** An @ that begins a word: what is left of mentions in the finished text. */
const mention = /(?<![\p{L}\p{N}@./-])@(?:\[[^[\]]+\]|[\p{L}\p{N}._-]*[\p{L}\p{N}])/gu;

/** Markdown as the blocks of a comment. An @name that means nobody stays text, which is said in a note; @[Name] is refused. */
export async function commentText(ctx: Context, markdown: string, parameter: string): Promise<CommentBlock[]> {
  if (markdown.trim() === '') {
    throw invalidInput(`${parameter} is empty`, {
      parameter,
      value: markdown,
      suggestion: 'Write the comment as Markdown; @name mentions a person.',
    });
  }
  if (!markdown.includes('@')) return markdownToBlocks(markdown);
  const people = await members(ctx);
  const blocks = markdownToBlocks(markdown, { mentions: mentionResolver(people) });
  settleLoose(ctx, looseMentions(blocks), people, parameter);
  return blocks;
}

/**
 * Says which words with an @ mean nobody and so stay text. Throws ValidationError for one in brackets, which can only be
 * meant as a mention.
 */
export function settleLoose(
  { note }: Pick<Context, 'note'>,
  names: readonly string[],
  people: readonly Member[],
  parameter: string,
): void {
  const bracketed = names.find((name) => name.startsWith('@['));
  if (bracketed !== undefined) throw noSuchPerson(bracketed, people, parameter);
  const left = [...new Set(names)].join(', ');
  if (left) note(`${left} stays plain text: nobody, or more than one person, has this name. Use @[Full Name].`);
}

function noSuchPerson(mention: string, people: readonly Member[], parameter: string) {
  const near = nearestMember(mention.slice(2, -1).trim(), people);
  return invalidInput(`${mention} mentions nobody: no person, or more than one, has this name`, {
    parameter,
    value: mention,
    suggestion: withHint(
      near ? `Did you mean @[${near}]? Nothing was sent` : 'Write @[Full Name]; nothing was sent',
      'user.find',
      'lists everyone',
    ),
  });
}

/** The mentions that a text may hold, by where each begins. */
export const mentionsIn = (text: string): Map<number, string> =>
  new Map([...text.matchAll(mention)].map((found) => [found.index, found[0]]));

/** Finds a full name, an e-mail address, or a first name that only one person has. */
export function mentionResolver(people: readonly Member[]) {
  let longer = '';
  return (name: string) => {
    const wanted = fold(name);
    const exact = people.find(({ username, email }) => [username, email].some((text) => text && fold(text) === wanted));
    // The longest reading is tried first: "@Priya Sharma" must not become Priya Nair.
    const isWhole = !(longer.startsWith(`${name} `) && /^\p{Lu}/u.test(longer.slice(name.length + 1)));
    longer = name.length < longer.length ? longer : name;
    const first = isWhole ? people.filter(({ username }) => fold(username?.split(/\s+/)[0] ?? '') === wanted) : [];
    const member = exact ?? (first.length === 1 ? first[0] : undefined);
    if (member) longer = '';
    return member && { id: member.id, username: member.username ?? member.email ?? String(member.id) };
  };
}

/** Mentions left in the text, lines of code aside; a line's format stands on the newline that ends it. */
function looseMentions(blocks: readonly CommentBlock[]): string[] {
  let line: string[] = [];
  const found: string[] = [];
  for (const { type, text = '', attributes = {} } of blocks) {
    if (text === '\n') {
      if (attributes['code-block'] === undefined) found.push(...line);
      line = [];
    } else if (type === undefined && !attributes.code && !attributes.link) {
      line.push(...mentionsIn(text).values());
    }
  }
  return [...found, ...line];
}

/** The names of the people that a comment really mentions, each once. */
export function mentionedIn(ctx: Context, blocks: readonly CommentBlock[]): Promise<string[]> {
  const ids = new Set(blocks.flatMap(({ type, user }) => (type === 'tag' && user ? [user.id] : [])));
  return Promise.all([...ids].map((id) => nameOf(ctx, id)));
}
