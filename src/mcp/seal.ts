import { fromBase64Url, toBase64Url } from '../runtime/base64.js';

/** Makes a value unreadable and unchangeable for those it is handed to. */
export interface Seal {
  close(value: object): Promise<string>;
  /** The value; undefined for a text that was not sealed so. */
  open(text: string): Promise<unknown>;
}

/**
 * AES-GCM with a key made of `secret`; `bound` says what a sealed text is for, and it opens for nothing else.
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 */
export async function sealFor(secret: string, bound: string): Promise<Seal> {
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(secret));
  const key = await crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const about = (iv: Uint8Array<ArrayBuffer>) => ({ name: 'AES-GCM', iv, additionalData: bytesOf(bound) });
  return {
    async close(value) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const sealed = await crypto.subtle.encrypt(about(iv), key, bytesOf(JSON.stringify(value)));
      return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    async open(text) {
      try {
        const bytes = fromBase64Url(text);
        const [iv, sealed] = [bytes.slice(0, ivBytes), bytes.slice(ivBytes)];
        const value = await crypto.subtle.decrypt(about(iv), key, sealed);
        return JSON.parse(new TextDecoder().decode(value)) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

const ivBytes = 12;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
