import { httpTransport } from '../../../src/node/http-transport.js';
import { type Transport, viaFetch } from '../../../src/runtime/transport.js';

/** Every way in which requests travel: that of the SDK and that of the programs. */
export const transports: Readonly<Record<string, Transport>> = { fetch: viaFetch(), http: httpTransport };
