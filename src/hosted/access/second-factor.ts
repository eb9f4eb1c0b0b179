import { invalidInput } from '../../runtime/errors.js';

/** What a link wants besides its address, where that is no key or token of its Workspace. */
export type OtherFactor = 'oauth' | `mtls_header:${string}`;

const takes =
  'none, api_key, oauth, or mtls_header: with the fingerprint that the proxy says of a client certificate behind it';

/** Reads `require_second`, and `require_api_token_auth`, which is `api_key`. */
export function readSecond(
  value: unknown,
  wantsKey: boolean,
): { secondFactor: boolean; second?: { second: OtherFactor } } {
  if (value === undefined || value === 'none') return { secondFactor: wantsKey };
  if (value === 'api_key') return { secondFactor: true };
  if (value === 'oauth') return { secondFactor: true, second: { second: 'oauth' } };
  const fingerprint = typeof value === 'string' ? /^mtls_header:([\w:.=,/ +-]{8,200})$/.exec(value)?.[1] : undefined;
  if (fingerprint) return { secondFactor: true, second: { second: `mtls_header:${bare(fingerprint)}` } };
  const suggestion = `Give ${takes}.`;
  throw invalidInput(`require_second is not ${takes}`, { parameter: 'require_second', value, suggestion });
}

/** The same as it was asked for. */
export const secondOf = ({
  second_factor,
  config,
}: {
  second_factor: boolean;
  config: { second?: OtherFactor };
}): string => (second_factor ? (config.second ?? 'api_key') : 'none');

/** Whether a certificate is the one that is wanted; fingerprints are written with colons and without. */
export const isCertificate = (wanted: OtherFactor, shown: string | undefined): boolean =>
  shown !== undefined && wanted === `mtls_header:${bare(shown)}`;

const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').trim().toLowerCase();
