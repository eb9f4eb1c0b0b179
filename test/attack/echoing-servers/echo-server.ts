import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forms, places } from './echoes.js';

/** A server that shows its clients the key that they sent, in the way that its path names. */
export interface EchoServer {
  /** Base URL of the API that echoes so. */
  url(place: string, form: string): string;
  close(): void;
}

export async function echoServer(): Promise<EchoServer> {
  const placeNames = Object.keys(places);
  const formNames = Object.keys(forms);
  const server = createServer((request, response) => {
    request.resume();
    response.on('error', () => undefined);
    const [, at = '', how = ''] = (request.url ?? '').split('/');
    const place = places[placeNames[Number(at)] ?? ''];
    const form = forms[formNames[Number(how)] ?? ''];
    // Whoever was sent elsewhere by a redirect comes without a way.
    if (!place || !form) return response.writeHead(404).end('{}');
    place(response, form((request.headers.authorization ?? '').replace(/^Bearer /, '')));
    return response;
  }).listen(0, '127.0.0.1');
  server.on('connection', (socket) => socket.on('error', () => undefined));
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: (place, form) => `http://127.0.0.1:${port}/${placeNames.indexOf(place)}/${formNames.indexOf(form)}/api`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
