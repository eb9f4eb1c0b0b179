import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const mega = 1024 * 1024;
const json = { 'Content-Type': 'application/json' };

/** An answer that costs its reader far more than its sender. */
export interface HostileAnswer {
  name: string;
  /** Whether a smaller run sends it. */
  small?: true;
  send(response: ServerResponse): Promise<void>;
}

/** 16 MB of blanks, 64 times: a gzip of 1 GB is the gzip of 16 MB 64 times over. */
const blanks = Buffer.alloc(16 * mega, ' ');
const gzipOf = (times: number) => {
  const member = gzipSync(blanks);
  return Buffer.concat(Array.from({ length: times }, () => member));
};

const packed = (name: string, encoding: string, bytes: () => Buffer): HostileAnswer => ({
  name,
  send: async (response) => {
    response.writeHead(200, { ...json, 'Content-Encoding': encoding }).end(bytes());
  },
});

/** Text without an end, or of some length, as fast as it is taken. */
const streamed = (name: string, chunk: string, bytes: number, status = 200): HostileAnswer => ({
  name,
  async send(response) {
    response.writeHead(status, json);
    await pipeline(Readable.from(repeating(chunk, bytes)), response);
  },
});

function* repeating(chunk: string, bytes: number): Generator<string> {
  yield '{"tasks":[';
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

const whole = (name: string, text: () => string): HostileAnswer => ({
  name,
  send: async (response) => {
    response.writeHead(200, json).end(text());
  },
});

const task = `{"id":"86c131205","name":"${'x'.repeat(1_000)}"},`.repeat(16);

export const hostileAnswers: readonly HostileAnswer[] = [
  { ...packed('1 GB in gzip', 'gzip', () => gzipOf(64)), small: true },
  packed('1 GB in gzip, twice', 'gzip, gzip', () => gzipSync(gzipOf(64))),
  packed('1 GB in Brotli', 'br', () =>
    brotliCompressSync(Buffer.alloc(1024 * mega, ' '), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  ),
  streamed('300 MB as they are', task, 300 * mega),
  { ...streamed('JSON without an end', task, Number.POSITIVE_INFINITY), small: true },
  streamed('an error without an end', task, Number.POSITIVE_INFINITY, 500),
  whole('lists, a million deep', () => '['.repeat(1_000_000)),
  { ...whole('objects, 100,000 deep', () => `${'{"id":'.repeat(100_000)}1${'}'.repeat(100_000)}`), small: true },
];
