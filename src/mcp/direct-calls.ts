import type { Transport, TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  type JSONRPCMessage,
  type JSONRPCRequest,
  McpError,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import type { CancelSignal } from '../runtime/call.js';
import { lazily } from '../runtime/lazily.js';
import { metaKeys, revisionNamed } from './revision.js';
import type { Offer } from './stateless.js';

/** What the transport knows of who calls; over stdio, where there is one caller, nothing. */
export interface Caller extends Pick<MessageExtraInfo, 'authInfo' | 'requestInfo'> {
  sessionId?: string | undefined;
  /** What the client calls itself, where each request says so. */
  clientName?: string | undefined;
  /** The revision that the request names; none where a handshake did. */
  revision?: string | undefined;
  /** What the client can do, where each request says so. */
  capabilities?: object | undefined;
}

/** What a request may do while it is answered, and who made it. */
export interface CallExtra extends Caller {
  /** The id of the request. */
  id: RequestId;
  /** Aborts when the client cancels the call or goes away. */
  signal: CancelSignal;
  /** The least severe log messages that the client wants; undefined for none. */
  logLevel?: string | undefined;
  /** Tells the client something that belongs to the request. */
  notify(method: string, params: Record<string, unknown>): void;
  /** Tells the client how far it is; does nothing for clients that did not ask. */
  onProgress(progress: number, total: number, message?: string): void;
}

/** One call's switch. An AbortController would do, and cost more than everything else that is done for the call here. */
class Cancellation implements CancelSignal {
  aborted = false;
  /** Whether the client still waits for an answer. */
  isAwaited = true;
  private listener: (() => void) | undefined;

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listener = listener;
  }

  removeEventListener(): void {
    this.listener = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.listener?.();
  }
}

/**
 * `progress` must increase with each notification, also with one that only tells of a wait.
 * @see https://modelcontextprotocol.io/specification/2025-06-18/basic/utilities/progress
 */
const leastStep = 0.001;

/** Answers a request with its result; an McpError becomes the JSON-RPC error of its code. */
export type AnswerRequest = (method: string, params: Record<string, unknown>, extra: CallExtra) => Promise<object>;

const loadStateless = lazily(() => import('./stateless.js'));

/** What is answered here in every revision. */
const answeredHere = /^(tools\/call$|resources\/|prompts\/|completion\/)/;

/**
 * A transport that answers the list of tools, their calls, resources and prompts itself and leaves everything else to the SDK. The SDK holds
 * each message against four schemas on its way in and each result on its way out; for a call, whose input every tool checks and whose result
 * has one form, that would cost a third of all that is not the request to ClickUp.
 */
