import type { LookUp, Page, Row, Sent } from '../../runtime/look-up.js';
import { byDate, objectAt, type Rules, rowsAt, sameName } from './listing.js';

const checklist: LookUp = {
  read: 'GetTask',
  page: ({ path, query }, before) => (before ? undefined : { path, query }),
  rows: (answer) => rowsAt(answer, 'checklists'),
  isLike: sameName,
  ...byDate,
  answer: (row) => ({ checklist: row }),
};

const itemsOf = (row: Row): Row[] =>
  ['items', 'children'].flatMap((key) => rowsAt(row, key) ?? []).flatMap((item) => [item, ...itemsOf(item)]);

const checklistOf = (answer: unknown, { path }: Sent): Row | undefined =>
  rowsAt(answer, 'checklists')?.find(({ id }) => id === path.checklist_id);

/** The task that an address names, by whichever of its ids. */
function pageOfTask(url: string): Page[] {
  const { pathname, searchParams } = new URL(url);
  const task_id = /\/v2\/task\/([^/]+)/.exec(pathname)?.[1];
  if (task_id === undefined) return [];
  const query = Object.fromEntries(
    ['custom_task_ids', 'team_id'].flatMap((key) =>
      searchParams.has(key) ? [[key, searchParams.get(key) ?? '']] : [],
    ),
  );
  return [{ path: { task_id: decodeURIComponent(task_id) }, query }];
}

/** No read shows a checklist alone: the tasks are looked at that the call has read or written to. */
const checklistItem: LookUp = {
  read: 'GetTask',
  page(sent, before) {
    if (before && checklistOf(before.answer, sent)) return undefined;
    const tasks = new Map(sent.seen.flatMap((url) => pageOfTask(url)).map((page) => [page.path.task_id, page]));
    return [...tasks.values()].reverse()[before ? before.index + 1 : 0];
  },
  rows: (answer, sent) => (rowsAt(answer, 'checklists') ? itemsOf(checklistOf(answer, sent) ?? {}) : undefined),
  isLike: sameName,
  created: byDate.created,
  answer: (_, listing, sent) => ({ checklist: checklistOf(listing, sent) }),
  made: (answer, sent) =>
    itemsOf(objectAt(answer, 'checklist'))
      .filter((item) => sameName(item, sent))
      .map(({ id }) => id),
};

export const checklistRules = { CreateChecklist: checklist, CreateChecklistItem: checklistItem } satisfies Rules;
