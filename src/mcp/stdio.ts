import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

const lineEnd = 10;

/**
 * JSON-RPC over stdin and stdout, a message a line. Unlike the SDK's own it does not hold every message against the
 * schemas of all messages: what the SDK handles it checks by itself, and calls of tools are checked by the tools.
 */
export class StdioTransport implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  private pending: Buffer[] = [];

  async start(): Promise<void> {
    process.stdin.on('data', (chunk: Buffer) => this.take(chunk));
    process.stdin.on('error', (error) => this.onerror?.(error));
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve) => {
      if (process.stdout.write(`${JSON.stringify(message)}\n`)) resolve();
      else process.stdout.once('drain', resolve);
    });
  }

  async close(): Promise<void> {
    process.stdin.pause();
    this.onclose?.();
  }

  private take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      const line = Buffer.concat([...this.pending, chunk.subarray(from, end)]).toString();
      this.pending = [];
      from = end + 1;
      this.receive(line);
    }
    if (from < chunk.length) this.pending.push(chunk.subarray(from));
  }

  /** A line that is no message is reported and passed over: one bad line must not end the session. */
  private receive(line: string): void {
    try {
      const message = JSON.parse(line) as JSONRPCMessage;
      if (message?.jsonrpc !== '2.0') throw new SyntaxError('the line is not a JSON-RPC 2.0 message');
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error as Error);
    }
  }
}
