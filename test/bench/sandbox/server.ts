import { serveSandbox } from '../../../src/sandbox/http-server.js';
import { createSandbox } from '../../../src/sandbox/index.js';

/** Serves a sandbox without a limit, tells its parent the URL, and on demand the CPU time that it has used. */
const sandbox = createSandbox({ rateLimit: false });
const server = await serveSandbox(sandbox);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.on('disconnect', () => process.exit());
process.send?.({ url: server.url, apiKey: sandbox.apiKey });
