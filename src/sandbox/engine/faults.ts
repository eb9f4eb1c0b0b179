import type { OperationId } from '../../../generated/operations.js';
import { Random } from '../random.js';
import type { Outgoing } from './exchange.js';

/**
 * What can go wrong on purpose. `reset-before` loses the request, `reset-after` only its answer; `duplicate` lets it arrive
 * twice, as a proxy that repeats does, and answers the first; `duplicate-delivery` sends each webhook that it causes twice.
 *
 * @example
 * const sandboxes = faultKinds.map((kind) => createSandbox({ faults: [{ kind, nth: 1 }] }));
 */
export const faultKinds = [
  '429',
  '500',
  '502',
  '503',
  'refused',
  'reset-before',
  'reset-after',
  'duplicate',
  'hang',
  'slow',
  'truncated-json',
  'html',
  'wrong-content-type',
  'duplicate-delivery',
] as const;

/**
 * The name of one thing that can go wrong.
 *
 * @example
 * const kind: FaultKind = 'reset-after';
 */
export type FaultKind = (typeof faultKinds)[number];

/**
 * One rule. Without `nth` and `share` it hits every request that it is about.
 *
 * @example
 * const rule: FaultRule = { kind: '429', operation: 'CreateTask', nth: 2, retryAfter: 1 };
 * const sandbox = createSandbox({ faults: [rule] });
 */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Only these operations. */
  readonly operation?: OperationId | readonly OperationId[];
  /** Only these HTTP methods. */
  readonly method?: string | readonly string[];
  /** Only the n-th request that the rule is about, counted from 1. */
  readonly nth?: number | readonly number[];
  /** Only this share of the requests it is about, 0 to 1, drawn from the sandbox's own sequence. */
  readonly share?: number;
  /** For `429`: seconds in `Retry-After`, or false to leave the header out. Default 60. */
  readonly retryAfter?: number | false;
  /** For `slow`: ms between the pieces of the body. Default 50. */
  readonly delayMs?: number;
}

const includes = <T>(wanted: T | readonly T[] | undefined, value: T): boolean =>
  wanted === undefined || (Array.isArray(wanted) ? wanted.includes(value) : wanted === value);

/** Decides per request which fault, if any, it meets; the first rule that applies wins. */
export class FaultPlan {
  private seen: number[];
  private readonly random: Random;

  constructor(
    readonly rules: readonly FaultRule[],
    private readonly seed: number,
  ) {
    this.seen = rules.map(() => 0);
    this.random = new Random(seed);
  }

  next(operation: string, method: string): FaultRule | null {
    let hit: FaultRule | null = null;
    for (const [i, rule] of this.rules.entries()) {
      if (!includes<string>(rule.operation, operation) || !includes(rule.method, method)) continue;
      const count = (this.seen[i] ?? 0) + 1;
      this.seen[i] = count;
      const drawn = rule.share === undefined || this.random.next() < rule.share;
      if (!hit && drawn && includes(rule.nth, count)) hit = rule;
    }
    return hit;
  }

  clear(): void {
    this.load({ seen: this.rules.map(() => 0), random: this.seed });
  }

  save(): { seen: number[]; random: number } {
    return { seen: [...this.seen], random: this.random.state };
  }

  load(saved: { readonly seen: readonly number[]; readonly random: number }): void {
    this.seen = this.rules.map((_, i) => saved.seen[i] ?? 0);
    this.random.state = saved.random;
  }
}

/** The error that `fetch` rejects with when a connection breaks (`ECONNRESET`) or is refused (`ECONNREFUSED`). */
export function networkError(code: 'ECONNRESET' | 'ECONNREFUSED'): TypeError {
  const cause = Object.assign(new Error(code === 'ECONNRESET' ? 'read ECONNRESET' : 'connect ECONNREFUSED'), { code });
  return Object.assign(new TypeError('fetch failed'), { cause });
}

/** Changes a finished answer as the rule says; other kinds leave it alone. */
export function corrupt(rule: FaultRule, answer: Outgoing): Outgoing {
  const text = typeof answer.body === 'string' ? answer.body : '';
  const typed = (type: string) => ({ ...answer.headers, 'content-type': `${type}; charset=utf-8` });
  switch (rule.kind) {
    case 'truncated-json':
      return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) || null };
    case 'html':
      // What stands in for an empty answer has a body, which 204 cannot have.
      return { status: answer.status === 204 ? 200 : answer.status, headers: typed('text/html'), body: challenge };
    case 'wrong-content-type':
      return { ...answer, headers: typed('text/plain') };
    case 'slow':
      return text === '' ? answer : { ...answer, body: trickle(text, rule.delayMs ?? 50) };
    default:
      return answer;
  }
}

const challenge = '<!DOCTYPE html><html><head><title>ClickUp</title></head><body>Just a moment</body></html>';

function trickle(text: string, delayMs: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  const size = Math.max(1, Math.ceil(bytes.length / 4));
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
