import { type ChildProcess, spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';

/** A server over HTTP in a process of its own. */
export interface HttpServer {
  url: URL;
  pid: number;
  close(): void;
}

/** Starts a program that says on stderr where it listens. */
export async function startHttp(words: readonly string[], env: Record<string, string>): Promise<HttpServer> {
  const { PATH = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, words, {
    env: { PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<URL>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${words[0]} did not start`)));
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const [found] = /http:\S+/.exec(line) ?? [];
      if (found) resolve(new URL(found));
    });
  });
  return { url, pid: child.pid!, close: () => child.kill('SIGKILL') };
}

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** Sends messages over connections that stay open; the bare client, so that what is measured is the server. */
export function sender(connections = 1) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (url: URL, body?: string) =>
    new Promise<string>((resolve, reject) => {
      const options = {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? {} : headers,
      };
      const sent = request(url, options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => resolve(Buffer.concat(parts).toString()));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

/** A message as it is sent. */
export const message = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
