import type { Deps } from '../deps.js';

/** Names by ids of people; an id that is not one of somebody stays itself. */
export async function namesOf({ store }: Deps, ids: readonly string[]): Promise<(id: string) => string> {
  return byId(ids.length > 0 ? await store.as('server', (tx) => tx.find('people', { id: { in: ids } })) : []);
}

/** Names by ids of links, keys and apps of a Workspace; of one that was purged its id is left. */
export async function accessNamesOf(
  { store }: Deps,
  tenant: string,
  ids: readonly string[],
): Promise<(id: string) => string> {
  return byId(ids.length > 0 ? await store.as({ tenant }, (tx) => tx.find('accesses', { id: { in: ids } })) : []);
}

function byId(rows: readonly { id: string; name: string }[]): (id: string) => string {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
