import type { HostedSettings } from '../settings/hosted-settings.js';
import { memoryStore } from './memory-store.js';
import type { Store } from './store.js';

/**
 * The store that the settings name, its schema brought up to date: PostgreSQL, an embedded database, or memory.
 *
 * @example
 * const store = await openStore(readHostedSettings(process.env));
 */
export async function openStore({ store, databaseUrl, dataDir }: HostedSettings): Promise<Store> {
  if (store === 'memory') return memoryStore();
  const [{ openDatabase }, { sqlStore }] = await Promise.all([
    import('../../db/open-database.js'),
    import('./sql-store.js'),
  ]);
  return sqlStore(await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataDir }));
}
