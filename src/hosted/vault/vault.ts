import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type KeyRing, keyBytes, type RingKey } from './key-ring.js';

/** Where a secret lies. It opens there alone: moved to another tenant, row or column it does not. */
export interface Place {
  readonly tenant: string;
  readonly row: string;
  readonly column: string;
}

/** A record that cannot be opened: another key, another place, or changed. What it holds is lost until somebody signs in again. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

const version = 'v1';
/** https://csrc.nist.gov/pubs/sp/800/38/d/final 5.2.1.1 and 5.2.1.2 */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals secrets for the database. Each record is encrypted with a data key of its own, which a key of the ring wraps:
 * `v1:<id of that key>:<data key, wrapped>:<secret, encrypted>`. What is wrong with a record is never said beyond that.
 */
export class Vault {
  constructor(private readonly ring: KeyRing) {}

  /** The ids of its keys, the one that encrypts first. */
  get keyIds(): readonly string[] {
    return this.ring.ids;
  }

  seal(secret: string, place: Place): string {
    const dataKey = randomBytes(keyBytes);
    const record = [
      this.wrap(dataKey, this.ring.primary, place),
      encoded(encrypt(dataKey, Buffer.from(secret), of(place))),
    ];
    dataKey.fill(0);
    return record.join(':');
  }

  /** The secret of a record. Throws an UnreadableError. */
  open(record: string, place: Place): string {
    const { dataKey, sealed } = this.unwrap(record, place);
    return decrypt(dataKey, sealed, of(place)).toString('utf8');
  }

  /** Wraps the data key of a record anew with the first key of the ring; undefined where it is so already. The secret stays encrypted. */
  rewrap(record: string, place: Place): string | undefined {
    if (keyIdOf(record) === this.ring.primary.id) return undefined;
    const { dataKey, sealed } = this.unwrap(record, place);
    return `${this.wrap(dataKey, this.ring.primary, place)}:${encoded(sealed)}`;
  }

  private wrap(dataKey: Buffer, key: RingKey, place: Place): string {
    return `${version}:${key.id}:${encoded(encrypt(key.bytes, dataKey, of(place, key.id)))}`;
  }

  private unwrap(record: string, place: Place): { dataKey: Buffer; sealed: Buffer } {
    const [form, id = '', wrapped = '', sealed = ''] = record.split(':');
    const key = this.ring.get(id);
    if (form !== version || !key) throw new UnreadableError('The record needs a key that the ring does not have');
    return {
      dataKey: decrypt(key.bytes, Buffer.from(wrapped, 'base64url'), of(place, id)),
      sealed: Buffer.from(sealed, 'base64url'),
    };
  }
}

/** The id of the key that wraps a record. */
export const keyIdOf = (record: string): string => record.split(':')[1] ?? '';

/** What a ciphertext is bound to. The id of the key is bound where it wraps: bound to the secret too, no key could be replaced without opening it. */
const of = ({ tenant, row, column }: Place, keyId?: string): Buffer =>
  Buffer.from(JSON.stringify(['clickup-tools vault', version, tenant, row, column, ...(keyId ? [keyId] : [])]));

const encoded = (bytes: Buffer): string => bytes.toString('base64url');

function encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new UnreadableError('The record is cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(bound).setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new UnreadableError('The record does not belong here, or was changed');
  }
}
