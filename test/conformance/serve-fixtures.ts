import { httpDefaults } from '../../src/config/http-settings.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import { serveHttp } from '../../src/mcp/http/serve.js';
import { fixtureServer, listing } from './fixtures.js';

/** The fixtures over HTTP, on a port of this machine that is free. */
export async function serveFixtures(): Promise<{ url: string; close(): Promise<void> }> {
  const handle = createHttpHandler({ serve: async () => ({ listing }) as never, create: fixtureServer });
  const config = {
    ...httpDefaults,
    port: 0,
    callerKeys: false,
    rebindingProtection: true,
    jsonOnly: false,
    isLogged: false,
  };
  return serveHttp(config, { version: '0.0.0', handle });
}
