import type { JSONRPCRequest } from '@modelcontextprotocol/sdk/types.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { ListedTool } from '../runtime/tool.js';
import { metaKeys } from './revision.js';

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
  unsupportedRevision: -32022,
} as const;

/** What a server says of itself and offers. */
export interface Offer {
  serverInfo: { name: string; version: string; title?: string };
  capabilities: object;
  instructions: string;
  listing: readonly ListedTool[];
}

export interface RpcError {
  code: number;
  message: string;
  data?: unknown;
}

type Reply = { result: object } | { error: RpcError };

/** How long a client may keep a list: it changes only when the server is started otherwise. */
const listTtlMs = 300_000;

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
  const wrong = [metaKeys.client, metaKeys.capabilities].find((key) => !isPlainObject(meta[key]));
  if (wrong === undefined) return undefined;
  const problem = meta[wrong] === undefined ? 'missing' : 'invalid';
  return {
    code: codes.invalidParams,
    message: `_meta of a request has ${wrong}, an object; here it is ${problem}`,
    data: { envelope: { key: wrong, problem } },
  };
}

/** The name that a request's client gives itself. */
export function clientNamed(params: Record<string, unknown> = {}): string | undefined {
  const meta = (params._meta ?? {}) as Record<string, { name?: unknown } | undefined>;
  const name = meta[metaKeys.client]?.name;
  return typeof name === 'string' ? name : undefined;
}

/** Brings a result into the form of the revision. */
export function completed(result: object, { serverInfo }: Pick<Offer, 'serverInfo'>): object {
  const { _meta, ...rest } = result as { _meta?: object };
  return { ...rest, resultType: 'complete', _meta: { ..._meta, [metaKeys.server]: serverInfo } };
}

/** Answers everything but calls. */
export function answerStateless({ method }: Pick<JSONRPCRequest, 'method'>, offer: Offer): Reply {
  const { capabilities, instructions, listing } = offer;
  const kept = { ttlMs: listTtlMs, cacheScope: 'private' };
  if (method === 'server/discover') {
    const said = { supportedVersions: statelessRevisions, capabilities, instructions };
    return { result: completed({ ...said, ...kept }, offer) };
  }
  if (method === 'tools/list') return { result: completed({ tools: listing, ...kept }, offer) };
  return { error: { code: codes.methodNotFound, message: `This server has no method ${method}` } };
}
