import { hash, Random } from './random.js';

const BASE36_5 = 36 ** 5;
const LETTERS_DIGITS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What must be kept of an id generator to continue it exactly. */
export interface IdsState {
  sequence: number;
  random: number;
}

/**
 * Makes ids in the forms that ClickUp uses. The sequence keeps them unique, a multiplication coprime to
 * the range makes them look unordered, and the same seed yields the same ids.
 */
export class Ids {
  private sequence = 1000;
  readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  private scrambled(multiplier: number, modulus: number): number {
    this.sequence += 1;
    return (this.sequence * multiplier) % modulus;
  }

  /** Task: nine lower-case alphanumerics, e.g. `86c1x9k2p`. */
  task(): string {
    return `86c2${this.scrambled(40503019, BASE36_5).toString(36).padStart(5, '0')}`;
  }

  /** Space, Folder or List: twelve digits. */
  place(): string {
    return `9017${String(this.scrambled(7919, 1e8)).padStart(8, '0')}`;
  }

  /** User or guest: an integer. */
  user(): number {
    return 88000000 + this.scrambled(7919, 1e6);
  }

  /** Comment: fourteen digits, still exact as a JSON number. */
  comment(): string {
    return `9017${String(this.scrambled(1299709, 1e10)).padStart(10, '0')}`;
  }

  /** Time entry: nineteen digits, more than a JSON number can hold. */
  timer(): string {
    return `42317${String(this.scrambled(15485863, 1e14)).padStart(14, '0')}`;
  }

  /** View, Doc or page: `<short>-<n>`. */
  short(): string {
    return `8cdxy-${this.scrambled(7919, 1e6)}`;
  }

  /** Template: `t-<digits>`. */
  template(): string {
    return `t-${90000000 + this.scrambled(7919, 1e6)}`;
  }

  uuid(): string {
    return this.random.uuid();
  }

  /** Status: `p<spaceId>_<8>` for a Space's own, `sc<listId>_<8>` for a List's. */
  status(prefix: 'p' | 'sc', placeId: string): string {
    return `${prefix}${placeId}_${this.random.chars(8, LETTERS_DIGITS)}`;
  }

  /** `length` characters for secrets and codes. */
  secret(length: number, alphabet: string = LETTERS_DIGITS): string {
    return this.random.chars(length, alphabet);
  }

  save(): IdsState {
    return { sequence: this.sequence, random: this.random.state };
  }

  load(state: IdsState): void {
    this.sequence = state.sequence;
    this.random.state = state.random;
  }
}

/** The id of a seed task, fixed by its key alone; generated tasks start with `86c2`, so the two never meet. */
export function seedTaskId(key: string): string {
  return `86c1${(hash(key) % BASE36_5).toString(36).padStart(5, '0')}`;
}
