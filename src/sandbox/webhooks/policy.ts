/**
 * Where webhooks may deliver to, and with what.
 *
 * @example
 * const webhooks: WebhookOptions = { allow: ['hooks.example.com'], timeout: 2_000 };
 * const sandbox = createSandbox({ webhooks });
 */
export interface WebhookOptions {
  /**
   * Hosts to deliver to besides this machine's own, e.g. `hooks.example.com` or `example.com:8443`; `*` for all. Default
   * none: webhooks of other hosts can be made, and nothing is sent to them.
   */
  readonly allow?: readonly string[];
  /** Delivers. Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Real ms before the second attempt, doubled before each further one. Default 250; ClickUp's own pauses are unknown. */
  readonly retryDelay?: number;
  /** Real ms until an attempt counts as failed. Default 7000. */
  readonly timeout?: number;
}

const loopback = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Hosts within a network of one's own: names without a dot, https://www.rfc-editor.org/rfc/rfc1918, link-local ones. */
const internal =
  /^([^.:]+|10(\.\d{1,3}){3}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|(192\.168|169\.254)(\.\d{1,3}){2}|\[(f[cd]|fe[89ab]).*\])$/;

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

/** Whether the sandbox delivers to this URL: http or https, to this machine or to a host that was allowed. */
export function deliverable(endpoint: string, { allow = [] }: WebhookOptions): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  const { hostname, host } = url;
  return (
    isWeb(url) && (loopback.test(hostname) || allow.some((one) => one === '*' || one === hostname || one === host))
  );
}

/** Whether a webhook may be made for this URL: as at ClickUp any that the internet can reach, and what is delivered to. */
export function registrable(endpoint: string, options: WebhookOptions): boolean {
  if (deliverable(endpoint, options)) return true;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return url !== undefined && isWeb(url) && !internal.test(url.hostname);
}
