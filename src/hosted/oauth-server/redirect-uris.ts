import { isLoopback } from '../../config/loopback.js';

/** Schemes that run or show what they are given, and those that have no owner. */
const never = /^(javascript|data|vbscript|file|about|blob|filesystem|view-source|ws|wss|ftp|mailto|http)$/;

/** Whether codes may be sent there: https, this machine, or the scheme of an app. @see https://www.rfc-editor.org/rfc/rfc8252#section-7 */
export function isRedirectUri(text: string): boolean {
  if (text.length > 2_000 || !URL.canParse(text) || text.includes('#')) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return isLoopback(hostname);
  return /^[a-z][a-z0-9+.-]+:$/.test(protocol) && !never.test(protocol.slice(0, -1));
}

/** Whether an address is a registered one: the same text, but for the port on this machine, of which an app takes a free one. */
export function isRegistered(given: string, registered: readonly string[]): boolean {
  return isRedirectUri(given) && registered.some((each) => each === given || withoutPort(each) === withoutPort(given));
}

function withoutPort(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'http:' || !isLoopback(url.hostname)) return text;
  url.port = '';
  return url.href;
}

/** Where a form may lead in the end, as `form-action` has it: the origin, or the scheme of an app. */
export function formTargetOf(redirectUri: string): string {
  const { protocol, origin } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? origin : protocol;
}
