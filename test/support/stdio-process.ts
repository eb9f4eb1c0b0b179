import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

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

/** The built server as a client starts it, with every line that it writes. */
export class StdioProcess {
  readonly stdout: string[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  /** Exit code and signal. */
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
  private readonly errors: Buffer[] = [];
  private readonly waiting: { isIt(message: Message): boolean; found(message: Message): void }[] = [];
  private lastId = 0;

  constructor(binary: string, { arguments: words = ['--sandbox'], env = {}, nodeOptions = [] }: StdioOptions = {}) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [...nodeOptions, binary, ...words], { env: { PATH, ...env } });
    this.ended = new Promise((resolve) => this.child.once('close', (code, signal) => resolve([code, signal])));
    this.child.stderr.on('data', (data: Buffer) => this.errors.push(data));
    // Writing to a server that has gone is part of some tests.
    this.child.stdin.on('error', () => undefined);
    createInterface({ input: this.child.stdout }).on('line', (line) => this.hear(line));
  }

  get stderr(): string {
    return Buffer.concat(this.errors).toString();
  }

  /** Every line of stdout, which must be a message. */
  get messages(): Message[] {
    return this.stdout.map((line) => JSON.parse(line) as Message);
  }

  write(line: string): void {
    this.child.stdin.write(`${line}\n`);
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

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private hear(line: string): void {
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
