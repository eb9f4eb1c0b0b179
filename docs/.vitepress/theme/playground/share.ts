import type { JsonObject } from '../catalog-tool.js';

/** What a link carries. */
export interface Shared {
  readonly input: JsonObject;
  readonly fault?: string;
  readonly debug?: boolean;
}

const key = '#try=';

/** The part of an address behind the page: `#try={...}`. */
export const hashOf = (shared: Shared): string => key + encodeURIComponent(JSON.stringify(shared));

/** What a hash carries; undefined for one that is not ours or that was cut short. */
export function sharedOf(hash: string): Shared | undefined {
  if (!hash.startsWith(key)) return undefined;
  try {
    const value: unknown = JSON.parse(decodeURIComponent(hash.slice(key.length)));
    const input = (value as Partial<Shared> | null)?.input;
    return typeof input === 'object' && input !== null ? (value as Shared) : undefined;
  } catch {
    return undefined;
  }
}
