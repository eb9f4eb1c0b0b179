import type { Predicate, Row } from './select.js';

/** A piece of advice: given where every tool that it names is served, and some tool that it is about. */
type Advice = string | { text: string; about: Predicate };

/** A line of advice: `lead`, what applies of `advice` with `separator` between, `end`. Left out when nothing applies. */
interface Line {
  lead?: string;
  advice: readonly Advice[];
  separator?: string;
  end?: string;
}

const writes: Predicate = ({ effect }) => effect !== 'read';
const deletes: Predicate = ({ effect }) => effect === 'delete';
const worksInBulk: Predicate = ({ name }) => name.endsWith('_bulk');

const lines: readonly Line[] = [
  { advice: ['ClickUp is a tree: Workspace > Space > Folder (optional) > List > task > subtask.'] },
  {
    lead: 'From a name to an id: ',
    advice: [
      'clickup_workspace_resolve takes a name, a path ("Engineering / Sprint 24"), a URL or a custom id',
      'clickup_workspace_get_hierarchy shows the tree',
      'clickup_user_find finds people',
    ],
    separator: '; ',
    end: '.',
  },
  {
    advice: [
      'What a List accepts (statuses, custom fields and their options, members, tags): clickup_list_get_options.',
    ],
  },
  {
    advice: [
      'Task arguments take ids, custom ids (OPS-42) or URLs.',
      'People: id, name, e-mail or "me".',
      'Dates: ISO 8601 or English ("next friday 17:00") in the user\'s zone.',
      'Durations: "1h 30m".',
      'workspace_id is needed only when the token reaches several.',
    ],
  },
  {
    advice: [
      { text: 'Every write takes dry_run: true and shows what it would send.', about: writes },
      { text: 'What destroys needs confirm: "yes"; ask the person first.', about: deletes },
    ],
  },
  {
    advice: [
      'Lists come as {columns, rows, same}: rows follow columns, "same" holds values that all rows share.',
      'next_cursor goes back in as cursor.',
      'detail: "full" gives every field.',
    ],
  },
  {
    advice: [
      { text: 'On UNKNOWN_OUTCOME read before you repeat.', about: writes },
      { text: 'For many tasks use the *_bulk tools.', about: worksInBulk },
    ],
  },
];

/** What every model should know before its first call, of the tools that are served: it names no other. */
export function instructionsFor(rows: readonly Row[]): string {
  const served = new Set(rows.map(({ name }) => name));
  const textOf = (advice: Advice): string[] => {
    const { text, about = () => true } = typeof advice === 'string' ? { text: advice } : advice;
    const named = text.match(/clickup_\w+/g) ?? [];
    return rows.some(about) && named.every((name) => served.has(name)) ? [text] : [];
  };
  return lines
    .map(({ lead = '', advice, separator = ' ', end = '' }) => {
      const texts = advice.flatMap(textOf);
      return texts.length > 0 ? `${lead}${texts.join(separator)}${end}` : '';
    })
    .filter(Boolean)
    .join('\n');
}
