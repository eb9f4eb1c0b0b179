import { objectAt, rowsAt } from '../../runtime/wire.js';
import { type Fields, number, text, value, who } from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, gone, idQuery, remove, update } from '../rows.js';
import { plural } from './tasks.js';

const checklistIn = (task: Wire | undefined, id: string | undefined) =>
  rowsAt(task, 'checklists').find((row) => row.id === id);

/** A checklist, of the task that it was seen on. */
async function theChecklist({ path }: Sent, reads: Reads): Promise<Wire | undefined> {
  const id = path.checklist_id ?? '';
  const whole = await reads.whole('checklist', id);
  return whole && checklistIn(await reads.get('GetTask', { task_id: whole.id }), id);
}

const itemsOf = (row: Wire | undefined): Wire[] =>
  ['items', 'children'].flatMap((name) => rowsAt(row, name)).flatMap((item) => [item, ...itemsOf(item)]);

const theItem = async (sent: Sent, reads: Reads): Promise<Wire | undefined> =>
  itemsOf(await theChecklist(sent, reads)).find(({ id }) => id === sent.path.checklist_item_id);

const checklistFields: Fields = {
  name: text('name'),
  position: { ...number('orderindex'), restore: (before) => ({ position: before }) },
};

const itemFields: Fields = {
  name: text('name'),
  resolved: value('resolved'),
  parent: { ...value('parent'), of: ({ parent }) => parent ?? null },
  assignee: who('assignee'),
};

const lost = async (_sent: Sent, row: Wire | undefined) => plural(itemsOf(row).length, 'item');

const newItem: Row = {
  ...create('checklist item', { fields: itemFields }),
  read: theChecklist,
  async made(sent, made, reads) {
    return itemsOf(await theChecklist(sent, reads)).find(({ id }) => id === made);
  },
  // The answer is the whole checklist: what was not there before is new.
  inverse({ path }, before, answer) {
    if (!answer) return { steps: [{ id: 'DeleteChecklistItem', path }] };
    const known = new Set(itemsOf(before).map(({ id }) => id));
    const made = itemsOf(objectAt(answer, 'checklist')).filter(({ id }) => !known.has(id));
    const id = (before ? made : [newest(made)])[0]?.id;
    if (id === undefined) return { none: 'ClickUp did not say the id of what was made' };
    return { steps: [{ id: 'DeleteChecklistItem', path: { ...path, checklist_item_id: String(id) } }] };
  },
};

const newest = (items: readonly Wire[]): Wire | undefined =>
  [...items].sort((a, b) => Number(a.date_created) - Number(b.date_created)).at(-1);

export const checklists = {
  CreateChecklist: {
    ...create('checklist', {
      by: 'DeleteChecklist',
      as: 'checklist_id',
      in: (answer) => objectAt(answer, 'checklist'),
      fields: checklistFields,
    }),
    async made(sent, id, reads) {
      const task = await reads.get('GetTask', { task_id: sent.path.task_id ?? '' }, idQuery(sent));
      return checklistIn(task, id);
    },
  },
  EditChecklist: update('checklist', theChecklist, checklistFields),
  DeleteChecklist: remove('checklist', gone, theChecklist, { loses: lost }),
  CreateChecklistItem: newItem,
  EditChecklistItem: update('checklist item', theItem, itemFields),
  DeleteChecklistItem: remove('checklist item', gone, theItem, {
    loses: async (_sent, row) => plural(itemsOf(row).length, 'item below it', 'items below it'),
  }),
} satisfies Record<string, Row>;
