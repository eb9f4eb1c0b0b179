import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

/** A JSON-RPC message, as far as the tests look at it. */
export interface Message {
  jsonrpc: string;
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: { [key: string]: unknown; isError?: boolean; content?: { text: string }[]; tools?: { name: string }[] };
  error?: { code: number; message: string };
}

export interface StdioOptions {
  arguments?: readonly string[];
  env?: Record<string, string>;
  nodeOptions?: readonly string[];
}

/** Exit code and signal. */
export type Ended = [code: number | null, signal: NodeJS.Signals | null];

/** A client of a server that speaks by lines, with every line that it writes. */
export abstract class StdioClient {
  readonly stdout: string[] = [];
  abstract readonly ended: Promise<Ended>;
  abstract readonly stdin: Writable;
  protected readonly errors: Buffer[] = [];
  private readonly waiting: { isIt(message: Message): boolean; found(message: Message): void }[] = [];
  private lastId = 0;

  abstract stop(): Promise<void>;

  get stderr(): string {
    return Buffer.concat(this.errors).toString();
  }

  /** Every line of stdout, which must be a message. */
  get messages(): Message[] {
    return this.stdout.map((line) => JSON.parse(line) as Message);
  }

  write(line: string): void {
    this.stdin.write(`${line}\n`);
  }

  notify(method: string, params: object = {}): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  /** Sends a request; gives its id and a promise of its answer. */
  send(method: string, params: object = {}): { id: number; answer: Promise<Message> } {
    this.lastId += 1;
    const id = this.lastId;
    const answer = this.next((message) => message.id === id && message.method === undefined);
    this.write(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return { id, answer };
  }

  request(method: string, params: object = {}): Promise<Message> {
    return this.send(method, params).answer;
  }

  call(name: string, input: object = {}, meta: object = {}): Promise<Message> {
    return this.request('tools/call', { name, arguments: input, ...meta });
  }

  async initialize(): Promise<Message> {
    const clientInfo = { name: 'test', version: '0' };
    const answer = await this.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.notify('notifications/initialized');
    return answer;
  }

  /** The next message that `isIt` accepts. */
  next(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((found) => this.waiting.push({ isIt, found }));
  }

  protected hear(line: string): void {
    this.stdout.push(line);
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      return; // `messages` shows it.
    }
    const at = this.waiting.findIndex(({ isIt }) => isIt(message));
    if (at >= 0) this.waiting.splice(at, 1)[0]!.found(message);
  }
}

/** The built server as a client starts it. */
export class StdioProcess extends StdioClient {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  readonly stdin: Writable;

  constructor(binary: string, { arguments: words = ['--sandbox'], env = {}, nodeOptions = [] }: StdioOptions = {}) {
    super();
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [...nodeOptions, binary, ...words], { env: { PATH, ...env } });
    this.stdin = this.child.stdin;
    this.ended = new Promise((resolve) => this.child.once('close', (code, signal) => resolve([code, signal])));
    this.child.stderr.on('data', (data: Buffer) => this.errors.push(data));
    // Writing to a server that has gone is part of some tests.
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdout }).on('line', (line) => this.hear(line));
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
