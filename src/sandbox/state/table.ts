type KeyOf<T> = (row: T) => string | readonly string[] | null;

/**
 * Rows by id, with secondary indexes that follow every write. Rows are replaced, never mutated, so a row that
 * was handed out stays as it was; every listing comes in order of first insertion.
 */
export class Table<T extends { readonly id: string }, K extends string = never> {
  private readonly rows = new Map<string, T>();
  private readonly order = new Map<string, number>();
  private readonly indexes: Array<{ name: K; keyOf: KeyOf<T>; ids: Map<string, Set<string>> }>;
  private counter = 0;

  constructor(indexes: Record<K, KeyOf<T>> = {} as Record<K, KeyOf<T>>) {
    this.indexes = (Object.keys(indexes) as K[]).map((name) => ({ name, keyOf: indexes[name], ids: new Map() }));
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: string): T | undefined {
    return this.rows.get(id);
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  /** Adds the row, or replaces the one with its id. */
  put(row: T): T {
    const before = this.rows.get(row.id);
    if (!before) this.order.set(row.id, this.counter++);
    this.rows.set(row.id, row);
    this.reindex(row.id, before, row);
    return row;
  }

  /** Replaces some properties of an existing row and returns the new row. */
  patch(id: string, changes: Partial<T>): T {
    const before = this.rows.get(id);
    if (!before) throw new Error(`No row ${id} to change`);
    return this.put({ ...before, ...changes });
  }

  remove(id: string): boolean {
    const before = this.rows.get(id);
    if (!before) return false;
    this.rows.delete(id);
    this.order.delete(id);
    this.reindex(id, before, undefined);
    return true;
  }

  all(): T[] {
    return [...this.rows.values()];
  }

  /** Rows whose index `name` holds `key`. */
  by(name: K, key: string): T[] {
    const ids = this.index(name).ids.get(key);
    if (!ids) return [];
    const out: T[] = [];
    let last = -1;
    let sorted = true;
    for (const id of ids) {
      const position = this.order.get(id) ?? 0;
      if (position < last) sorted = false;
      last = position;
      out.push(this.rows.get(id) as T);
    }
    return sorted ? out : out.sort((a, b) => (this.order.get(a.id) ?? 0) - (this.order.get(b.id) ?? 0));
  }

  /** How many rows index `name` holds under `key`, without collecting them. */
  count(name: K, key: string): number {
    return this.index(name).ids.get(key)?.size ?? 0;
  }

  clear(): void {
    this.rows.clear();
    this.order.clear();
    this.counter = 0;
    for (const index of this.indexes) index.ids.clear();
  }

  load(rows: readonly T[]): void {
    this.clear();
    for (const row of rows) this.put(row);
  }

  private index(name: K) {
    const found = this.indexes.find((index) => index.name === name);
    if (!found) throw new Error(`No index ${name}`);
    return found;
  }

  private reindex(id: string, before: T | undefined, after: T | undefined): void {
    for (const { keyOf, ids } of this.indexes) {
      const old = before ? keysOf(keyOf(before)) : [];
      const fresh = after ? keysOf(keyOf(after)) : [];
      for (const key of old) {
        if (fresh.includes(key)) continue;
        const set = ids.get(key);
        set?.delete(id);
        if (set?.size === 0) ids.delete(key);
      }
      for (const key of fresh) {
        const set = ids.get(key);
        if (set) set.add(id);
        else ids.set(key, new Set([id]));
      }
    }
  }
}

function keysOf(key: string | readonly string[] | null): readonly string[] {
  if (key === null) return [];
  return typeof key === 'string' ? [key] : key;
}
