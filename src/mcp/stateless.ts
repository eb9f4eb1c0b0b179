import { isPlainObject } from '../runtime/plain-object.js';
import type { ListedTool } from '../runtime/tool.js';
import { metaKeys, revisionNamed } from './revision.js';

/**
 * Revisions without a handshake: each request says which it speaks, for whom and what the client can do.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic
 */
export const statelessRevisions = ['2026-07-28'] as const;

/** Codes that JSON-RPC has, and those of the revision. */
export const codes = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  headerMismatch: -32020,
  missingCapability: -32021,
  unsupportedRevision: -32022,
} as const;

/** What a server says of itself and offers. */
export interface Offer {
  serverInfo: { name: string; version: string; title?: string };
  capabilities: object;
  instructions: string;
  listing: readonly ListedTool[];
  /** Whether a client that has connected is told that the list of tools is there. */
  signalsReady: boolean;
  /** Hears what a client that asks what there is calls itself. */
  onClient?: ((name: string) => void) | undefined;
}

export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}

type Reply = { result: object } | { error: RpcError };

/** What is wrong with how a request says what it speaks. */
export function envelopeProblem(params: Record<string, unknown> = {}): RpcError | undefined {
  const meta = (params._meta ?? {}) as Record<string, unknown>;
  const revision = String(meta[metaKeys.revision]);
  if (!statelessRevisions.some((known) => known === revision)) {
    return {
      code: codes.unsupportedRevision,
      message: `This server does not speak revision ${revision}`,
      data: { supported: statelessRevisions, requested: revision },
    };
  }
  // A client need not say who it is.
  const isWrong = (key: string) => !isPlainObject(meta[key]) && (key !== metaKeys.client || meta[key] !== undefined);
  const wrong = [metaKeys.client, metaKeys.capabilities].find(isWrong);
  if (wrong === undefined) return undefined;
  const problem = meta[wrong] === undefined ? 'missing' : 'invalid';
  return {
    code: codes.invalidParams,
    message: `_meta of a request has ${wrong}, an object; here it is ${problem}`,
    data: { envelope: { key: wrong, problem } },
  };
}

/** What a request says of its client, and the revision that it speaks. */
export function saidBy(params: Record<string, unknown>): {
  clientName?: string;
  revision: string | undefined;
  capabilities: object | undefined;
} {
  const meta = params._meta as Record<string, { name?: unknown } | undefined>;
  const name = meta[metaKeys.client]?.name;
  return {
    ...(typeof name === 'string' && { clientName: name }),
    revision: revisionNamed(params),
    capabilities: meta[metaKeys.capabilities],
  };
}

/** Milliseconds that a client may keep an answer: a list changes only when the server is started otherwise. */
const ttlMs: Readonly<Record<string, number>> = {
  'server/discover': 300_000,
  'tools/list': 300_000,
  'prompts/list': 300_000,
  'resources/list': 300_000,
  'resources/templates/list': 300_000,
  // What was read may have been written since, by the same client even.
  'resources/read': 0,
};

/** Brings a result into the form of the revision. */
export function completed(method: string, result: object, { serverInfo }: Pick<Offer, 'serverInfo'>): object {
  const { _meta, ...rest } = result as { _meta?: object };
  const kept = Object.hasOwn(ttlMs, method) && { ttlMs: ttlMs[method], cacheScope: 'private' };
  return { resultType: 'complete', ...kept, ...rest, _meta: { ..._meta, [metaKeys.server]: serverInfo } };
}

/** Answers what nobody else does. */
export function answerStateless(method: string, params: Record<string, unknown>, offer: Offer): Reply {
  const { capabilities, instructions, listing, onClient } = offer;
  const { clientName } = saidBy(params);
  if (clientName !== undefined) onClient?.(clientName);
  if (method === 'server/discover') {
    const said = { supportedVersions: statelessRevisions, capabilities, instructions };
    return { result: completed(method, said, offer) };
  }
  if (method === 'tools/list') return { result: completed(method, { tools: listing }, offer) };
  return { error: { code: codes.methodNotFound, message: `This server has no method ${method}` } };
}
