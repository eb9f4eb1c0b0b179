import { canonical } from '../runtime/canonical.js';
import type { Clock } from '../runtime/clock.js';
import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { type PlanTokens, type Subject, unplanned } from '../runtime/planning.js';
import type { Store } from '../runtime/store.js';

const stream = 'plans';
const keyStream = 'plan-key';

/** As long as a person may take to look at a plan. */
export const tokenMs = 10 * 60 * 1000;

/** What is kept of a plan: prints by which another is told apart, and the state against which it was made, without keys. */
interface Issued {
  readonly nonce: string;
  /** Epoch ms until which it holds. */
  readonly until: number;
  readonly tool: string;
  /** A print of each argument. */
  readonly input: Readonly<Record<string, string>>;
  /** A print of the requests, without the times in them. */
  readonly requests: string;
  readonly state: Subject['state'];
}

interface Used {
  readonly used: string;
}

/**
 * Tokens for plans: a number that is used once, and an HMAC-SHA256 over the call and the state that it was planned
 * against. Key and plans are kept in the store, so that another process on the same one takes a token too.
 */
export function planTokens(store: Store, clock: Clock, hide: <Value>(value: Value) => Value): PlanTokens {
  let key: Promise<CryptoKey> | undefined;
  const sign = async (text: string, bytes = 16): Promise<string> => {
    key ??= keyIn(store).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    const mac = await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(text));
    return base64(new Uint8Array(mac).slice(0, bytes));
  };
  const recordOf = async (nonce: string, until: number, { tool, input, requests, state }: Subject): Promise<Issued> => {
    const prints = Object.entries(input).map(async ([name, value]) => [name, await sign(canonical(value), 9)] as const);
    return {
      nonce,
      until,
      tool,
      input: Object.fromEntries(await Promise.all(prints)),
      requests: await sign(requests.map(withoutTimes).sort().join('\n'), 9),
      state: hide(state),
    };
  };
  const tokenOf = async (record: Issued) => `${record.nonce}.${await sign(canonical(record))}`;

  return {
    async issue(subject) {
      const nonce = base64(crypto.getRandomValues(new Uint8Array(9)));
      const record = await recordOf(nonce, clock.now() + tokenMs, subject);
      await store.append(stream, record);
      return tokenOf(record);
    },
    async accept(token, subject) {
      const nonce = token.split('.', 1)[0]!;
      await store.exclusively(`${stream} ${nonce}`, async () => {
        const records = (await store.read(stream)) as readonly (Issued | Used)[];
        const issued = records.findLast((record): record is Issued => 'nonce' in record && record.nonce === nonce);
        if (!issued || !isSame(await tokenOf(issued), token)) throw unknown();
        if (records.some((record) => 'used' in record && record.used === nonce)) throw used();
        if (clock.now() > issued.until) throw expired();
        const now = await recordOf(nonce, issued.until, subject);
        compare(issued, now);
        await store.append(stream, { used: nonce } satisfies Used);
      });
    },
  };
}

/** Throws where a call is not the one that was planned, or what it changes is not as it was. */
function compare(issued: Issued, now: Issued): void {
  if (issued.tool !== now.tool) throw otherInput(`the token is for ${issued.tool}`, []);
  const names = [...new Set([...Object.keys(issued.input), ...Object.keys(now.input)])];
  const differing = names.filter((name) => issued.input[name] !== now.input[name]);
  if (differing.length > 0)
    throw otherInput(`${differing.join(', ')} ${differing.length === 1 ? 'is' : 'are'} not as planned`, differing);
  const changes = differences(issued.state, now.state);
  if (changes.length > 0) throw changed(changes);
  if (issued.requests !== now.requests) throw changed(['a name in the call now stands for something else']);
}

/** What is not as it was, in words. */
function differences(was: Subject['state'], is: Subject['state']): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((what) => {
    const [before, now] = [was[what], is[what]];
    if (!before) return [`${what} was not part of it`];
    if (!now) return [`${what} is no longer part of it`];
    return [...new Set([...Object.keys(before), ...Object.keys(now)])]
      .filter((field) => before[field] !== now[field])
      .map(
        (field) => `${what}: ${field} was ${before[field] ?? 'as wanted'} and is ${now[field] ?? 'as wanted already'}`,
      );
  });
}

async function keyIn(store: Store): Promise<CryptoKey> {
  const text = await store.exclusively(keyStream, async () => {
    const [kept] = (await store.read(keyStream)) as readonly { key: string }[];
    if (kept) return kept.key;
    const made = base64(crypto.getRandomValues(new Uint8Array(32)));
    await store.append(keyStream, { key: made });
    return made;
  });
  const bytes = new TextEncoder().encode(text);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** For URLs and shells as it stands. */
const base64 = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** "In two hours" is another moment when it is confirmed; the words themselves are compared. */
const withoutTimes = (request: unknown): string => canonical(request).replace(/\b\d{13}\b/g, '0');

/** Compares all of both, so that the time tells nothing. */
function isSame(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let differs = 0;
  for (let i = 0; i < a.length; i++) differs |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return differs === 0;
}

const unknown = () => unplanned('confirm is not the token of a plan that was made here', { reason: 'unknown' });
const used = () => unplanned('This confirm_token was used already', { reason: 'used' });
const expired = () => unplanned('This confirm_token has expired: a plan holds for ten minutes', { reason: 'expired' });
const otherInput = (what: string, names: readonly string[]) =>
  unplanned(`This confirm_token confirms another call: ${what}`, {
    reason: 'other input',
    ...(names.length > 0 && { differs: names }),
  });

const changed = (changes: readonly string[]): ClickUpError =>
  clickUpError('CONFLICT', `What was planned has changed since: ${changes.slice(0, 5).join('; ')}`, {
    suggestion: 'Nothing was sent. Call it with dry_run: true again, and show the person the new plan.',
    details: { parameter: 'confirm', changed: changes },
  });
