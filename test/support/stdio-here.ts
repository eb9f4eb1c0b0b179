import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { type Host, runServer } from '../../src/mcp/program.js';
import { type Ended, StdioClient, type StdioOptions } from './stdio-process.js';

/** The server in this process, for what does not depend on being one: a start of node takes half a second. */
export class StdioHere extends StdioClient {
  readonly ended: Promise<Ended>;
  readonly stdin = new PassThrough();
  private readonly host: Host & EventEmitter;

  constructor({ arguments: words = ['--sandbox'], env = {} }: Omit<StdioOptions, 'nodeOptions'> = {}) {
    super();
    const written = (take: (chunk: Buffer) => void) =>
      new Writable({
        write: (chunk: Buffer, _, done) => {
          take(chunk);
          done();
        },
      });
    const lines = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n').filter(Boolean)) this.hear(line);
    };
    let exit: (code?: number) => void = () => undefined;
    const exited = new Promise<Ended>((resolve) => (exit = (code = 0) => resolve([code, null])));
    this.host = Object.assign(new EventEmitter(), {
      env,
      stdin: this.stdin,
      stdout: written(lines),
      stderr: written((chunk) => this.errors.push(chunk)),
      exitCode: undefined,
      exit,
    }) as unknown as Host & EventEmitter;
    // With nothing to wait for a process ends.
    const over = runServer([...words], this.host).then(() => {
      const { exitCode } = this.host;
      return exitCode === undefined ? exited : ([Number(exitCode), null] satisfies Ended);
    });
    this.ended = Promise.race([exited, over]);
  }

  async stop(): Promise<void> {
    this.host.emit('SIGTERM');
    this.stdin.destroy();
    await this.ended;
  }
}
