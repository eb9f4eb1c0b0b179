import { objectAt } from '../../runtime/wire.js';
import { type Fields, settings, text, value } from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, gone, remove, update } from '../rows.js';

const inView = (answer: Wire) => objectAt(answer, 'view');

const theView = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('GetView', { view_id: path.view_id ?? '' });
  return answer && inView(answer);
};

const fields: Fields = {
  name: text('name'),
  type: value('type'),
  parent: value('parent'),
  ...Object.fromEntries(
    ['grouping', 'divide', 'sorting', 'filters', 'columns', 'team_sidebar', 'settings'].map((name) => [
      name,
      settings(name),
    ]),
  ),
};

const newView = create('view', {
  by: 'DeleteView',
  as: 'view_id',
  in: inView,
  read: (view_id) => ({ id: 'GetView', path: { view_id } }),
  fields,
});

export const views = {
  CreateFolderView: newView,
  CreateListView: newView,
  CreateSpaceView: newView,
  CreateTeamView: newView,
  UpdateView: {
    ...update('view', theView, fields),
    // What a body leaves out is taken as not set: the whole view is written again.
    inverse(sent, view) {
      if (!view) return { none: 'what was there before cannot be read' };
      const body = Object.fromEntries(Object.keys(fields).map((name) => [name, view[name]]));
      return { steps: [{ id: 'UpdateView', path: sent.path, body }] };
    },
  },
  DeleteView: remove('view', gone, theView),
} satisfies Record<string, Row>;
