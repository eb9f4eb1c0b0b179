import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { codes } from '../stateless.js';
import { EventStream } from './event-stream.js';
import type { Running, Waiting } from './session.js';

/** So long an answer is waited for before a stream is opened, which keeps a connection alive for longer calls. */
const patienceMs = 5_000;

/**
 * One POST as a transport: a request comes in, its answer and what is told or asked on the way go out, and that was all.
 * The answer to a question, and the cancelling of the request, come as POSTs of their own: `waiting` and `running` bring them here.
 */
export class HttpExchange implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Hears that the client cancelled the request, which is not answered then. */
  onCancelled?: () => void;
  private readonly told: JSONRPCMessage[] = [];
  private listener: ((message: JSONRPCMessage) => void) | undefined;
  /** By the id that the server gave a question, the name under which its answer is waited for: all servers count from 0. */
  private readonly questions = new Map<unknown, string>();

  constructor(
    private readonly id: RequestId,
    private readonly waiting: Waiting,
    /** Of a client that can cancel it: its session, and the request's name among those that are `running`. */
    private readonly client?: { session: string; name: string; running: Running },
  ) {}

  get sessionId(): string | undefined {
    return this.client?.session;
  }

  async start(): Promise<void> {
    this.client?.running.on(this.client.name, this.cancel);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const shown = this.named(message);
    if (this.listener) this.listener(shown);
    else this.told.push(shown);
  }

  async close(): Promise<void> {
    this.end();
    this.onclose?.();
  }

  /** Waits for nothing any more. */
  end(): void {
    for (const name of this.questions.values()) this.waiting.forget(name);
    this.client?.running.off(this.client.name, this.cancel);
  }

  private readonly cancel = (): void => {
    this.onmessage?.({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: this.id } });
    this.onCancelled?.();
  };

  /** Whether a message ends the exchange. */
  isAnswer(message: JSONRPCMessage): boolean {
    return 'id' in message && message.id === this.id && !('method' in message);
  }

  /** Hands each message on, also those that came before. */
  listen(listener: (message: JSONRPCMessage) => void): void {
    this.listener = listener;
    for (const message of this.told.splice(0)) listener(message);
  }

  /** A question goes out under a name that nobody guesses, and its answer comes in under the id that the server knows. */
  private named(message: JSONRPCMessage): JSONRPCMessage {
    if (!('method' in message)) return message;
    if (!('id' in message)) {
      const name = this.questions.get(message.params?.requestId);
      const isCancelled = message.method === 'notifications/cancelled' && name !== undefined;
      return isCancelled ? { ...message, params: { ...message.params, requestId: name } } : message;
    }
    const { id } = message;
    const name = crypto.randomUUID();
    this.questions.set(id, name);
    this.waiting.on(name, (answer) => {
      this.waiting.forget(name);
      this.onmessage?.({ ...answer, id } as JSONRPCMessage);
    });
    return { ...message, id: name };
  }

  /** Answers a question in place of a client that cannot be asked. */
  refuse(question: JSONRPCMessage): void {
    if (!('method' in question) || !('id' in question)) return;
    const error = { code: ErrorCode.InvalidRequest, message: 'The client reads no stream, so that it cannot be asked' };
    this.waiting.deliver(String(question.id), { jsonrpc: '2.0', id: question.id, error });
  }
}

/** How the answer to a request may come. */
export interface AnswerForm {
  /** As a stream of events, which can tell how far a call is; otherwise in one piece. */
  mayStream: boolean;
  /** Whether the revision gives errors an HTTP status. */
  isStateless: boolean;
  extra: MessageExtraInfo;
  /** Aborts when the client goes away, which cancels its call. */
  signal: AbortSignal;
}

/** Puts a request to a server that is connected to the exchange, and gives its answer as an HTTP response. */
export function answerOver(exchange: HttpExchange, request: JSONRPCMessage, form: AnswerForm): Promise<Response> {
  return new Promise((resolve) => {
    const stream = form.mayStream ? new EventStream(() => void exchange.close()) : undefined;
    const open = () => {
      clearTimeout(patience);
      if (stream && !stream.isOpen) resolve(stream.open());
    };
    let patience: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      clearTimeout(patience);
      stream?.end();
      void exchange.close();
    };
    let isAnswered = false;
    exchange.listen((message) => {
      const isAnswer = exchange.isAnswer(message);
      if (!isAnswer && stream) open();
      if (!stream) exchange.refuse(message);
      if (stream?.isOpen) stream.write(message);
      if (!isAnswer) return;
      isAnswered = true;
      clearTimeout(patience);
      exchange.end();
      if (stream?.isOpen) stream.end();
      else resolve(answered(message, statusOf(message, form)));
    });
    // Its client waits for nothing, and may leave the connection open.
    exchange.onCancelled = () => {
      isAnswered = true;
      open();
      stream?.end();
      exchange.end();
      if (!stream) resolve(new Response(null, { status: 202 }));
    };
    exchange.onmessage?.(request, form.extra);
    // Nobody waits for what was answered at once, nor goes away meanwhile.
    if (isAnswered) return;
    if (stream && !stream.isOpen) patience = setTimeout(open, patienceMs);
    if (form.signal.aborted) leave();
    else form.signal.addEventListener('abort', () => isAnswered || leave(), { once: true });
  });
}

export const json = (body: unknown, status = 200): Response => written(JSON.stringify(body), status);

const written = (body: string | Uint8Array<ArrayBuffer>, status: number): Response =>
  new Response(body, { status, headers: { 'content-type': 'application/json' } });

/** A list of tools as bytes, and its last answer: it is long, and most clients ask for it under the same id. */
const lists = new WeakMap<object, { list: Uint8Array; around?: string; answer?: Uint8Array<ArrayBuffer> }>();
const encoder = new TextEncoder();

/** An answer in one piece. */
export const answered = (message: JSONRPCMessage, status = 200): Response => written(bodyOf(message), status);

function bodyOf(message: JSONRPCMessage): string | Uint8Array<ArrayBuffer> {
  const { result } = message as { result?: { tools?: unknown } };
  const tools = result?.tools;
  if (!Array.isArray(tools)) return JSON.stringify(message);
  const kept = lists.get(tools) ?? { list: encoder.encode(JSON.stringify(tools)) };
  lists.set(tools, kept);
  const empty = '"tools":[]';
  const around = JSON.stringify({ ...message, result: { ...result, tools: [] } });
  if (kept.answer && kept.around === around) return kept.answer;
  const at = around.indexOf(empty) + empty.length;
  kept.answer = joined([encoder.encode(around.slice(0, at - 2)), kept.list, encoder.encode(around.slice(at))]);
  kept.around = around;
  return kept.answer;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The status that goes with an error; revisions with a handshake say 200 to whatever is answered. */
function statusOf(message: JSONRPCMessage, { isStateless }: Pick<AnswerForm, 'isStateless'>): number {
  if (!isStateless || !('error' in message)) return 200;
  if (message.error.code === codes.methodNotFound) return 404;
  const isRefused = [
    codes.invalidParams,
    codes.unsupportedRevision,
    codes.headerMismatch,
    codes.missingCapability,
  ].some((code) => code === message.error.code);
  return isRefused ? 400 : 200;
}
