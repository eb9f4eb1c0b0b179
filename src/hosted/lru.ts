/** A map that remembers so many, and of these those that were used last. */
export class Lru<Value> {
  private readonly kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => Value): Value {
    const value = this.kept.get(key) ?? make();
    this.put(key, value);
    return value;
  }

  /** The value of a key, where there is one. */
  peek(key: string): Value | undefined {
    const value = this.kept.get(key);
    if (value !== undefined) this.put(key, value);
    return value;
  }

  put(key: string, value: Value): void {
    this.kept.delete(key);
    this.kept.set(key, value);
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
  }

  forget(key: string): void {
    this.kept.delete(key);
  }
}
