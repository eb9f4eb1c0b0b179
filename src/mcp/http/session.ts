import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { fromBase64Url, toBase64Url } from '../../runtime/base64.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import type { Introduction } from '../introduction.js';

const mostCharacters = 2_000;

/**
 * The id of a session: what the client said of itself, behind something that nobody guesses. Whoever gets its next request
 * reads it there, so that no process has to remember a client. It is no proof of anything, and opens nothing.
 */
export function sessionOf({ clientInfo, capabilities = {} }: Partial<Introduction>): string | undefined {
  const { elicitation, sampling, roots } = capabilities;
  const said = {
    clientInfo: { name: String(clientInfo?.name ?? ''), version: String(clientInfo?.version ?? '') },
    capabilities: { ...(elicitation && { elicitation }), ...(sampling && { sampling }), ...(roots && { roots }) },
  };
  const id = `${crypto.randomUUID()}.${toBase64Url(new TextEncoder().encode(JSON.stringify(said)))}`;
  return id.length > mostCharacters ? undefined : id;
}

/** What the id of a session says; undefined for one that is not of this server. */
export function introductionIn(id: string | null): Introduction | undefined {
  const [, packed] = id?.split('.') ?? [];
  if (packed === undefined || packed.length > mostCharacters) return undefined;
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(fromBase64Url(packed)));
    if (isPlainObject(said) && isPlainObject(said.clientInfo) && isPlainObject(said.capabilities))
      return said as unknown as Introduction;
  } catch {
    // Of another server.
  }
  return undefined;
}

type Listener = (message: JSONRPCMessage) => void;

/** Who waits for messages that come as requests of their own: the answers to questions. */
export class Waiting {
  private readonly listeners = new Map<string, Listener>();

  /** Calls `listener` with what comes under the name, until `forget`. */
  on(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }

  forget(name: string): void {
    this.listeners.delete(name);
  }

  /** Hands a message to the one who waits for it, if somebody does. */
  deliver(name: string, message: JSONRPCMessage): void {
    this.listeners.get(name)?.(message);
  }
}

/** The name of a request: that which its sender alone can give it. */
export const requestIn = (sender: string, session: string, id: unknown): string =>
  JSON.stringify([sender, session, id]);

/** Requests under way that their clients can cancel, by their names. */
export class Running {
  private readonly ends = new Map<string, () => void>();

  /** Calls `end` when the request is cancelled, until `off`. */
  on(name: string, end: () => void): void {
    this.ends.set(name, end);
  }

  off(name: string, end: () => void): void {
    if (this.ends.get(name) === end) this.ends.delete(name);
  }

  /** Whether there is such a request, which then is cancelled. */
  cancel(name: string): boolean {
    const end = this.ends.get(name);
    end?.();
    return end !== undefined;
  }
}
