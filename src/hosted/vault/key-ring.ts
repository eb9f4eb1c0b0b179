import { invalidInput } from '../../runtime/errors.js';

/** A key that encrypts data keys, and the name under which records say that they need it. */
export interface RingKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys of a server. The first one encrypts what is new; the others still open what they encrypted. */
export interface KeyRing {
  readonly primary: RingKey;
  readonly ids: readonly string[];
  get(id: string): RingKey | undefined;
}

/** AES-256. */
export const keyBytes = 32;

const how = 'Make one with: clickup-hosted keys new';

/**
 * Reads `id:base64[,id:base64...]`. Throws a ValidationError that says which key is wrong and why, and never repeats it.
 *
 * @example
 * const ring = readKeyRing(`2026-11:${randomBytes(32).toString('base64')}`);
 */
export function readKeyRing(text: string, setting = 'HOSTED_ENCRYPTION_KEYS'): KeyRing {
  const refuse = (why: string, suggestion = how) =>
    invalidInput(`${setting}: ${why}`, { suggestion: `${suggestion}.`, parameter: setting });
  const keys = new Map<string, RingKey>();
  for (const [at, part] of text.split(',').entries()) {
    const [, id, encoded] = /^\s*([\w.-]{1,32}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(part) ?? [];
    if (id === undefined || encoded === undefined)
      throw refuse(`key ${at + 1} is not <id>:<key in base64>`, 'Write each as 2026-11:<base64>, with commas between');
    if (keys.has(id)) throw refuse(`two keys are called ${id}`, 'Give each an id of its own');
    const bytes = Buffer.from(encoded, 'base64');
    const weakness = weaknessOf(bytes);
    if (weakness) throw refuse(`key ${id} ${weakness}`);
    keys.set(id, { id, bytes });
  }
  const [primary] = keys.values();
  return { primary: primary!, ids: [...keys.keys()], get: (id) => keys.get(id) };
}

/** Of 32 random bytes at least 21 differ in all but one of 10^7 keys; of repeated or typed ones fewer do. */
const leastDifferent = 20;

/** Keys that stand in standards, and so in many examples. https://csrc.nist.gov/pubs/sp/800/38/a/final F.1.5 */
const published: ReadonlySet<string> = new Set(['603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4']);

/** Why bytes are no key that was made at random, in words that follow its name. */
export function weaknessOf(bytes: Buffer): string | undefined {
  if (bytes.length !== keyBytes) return `has ${bytes.length} bytes, not ${keyBytes}`;
  if (published.has(bytes.toString('hex'))) return 'is a published example';
  if (new Set(bytes).size < leastDifferent) return 'repeats itself';
  const steps = bytes.map((byte, at) => (byte - (bytes[at - 1] ?? byte) + 256) % 256).subarray(1);
  if (new Set(steps).size < 3) return 'counts up or down';
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is readable text, such as a pass phrase';
  return undefined;
}
