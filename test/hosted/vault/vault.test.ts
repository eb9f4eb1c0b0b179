import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveKeys } from '../../../src/hosted/vault/derived-keys.js';
import { readKeyRing, weaknessOf } from '../../../src/hosted/vault/key-ring.js';
import { keyIdOf, type Place, UnreadableError, Vault } from '../../../src/hosted/vault/vault.js';

const key = (byte: number) => Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + byte * 11 + at * at) % 256));
const ringText = (...ids: number[]) => ids.map((id) => `k${id}:${key(id).toString('base64')}`).join(',');
const ring = (...ids: number[]) => readKeyRing(ringText(...ids));
const place: Place = { tenant: '9011', row: 'g1', column: 'token' };
const token = '81230001_5d0c8f6bb1c3442fa1b2c3d4e5f60718293a4b5c';

describe('the key ring', () => {
  it('encrypts with its first key and knows the others', () => {
    const { primary, ids, get } = ring(2, 1);
    expect(primary.id).toBe('k2');
    expect(ids).toEqual(['k2', 'k1']);
    expect(get('k1')?.bytes).toEqual(key(1));
    expect(get('k9')).toBeUndefined();
  });

  it.each([
    ['', 'key 1 is not <id>:<key in base64>'],
    ['correct horse battery staple', 'key 1 is not'],
    [`a:${Buffer.alloc(16, 7).toString('base64')}`, 'key a has 16 bytes, not 32'],
    [`a:${Buffer.alloc(32).toString('base64')}`, 'key a repeats itself'],
    [`a:${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`, 'key a repeats itself'],
    [`a:${Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64')}`, 'key a counts up or down'],
    [`a:${Buffer.from('Jack found sixty quarts of vim!?').toString('base64')}`, 'key a is readable text'],
    [
      `a:${Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex').toString('base64')}`,
      'key a is a published example',
    ],
    [`${ringText(1)},${ringText(1)}`, 'two keys are called k1'],
  ])('refuses %j', (text, problem) => {
    expect(() => readKeyRing(text)).toThrow(problem);
    const secret = text.split(':')[1];
    try {
      readKeyRing(text);
    } catch (error) {
      expect(JSON.stringify(error)).toContain('HOSTED_ENCRYPTION_KEYS');
      if (secret) expect(JSON.stringify(error)).not.toContain(secret);
    }
  });

  it('takes every key that was made at random', () => {
    for (let times = 0; times < 2_000; times++) expect(weaknessOf(randomBytes(32))).toBeUndefined();
  });
});

describe('the vault', () => {
  it('opens what it sealed, and never seals twice alike', () => {
    const vault = new Vault(ring(1));
    const [one, other] = [vault.seal(token, place), vault.seal(token, place)];
    expect(one).not.toBe(other);
    expect(one).not.toContain(token);
    expect(one).toMatch(/^v1:k1:/);
    expect([vault.open(one, place), vault.open(other, place)]).toEqual([token, token]);
  });

  it.each([
    ['tenant', { ...place, tenant: '9012' }],
    ['row', { ...place, row: 'g2' }],
    ['column', { ...place, column: 'name' }],
  ])('does not open what was moved to another %s', (_, elsewhere) => {
    const vault = new Vault(ring(1));
    const record = vault.seal(token, place);
    expect(() => vault.open(record, elsewhere)).toThrow(UnreadableError);
  });

  it('does not open what was changed, byte by byte', () => {
    const vault = new Vault(ring(1));
    const record = vault.seal('a', place);
    const [form, id, wrapped = '', sealed = ''] = record.split(':');
    for (const [part, at] of [[wrapped, 2] as const, [sealed, 3] as const]) {
      const bytes = Buffer.from(part, 'base64url');
      for (let index = 0; index < bytes.length; index++) {
        const changed = Buffer.from(bytes);
        changed[index]! ^= 1;
        const parts = [form, id, wrapped, sealed];
        parts[at] = changed.toString('base64url');
        expect(() => vault.open(parts.join(':'), place)).toThrow(UnreadableError);
      }
    }
  });

  it.each(['', 'v1', 'v2:k1:a:b', 'v1:k1::', token])('does not open %j', (record) => {
    expect(() => new Vault(ring(1)).open(record, place)).toThrow(UnreadableError);
  });

  it('says nothing of a secret in its errors', () => {
    const vault = new Vault(ring(1));
    const record = vault.seal(token, place);
    try {
      vault.open(record, { ...place, tenant: 'x' });
    } catch (error) {
      expect(`${error}${(error as Error).stack}`).not.toContain(record.split(':')[2]);
    }
  });

  it('goes over to a new key without opening a secret, after which the old one may go', () => {
    const old = new Vault(ring(1));
    const record = old.seal(token, place);
    const both = new Vault(ring(2, 1));
    expect(both.open(record, place)).toBe(token);
    const moved = both.rewrap(record, place)!;
    expect(keyIdOf(moved)).toBe('k2');
    expect(moved.split(':')[3]).toBe(record.split(':')[3]);
    expect(both.rewrap(moved, place)).toBeUndefined();
    const after = new Vault(ring(2));
    expect(after.open(moved, place)).toBe(token);
    expect(() => after.open(record, place)).toThrow(UnreadableError);
    expect(() => both.rewrap(record, { ...place, row: 'g2' })).toThrow(UnreadableError);
  });
});

describe('the derived keys', () => {
  it('differ by purpose and by root, and stay the same', () => {
    const keys = deriveKeys(key(1));
    expect(keys.hash('lookup', 'a')).toBe(deriveKeys(key(1)).hash('lookup', 'a'));
    const all = [
      keys.hash('lookup', 'a'),
      keys.hash('browser', 'a'),
      keys.hash('lookup', 'b'),
      deriveKeys(key(2)).hash('lookup', 'a'),
    ];
    expect(new Set(all).size).toBe(4);
    expect(all[0]).toMatch(/^[\w-]{43}$/);
  });

  it('tell a hash from all others', () => {
    const keys = deriveKeys(key(1));
    const hash = keys.hash('form', 'a');
    expect(keys.matches('form', 'a', hash)).toBe(true);
    for (const wrong of ['', hash.slice(1), keys.hash('form', 'b'), keys.hash('audit', 'a')])
      expect(keys.matches('form', 'a', wrong)).toBe(false);
  });
});
