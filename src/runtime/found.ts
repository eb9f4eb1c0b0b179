import { type ClickUpError, clickUpError } from './errors.js';

/** What a look-up found. */
export type Found =
  | { readonly kind: 'made'; readonly response: Response }
  /** `at`: when it was looked for, by our clock. */
  | { readonly kind: 'none'; readonly at: number }
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unclear'; readonly why: string };

/** An object that could be the one. */
export interface Candidate {
  id: string;
  name?: string;
  url?: string;
  created?: string;
}

/** The error of a lost answer, with what the look-up found. */
export function withFound(error: ClickUpError, found: Exclude<Found, { kind: 'made' }>): ClickUpError {
  const { said, details } = told(found);
  return clickUpError('UNKNOWN_OUTCOME', `${error.message}; ${said}`, {
    suggestion: error.advice,
    details: { ...error.details, ...details },
    cause: error.cause,
  });
}

function told(found: Exclude<Found, { kind: 'made' }>): { said: string; details: Record<string, unknown> } {
  if (found.kind === 'none') {
    const at = new Date(found.at).toISOString();
    return { said: `it was not there when looked for at ${at}`, details: { looked_at: at } };
  }
  if (found.kind === 'unclear') return { said: found.why, details: {} };
  const { candidates } = found;
  const names = candidates.map(({ id, name }) => (name ? `${id} (${name})` : id)).join(', ');
  return { said: `it could be any of ${names}`, details: { candidates } };
}
