import type { Socket } from 'node:net';

/**
 * What an answer was lost to, and so what may be said of it:
 * - `network`: the connection or a gateway failed; reads are repeated, writes are of unknown outcome;
 * - `unreadable`: it says success, and cannot be read;
 * - `empty`: it says success, and holds nothing of use; enough for a write that makes no object;
 * - `refused`: no answer was lost: nothing was done, and the answer says so.
 */
export type Loss = 'network' | 'unreadable' | 'empty' | 'refused';

/** What became of one request. */
export interface Fate {
  name: string;
  loss: Loss;
  /** Whether ClickUp did what it was asked before its answer was lost. */
  takes: boolean;
}

/** One way of losing an answer on a socket. */
export interface Way extends Fate {
  /** Writes what is left of the answer, whose whole body is `json`. */
  spoil(socket: Socket, json: string): void;
}

const network = (name: string, spoil: Way['spoil'], takes = true): Way => ({ name, loss: 'network', takes, spoil });

export const head = (status: string, ...headers: string[]): string =>
  [`HTTP/1.1 ${status}`, 'Content-Type: application/json', ...headers, '', ''].join('\r\n');

/** A way that writes some text and closes the connection. */
export const closing = (name: string, text: (json: string) => string | Uint8Array, takes = true): Way =>
  network(name, (socket, json) => socket.end(text(json)), takes);

/** A way that writes some text and resets the connection. */
export const resetting = (name: string, text: (json: string) => string, takes = true): Way =>
  network(
    name,
    (socket, json) => {
      socket.write(text(json), () => socket.resetAndDestroy());
    },
    takes,
  );

/** One way in which `fetch` itself fails. */
export interface FetchWay extends Fate {
  fail(): Promise<Response>;
}

/** A way that never comes to an end; the attempt's limit must end it. */
export const endless = (name: string, begin: (socket: Socket, json: string) => void): Way => network(name, begin);

/** A whole answer of another status or body. */
export const answering = (
  loss: Loss,
  name: string,
  status: string,
  body: string | Uint8Array,
  ...headers: string[]
): Way => ({
  name,
  loss,
  takes: loss !== 'refused',
  spoil: (socket) => {
    socket.write(head(status, `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', ...headers));
    socket.end(body);
  },
});
