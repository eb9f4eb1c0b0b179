import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Address {
  host: string;
  port: number;
}

/** Sends bytes as they are; resolves to the status of the answer, or to undefined where the connection ends without one. */
export function statusOf(address: Address, raw: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (/^HTTP\/1\.1 \d{3} .*\r\n\r\n/s.test(answer)) socket.destroy();
    });
    // What is refused before it is read to its end may end as a reset.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]) || undefined));
    socket.write(raw, 'latin1');
  });
}

/** Connections that are open at the same time, each of which has said `raw` and no more. */
export async function holdOpen(address: Address, count: number, raw = ''): Promise<Socket[]> {
  const sockets: Socket[] = [];
  // As many at once as a server's backlog takes.
  for (let begun = 0; begun < count; begun += 100) {
    const some = Array.from({ length: Math.min(100, count - begun) }, () => connect(address));
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    for (const socket of some) {
      socket.on('error', () => undefined);
      socket.resume();
      if (raw !== '') socket.write(raw, 'latin1');
    }
    sockets.push(...some);
  }
  return sockets;
}
