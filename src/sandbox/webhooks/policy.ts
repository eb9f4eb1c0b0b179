/**
 * Where webhooks may deliver to, and with what.
 *
 * @example
 * const webhooks: WebhookOptions = { allow: ['hooks.example.com'], timeout: 2_000 };
 * const sandbox = createSandbox({ webhooks });
 */
export interface WebhookOptions {
  /** Hosts besides this machine's own, e.g. `hooks.example.com` or `example.com:8443`; `*` for all. Default none. */
  readonly allow?: readonly string[];
  /** Delivers. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Real ms before the second attempt, doubled before each further one. Default 250; ClickUp's own pauses are unknown. */
  readonly retryDelay?: number;
  /** Real ms until an attempt counts as failed. Default 7000. */
  readonly timeout?: number;
}

const loopback = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether the sandbox delivers to this URL: http or https, to this machine or to a host that was allowed. */
export function deliverable(endpoint: string, { allow = [] }: WebhookOptions): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, host } = new URL(endpoint);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return loopback.test(hostname) || allow.some((one) => one === '*' || one === hostname || one === host);
}

/** Names that belong to nobody, for documentation: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const reserved = /\.example$/;

/** Whether a webhook may be made for this URL. Nothing is ever sent to a reserved host: every delivery to one fails. */
export const registrable = (endpoint: string, options: WebhookOptions): boolean =>
  deliverable(endpoint, options) || (URL.canParse(endpoint) && reserved.test(new URL(endpoint).hostname));
