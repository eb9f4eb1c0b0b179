import type { Deps } from '../deps.js';

/** Names by ids of people; an id that is not one of somebody stays itself. */
export async function namesOf({ store }: Deps, ids: readonly string[]): Promise<(id: string) => string> {
  const people = ids.length > 0 ? await store.as('server', (tx) => tx.find('people', { id: { in: ids } })) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
