import type { Deps } from '../deps.js';
import type { SessionRow } from '../store/rows.js';

/** The browsers in which a person is signed in, newest first. */
export async function sessionsOf({ store, clock }: Deps, person_id: string): Promise<SessionRow[]> {
  const rows = await store.as('server', (tx) =>
    tx.find('sessions', { person_id }, { by: 'created_at', descending: true }),
  );
  return rows.filter(({ expires_at }) => expires_at > clock.now());
}

/** Signs a person out of one browser, or, without its id, of all of them. */
export const endSessions = ({ store }: Deps, person_id: string, id?: string): Promise<unknown> =>
  store.as('server', (tx) => tx.remove('sessions', { person_id, ...(id !== undefined && { id }) }));
