import { invalidInput } from '../../runtime/errors.js';
import { matchName, sameName } from '../match-name.js';

/** A heading of a Markdown text and what stands below it, up to the next heading of its level or above. */
export interface Section {
  name: string;
  level: number;
  /** Offsets in the text: of the heading, of what follows it, and of the end. */
  start: number;
  body: number;
  end: number;
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/;
const fence = /^ {0,3}(```|~~~)/;

/** The sections of a text, in order; a `#` inside a fenced block is no heading. */
export function sectionsOf(text: string): Section[] {
  const found: Section[] = [];
  let fenced: string | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const next = offset + line.length + 1;
    const mark = fence.exec(line)?.[1];
    if (mark) fenced = fenced === undefined ? mark : fenced === mark ? undefined : fenced;
    const [, hashes = '', title = ''] = (fenced === undefined && !mark && heading.exec(line)) || [];
    if (hashes) {
      const level = hashes.length;
      for (const open of found) if (open.end === text.length && open.level >= level) open.end = offset;
      found.push({ name: bare(title), level, start: offset, body: Math.min(next, text.length), end: text.length });
    }
    offset = next;
  }
  return found;
}

/** The section with this heading; throws ValidationError with the headings there are. */
export function findSection(text: string, name: string): Section {
  const sections = sectionsOf(text);
  if (sections.length === 0) {
    throw invalidInput('The page has no headings', {
      parameter: 'section',
      value: name,
      suggestion: 'Leave section out for the page as a whole.',
    });
  }
  const wanted = name.replace(/^#+\s*/, '');
  if (sections.filter((section) => sameName(section.name, wanted)).length > 1) {
    throw invalidInput(`The page has several headings ${JSON.stringify(wanted)}`, {
      code: 'AMBIGUOUS_REFERENCE',
      parameter: 'section',
      value: name,
      suggestion: 'Name a section around it, or leave section out and give the whole page.',
    });
  }
  return matchName(wanted, sections, { parameter: 'section', noun: 'heading', place: 'The page' });
}

/** How new text meets what is there. */
export type EditMode = 'replace' | 'append' | 'prepend';

/** The whole text with one section changed; its heading stays. */
export function editSection(text: string, { body, end }: Section, mode: EditMode, added: string): string {
  const before = text.slice(0, body).trimEnd();
  const after = text.slice(end).trimStart();
  const own = text.slice(body, end).trim();
  const changed = joinTexts(mode, own, added.trim());
  return [before, changed, after].filter((part) => part !== '').join('\n\n');
}

/** Two texts as the mode says, a blank line between them. */
export function joinTexts(mode: EditMode, own: string, added: string): string {
  const parts = mode === 'replace' ? [added] : mode === 'append' ? [own, added] : [added, own];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A heading as people say it: without emphasis, links and code marks. */
const bare = (title: string): string => title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`~]/g, '');
