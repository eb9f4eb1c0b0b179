import type { Transport, TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  type CallToolResult,
  ErrorCode,
  type JSONRPCMessage,
  type JSONRPCRequest,
  McpError,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import type { CancelSignal } from '../runtime/call.js';
import { revisionNamed } from './revision.js';
import type { Offer } from './stateless.js';

/** What the transport knows of who calls; over stdio, where there is one caller, nothing. */
export interface Caller extends Pick<MessageExtraInfo, 'authInfo' | 'requestInfo'> {
  sessionId?: string | undefined;
  /** What the client calls itself, where each request says so. */
  clientName?: string | undefined;
}

/** What a `tools/call` may do while it runs, and who made it. */
export interface CallExtra extends Caller {
  /** Aborts when the client cancels the call or goes away. */
  signal: CancelSignal;
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

/** Runs one `tools/call`; an McpError becomes the JSON-RPC error of its code. */
export type AnswerCall = (params: Record<string, unknown>, extra: CallExtra) => Promise<CallToolResult>;

/**
 * A transport that answers `tools/call` itself and leaves everything else to the SDK. The SDK holds each message against
 * four schemas on its way in and each result on its way out; for a call, whose input every tool checks and whose result
 * has one form, that would cost a third of all that is not the request to ClickUp.
 */
export class DirectCalls implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  private readonly running = new Map<unknown, Cancellation>();
  private onIdle: (() => void) | undefined;

  constructor(
    private readonly wire: Transport,
    private readonly answer: AnswerCall,
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
    if (method === 'tools/call' && id !== undefined) {
      this.serve(id, params, extra).catch((error: Error) => this.onerror?.(error));
      return;
    }
    if (method !== undefined && id === undefined) this.heed(method, params);
    this.onmessage?.(message, extra);
  }

  private heed(method: string, params: Record<string, unknown>): void {
    if (method === 'notifications/cancelled') this.cancel(params.requestId);
  }

  /** A request of a revision without a handshake; the SDK, which waits for one, does not see it. */
  private async serveStateless(request: Asked, extra: MessageExtraInfo): Promise<void> {
    const { answerStateless, clientNamed, completed, envelopeProblem } = await import('./stateless.js');
    const { id, method, params } = request;
    const problem = envelopeProblem(params);
    if (problem) return this.send({ jsonrpc: '2.0', id, error: problem }, { relatedRequestId: id });
    if (method === 'tools/call') {
      const inForm = (result: object) => completed(result, this.offer) as CallToolResult;
      return this.serve(id, params, { ...extra, clientName: clientNamed(params) }, inForm);
    }
    const reply = { jsonrpc: '2.0', id, ...answerStateless(request, this.offer) } as JSONRPCMessage;
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
    id: RequestId,
    params: Record<string, unknown> & JSONRPCRequest['params'],
    { authInfo, requestInfo, clientName }: MessageExtraInfo & Pick<Caller, 'clientName'>,
    inForm: (result: CallToolResult) => CallToolResult = (result) => result,
  ): Promise<void> {
    const call = new Cancellation();
    const progressToken = params?._meta?.progressToken;
    this.running.set(id, call);
    let last = Number.NEGATIVE_INFINITY;
    const onProgress = (progress: number, total: number, message?: string) => {
      if (progressToken === undefined || call.aborted) return;
      last = progress > last ? progress : last + leastStep;
      const told = {
        progressToken,
        progress: last,
        ...(total > 0 && { total }),
        ...(message !== undefined && { message }),
      };
      const notification = { jsonrpc: '2.0', method: 'notifications/progress', params: told } as const;
      this.send(notification, { relatedRequestId: id }).catch(() => undefined);
    };
    const caller = {
      sessionId: this.sessionId,
      ...(authInfo && { authInfo }),
      ...(requestInfo && { requestInfo }),
      ...(clientName !== undefined && { clientName }),
    };
    const reply = await this.answer(params ?? {}, { ...caller, signal: call, onProgress }).then(
      (result) => ({ result: inForm(result) }),
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

type Asked = Pick<JSONRPCRequest, 'id' | 'method'> & { params: Record<string, unknown> };

function errorOf(error: unknown): { code: number; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof McpError ? error.code : ErrorCode.InternalError, message };
}
