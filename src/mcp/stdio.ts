import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { LineReader } from './lines.js';
import { type Refusal, readMessage, refusal } from './read-message.js';

/** As much as clients on the official SDK take. A line is read whole, and parsing it holds up all others. */
const maxLineBytes = 10 * 1024 * 1024;

/**
 * JSON-RPC over stdin and stdout, a message a line. Unlike the SDK's own it does not hold every message against the
 * schemas of all messages: what the SDK handles it checks by itself, and calls of tools are checked by the tools.
 */
export class StdioTransport implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  private readonly lines = new LineReader(maxLineBytes, {
    onLine: (line) => this.receive(line),
    onTooLong: () => this.refuse(tooLong.refused),
  });
  private waiting: (() => void)[] = [];

  constructor(private readonly host: Pick<NodeJS.Process, 'stdin' | 'stdout'> = process) {}

  async start(): Promise<void> {
    this.host.stdin.on('data', (chunk: Buffer) => this.lines.take(chunk));
    this.host.stdin.on('end', () => this.lines.endLine());
    this.host.stdin.on('error', (error) => this.onerror?.(error));
    this.host.stdout.on('drain', () => {
      for (const go of this.waiting.splice(0)) go();
    });
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const hasRoom = this.host.stdout.write(`${JSON.stringify(message)}\n`);
    if (!hasRoom) await new Promise<void>((go) => this.waiting.push(go));
  }

  async close(): Promise<void> {
    this.host.stdin.pause();
    this.onclose?.();
  }

  /** A line that is no message is answered and passed over: one bad line must not end the session. */
  private receive(line: string): void {
    if (line.trim() === '') return;
    const read = readMessage(line);
    if ('message' in read) this.onmessage?.(read.message);
    else this.refuse(read.refused);
  }

  private refuse({ id, code, message }: Refusal): void {
    this.send({ jsonrpc: '2.0', id, error: { code, message } } as JSONRPCMessage).catch((error) =>
      this.onerror?.(error),
    );
  }
}

const tooLong = refusal(ErrorCode.InvalidRequest, `A message has at most ${maxLineBytes} bytes; this one was skipped`);
