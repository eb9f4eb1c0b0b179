import type { ViewRow } from '../state/views.js';

/** A view, whole. */
export const presentView = (view: ViewRow) => ({
  id: view.id,
  name: view.name,
  type: view.type,
  parent: { id: view.parentId, type: view.parentType },
  ...view.parts,
  date_created: view.creatorId === null ? null : String(view.dateCreated),
  creator: view.creatorId === null ? null : Number(view.creatorId),
  visibility: 'public',
  protected: view.protected,
  orderindex: view.orderindex,
});
