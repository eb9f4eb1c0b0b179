import type { Param } from '../../db/database.js';

/** Collects the parameters of a statement while it is written. */
export class Params {
  readonly values: Param[] = [];

  /** Its place in the statement. */
  add(value: Param): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
