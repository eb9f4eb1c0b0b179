import type { Database, DatabaseOptions } from './database.js';

/** Opens PostgreSQL where an address is given, else the embedded database. Each loads its package when it is opened. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return (await import('./postgres.js')).openPostgres({ ...options, url: options.url });
  return (await import('./embedded.js')).openEmbedded(options);
}
