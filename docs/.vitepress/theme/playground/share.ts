import type { JsonObject } from '../catalog-tool.js';

/** What a link carries. */
export interface Shared {
  readonly input: JsonObject;
  readonly fault?: string;
  readonly debug?: boolean;
}

const key = '#try=';

/** The part of an address behind the page: `#try=`, then JSON in base64url, which needs no escapes anywhere. */
export function hashOf(shared: Shared): string {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const text = btoa(String.fromCharCode(...bytes));
  return key + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What a hash carries; undefined for one that is not ours or that was cut short. */
export function sharedOf(hash: string): Shared | undefined {
  if (!hash.startsWith(key)) return undefined;
  try {
    const text = atob(hash.slice(key.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const input = (value as Partial<Shared> | null)?.input;
    return typeof input === 'object' && input !== null ? (value as Shared) : undefined;
  } catch {
    return undefined;
  }
}
