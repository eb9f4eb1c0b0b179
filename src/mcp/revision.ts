import { isPlainObject } from '../runtime/plain-object.js';

/** Keys of `_meta`, by what they hold. */
export const metaKeys = {
  revision: 'io.modelcontextprotocol/protocolVersion',
  client: 'io.modelcontextprotocol/clientInfo',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
  server: 'io.modelcontextprotocol/serverInfo',
  logLevel: 'io.modelcontextprotocol/logLevel',
  subscription: 'io.modelcontextprotocol/subscriptionId',
} as const;

/** The revision that a message names; undefined for one of the time of handshakes. */
export function revisionNamed(params: unknown): string | undefined {
  const meta = isPlainObject(params) ? params._meta : undefined;
  const revision = isPlainObject(meta) ? meta[metaKeys.revision] : undefined;
  return typeof revision === 'string' ? revision : undefined;
}

/** Whether a client with these capabilities can show a person a form; without modes it means forms. */
export function showsForms(capabilities: object | undefined): boolean {
  const { elicitation } = (capabilities ?? {}) as { elicitation?: { form?: object; url?: object } };
  return elicitation !== undefined && (elicitation.url === undefined || elicitation.form !== undefined);
}
