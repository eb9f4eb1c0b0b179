import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { RingKey } from './key-ring.js';
import { Vault } from './vault.js';

/** What each key is for; a key is never used for two things. */
const purposes = ['lookup', 'browser', 'form', 'audit', 'state', 'records'] as const;

type Purpose = (typeof purposes)[number];

/** Makes and checks keyed hashes, each purpose with a key of its own. */
export interface DerivedKeys {
  /** Hash of a text, 43 characters; without the root nobody can tell which text it is of. */
  hash(purpose: Purpose, text: string): string;
  /** Whether a hash is that of the text; takes as long for one that is nearly right as for any other. */
  matches(purpose: Purpose, text: string, hash: string): boolean;
  /** Seals what is kept of calls, by a key that no rotation of the ring touches. */
  readonly records: Vault;
}

/**
 * Derives the keys of a server from its root secret. The root is not a key of the ring: it lies in the vault, so that links
 * outlive the rotation of the ring. @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function deriveKeys(root: Buffer): DerivedKeys {
  const keyFor = (purpose: Purpose) => Buffer.from(hkdfSync('sha256', root, '', `clickup-tools hosted ${purpose}`, 32));
  const keys = new Map(purposes.map((purpose) => [purpose, keyFor(purpose)]));
  const key: RingKey = { id: 'records', bytes: keys.get('records')! };
  const digest = (purpose: Purpose, text: string) => createHmac('sha256', keys.get(purpose)!).update(text).digest();
  return {
    hash: (purpose, text) => digest(purpose, text).toString('base64url'),
    matches: (purpose, text, hash) => {
      const [expected, given] = [digest(purpose, text), Buffer.from(hash, 'base64url')];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    records: new Vault({ primary: key, ids: [key.id], get: (id) => (id === key.id ? key : undefined) }),
  };
}