export class DirectCalls implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  private readonly running = new Map<unknown, Cancellation>();
  private onIdle: (() => void) | undefined;
  /** What `logging/setLevel` last said. */
  private logLevel: string | undefined;

  constructor(
    private readonly wire: Transport,
    private readonly answer: AnswerRequest,
    private readonly offer: Offer,
  ) {}

  get sessionId(): string | undefined {
    return this.wire.sessionId;
  }

  async start(): Promise<void> {
    this.wire.onmessage = (message, extra) => this.receive(message, extra);
    this.wire.onerror = (error) => this.onerror?.(error);
    this.wire.onclose = () => {
      for (const id of [...this.running.keys()]) this.cancel(id);
      this.onclose?.();
    };
    await this.wire.start();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.wire.send(message, options);
  }

  close(): Promise<void> {
    return this.wire.close();
  }

  /**
   * Resolves once all calls under way are answered. Those that have not ended after `graceMs` are cancelled, and
   * answered with what is known of them.
   */
  async drain(graceMs: number): Promise<void> {
    if (this.running.size === 0) return;
    const late = setTimeout(() => {
      for (const call of this.running.values()) call.abort();
    }, graceMs);
    await new Promise<void>((resolve) => {
      this.onIdle = resolve;
    });
    clearTimeout(late);
  }

  private receive(message: JSONRPCMessage, extra: MessageExtraInfo = {}): void {
    const { method, id, params = {} } = message as Partial<JSONRPCRequest>;
    if (method !== undefined && revisionNamed(params) !== undefined) {
      if (id === undefined) this.heed(method, params);
      else this.serveStateless({ method, id, params }, extra).catch((error: Error) => this.onerror?.(error));
      return;
    }
    if (method !== undefined && id !== undefined && answeredHere.test(method)) {
      this.serve({ method, id, params }, extra, {}).catch((error: Error) => this.onerror?.(error));
      return;
    }
    if (method === 'tools/list' && id !== undefined) {
      const listed = { jsonrpc: '2.0', id, result: { tools: this.offer.listing } } as unknown as JSONRPCMessage;
      this.send(listed, { relatedRequestId: id }).catch((error: Error) => this.onerror?.(error));
      return;
    }
    if (method === 'logging/setLevel') this.logLevel = String(params.level);
    if (method !== undefined && id === undefined) this.heed(method, params);
    this.onmessage?.(message, extra);
  }

  private heed(method: string, params: Record<string, unknown>): void {
    if (method === 'notifications/cancelled') this.cancel(params.requestId);
    if (method !== 'notifications/initialized' || !this.offer.signalsReady) return;
    const ready = { jsonrpc: '2.0', method: 'notifications/tools/list_changed' } as const;
    this.send(ready).catch(() => undefined);
  }

  /** A request of a revision without a handshake; the SDK, which waits for one, does not see it. */
  private async serveStateless(request: Asked, extra: MessageExtraInfo): Promise<void> {
    const { answerStateless, completed, envelopeProblem, saidBy } = await loadStateless();
    const { id, method, params } = request;
    const problem = envelopeProblem(params);
    if (problem) return this.send({ jsonrpc: '2.0', id, error: problem }, { relatedRequestId: id });
    if (answeredHere.test(method) || method === 'subscriptions/listen') {
      return this.serve(request, extra, saidBy(params), (result) => completed(method, result, this.offer));
    }
    const reply = { jsonrpc: '2.0', id, ...answerStateless(method, params, this.offer) } as JSONRPCMessage;
    return this.send(reply, { relatedRequestId: id });
  }

  /** A call that its client cancels is not answered. */
  private cancel(id: unknown): void {
    const call = this.running.get(id);
    if (!call) return;
    call.isAwaited = false;
    call.abort();
  }

  private async serve(
    { id, method, params }: Asked,
    about: MessageExtraInfo,
    { clientName, revision, capabilities }: Pick<Caller, 'clientName' | 'revision' | 'capabilities'>,
    inForm: (result: object) => object = (result) => result,
  ): Promise<void> {
    const call = new Cancellation();
    const meta = (params._meta ?? {}) as Record<string, unknown>;
    const progressToken = meta.progressToken as string | number | undefined;
    this.running.set(id, call);
    const notify: CallExtra['notify'] = (told, about) => {
      if (call.aborted) return;
      const notification = { jsonrpc: '2.0', method: told, params: about } as const;
      this.send(notification, { relatedRequestId: id }).catch(() => undefined);
    };
    let last = Number.NEGATIVE_INFINITY;
    const onProgress = (progress: number, total: number, message?: string) => {
      if (progressToken === undefined) return;
      last = progress > last ? progress : last + leastStep;
      notify('notifications/progress', {
        progressToken,
        progress: last,
        ...(total > 0 && { total }),
        ...(message !== undefined && { message }),
      });
    };
    const { authInfo } = about;
    const caller = {
      sessionId: this.sessionId,
      ...(authInfo && { authInfo }),
      ...(clientName !== undefined && { clientName }),
      ...(revision !== undefined && { revision, capabilities }),
    };
    // A revision without a handshake has no level but that of each request.
    const level = meta[metaKeys.logLevel] ?? (revision === undefined ? this.logLevel : undefined);
    const logLevel = typeof level === 'string' ? level : undefined;
    const own = { ...caller, id, signal: call, onProgress, notify, ...(logLevel !== undefined && { logLevel }) };
    const extra: CallExtra = 'requestInfo' in about ? withRequest(own, about) : own;
    const reply = await this.answer(method, params, extra).then(
      (result) => ({ result: inForm(result) as Record<string, unknown> }),
      (error: unknown) => ({ error: errorOf(error) }),
    );
    try {
      if (call.isAwaited) await this.send({ jsonrpc: '2.0', id, ...reply }, { relatedRequestId: id });
    } finally {
      if (this.running.get(id) === call) this.running.delete(id);
      if (this.running.size === 0) this.onIdle?.();
    }
  }
}

/** What is known of an HTTP request is put together for who looks at it. */
const withRequest = (extra: CallExtra, about: MessageExtraInfo): CallExtra =>
  Object.defineProperty(extra, 'requestInfo', { get: () => about.requestInfo, enumerable: true });

type Asked = Pick<JSONRPCRequest, 'id' | 'method'> & { params: Record<string, unknown> };

function errorOf(error: unknown): { code: number; message: string; data?: unknown } {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof McpError)) return { code: ErrorCode.InternalError, message };
  // The SDK puts the code before what is said of it; clients do so again.
  return {
    code: error.code,
    message: message.replace(/^MCP error -?\d+: /, ''),
    ...(error.data !== undefined && { data: error.data }),
  };
}
