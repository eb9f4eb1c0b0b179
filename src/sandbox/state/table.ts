type KeyOf<T> = (row: T) => string | readonly string[] | null;

/** Where rows stand that have a key in common. */
interface Index<T, K> {
  readonly name: K;
  readonly keyOf: KeyOf<T>;
  /** Built when it is first asked for: most are not, in the life of most sandboxes. */
  ids: Map<string, Set<string>> | undefined;
}

/**
 * Rows by id, with secondary indexes that follow every write. Rows are replaced, never mutated, so a row that
 * was handed out stays as it was; every listing comes in order of first insertion.
 */
export class Table<T extends { readonly id: string }, K extends string = never> {
  private rows = new Map<string, T>();
  /** True while `rows` belong to others too; they are copied before the first write. */
  private isShared = false;
  /** The place of each id in the order of insertion; built with the first index. */
  private order: Map<string, number> | undefined;
  private counter = 0;
  private readonly indexes: Index<T, K>[];

  constructor(indexes: Record<K, KeyOf<T>> = {} as Record<K, KeyOf<T>>) {
    this.indexes = (Object.keys(indexes) as K[]).map((name) => ({ name, keyOf: indexes[name], ids: undefined }));
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
    this.own();
    const before = this.rows.get(row.id);
    if (!before) this.order?.set(row.id, this.counter++);
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
    this.own();
    this.rows.delete(id);
    this.order?.delete(id);
    this.reindex(id, before, undefined);
    return true;
  }

  all(): T[] {
    return [...this.rows.values()];
  }

  /** Rows whose index `name` holds `key`. */
  by(name: K, key: string): T[] {
    const ids = this.index(name).get(key);
    if (!ids) return [];
    const order = this.places();
    const out: T[] = [];
    let last = -1;
    let sorted = true;
    for (const id of ids) {
      const position = order.get(id) ?? 0;
      if (position < last) sorted = false;
      last = position;
      out.push(this.rows.get(id) as T);
    }
    return sorted ? out : out.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  }

  /** How many rows index `name` holds under `key`, without collecting them. */
  count(name: K, key: string): number {
    return this.index(name).get(key)?.size ?? 0;
  }

  clear(): void {
    this.rows = new Map();
    this.isShared = false;
    this.forget();
  }

  load(rows: readonly T[]): void {
    this.clear();
    for (const row of rows) this.rows.set(row.id, row);
  }

  /** Holds the rows of others, who never change them, until it has to change them itself. */
  share(rows: Map<string, T>): void {
    this.rows = rows;
    this.isShared = true;
    this.forget();
  }

  private own(): void {
    if (!this.isShared) return;
    this.rows = new Map(this.rows);
    this.isShared = false;
  }

  private forget(): void {
    this.order = undefined;
    for (const index of this.indexes) index.ids = undefined;
  }

  private places(): Map<string, number> {
    if (!this.order) {
      this.counter = 0;
      this.order = new Map();
      for (const id of this.rows.keys()) this.order.set(id, this.counter++);
    }
    return this.order;
  }

  private index(name: K): Map<string, Set<string>> {
    const found = this.indexes.find((index) => index.name === name);
    if (!found) throw new Error(`No index ${name}`);
    if (!found.ids) {
      found.ids = new Map();
      for (const [id, row] of this.rows) for (const key of keysOf(found.keyOf(row))) add(found.ids, key, id);
    }
    return found.ids;
  }

  private reindex(id: string, before: T | undefined, after: T | undefined): void {
    for (const { keyOf, ids } of this.indexes) {
      if (!ids) continue;
      const old = before ? keysOf(keyOf(before)) : [];
      const fresh = after ? keysOf(keyOf(after)) : [];
      for (const key of old) {
        if (fresh.includes(key)) continue;
        const set = ids.get(key);
        set?.delete(id);
        if (set?.size === 0) ids.delete(key);
      }
      for (const key of fresh) add(ids, key, id);
    }
  }
}

function add(ids: Map<string, Set<string>>, key: string, id: string): void {
  const set = ids.get(key);
  if (set) set.add(id);
  else ids.set(key, new Set([id]));
}

function keysOf(key: string | readonly string[] | null): readonly string[] {
  if (key === null) return [];
  return typeof key === 'string' ? [key] : key;
}
