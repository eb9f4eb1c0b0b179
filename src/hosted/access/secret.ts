import { createHash, randomBytes } from 'node:crypto';

/** What the first letters of a secret say it is, so that a person, a log and a scanner of leaks can tell. */
export const prefixes = {
  link: 'cul_',
  key: 'cuk_',
  oauth: 'cua_',
  refresh: 'cur_',
  code: 'cuc_',
  api: 'cum_',
  session: 'cus_',
} as const;

export type SecretKind = keyof typeof prefixes;

const secretBytes = 32;
const form = /^(cu[a-z]_)([\w-]{43})([\w-]{4})$/;

/** Prefix, 32 random bytes, and 4 characters by which a scanner knows that it is none by chance. */
export function newSecret(kind: SecretKind): string {
  const body = randomBytes(secretBytes).toString('base64url');
  return `${prefixes[kind]}${body}${checksum(prefixes[kind], body)}`;
}

/** Whether a text has the form of a secret of one of the kinds; its checksum may be wrong. */
export const mayBeSecret = (text: string, ...kinds: readonly SecretKind[]): boolean =>
  form.test(text) && kinds.some((kind) => text.startsWith(prefixes[kind]));

/** Whether a text can be a secret of one of the kinds. It says nothing of whether there is such a one. */
export function isSecret(text: string, ...kinds: readonly SecretKind[]): boolean {
  const [, prefix = '', body = '', sum = ''] = form.exec(text) ?? [];
  return kinds.some((kind) => prefixes[kind] === prefix) && checksum(prefix, body) === sum;
}

const checksum = (prefix: string, body: string): string =>
  createHash('sha256').update(`${prefix}${body}`).digest('base64url').slice(0, 4);
