import packageJson from '../../package.json' with { type: 'json' };
import type { System } from '../clickup/system.js';
import type { Credentials } from '../runtime/layers/auth.js';
import type { Metrics } from '../runtime/metrics.js';

/** What a client tells of itself. */
export const systemOf = (credentials: Credentials, metrics: Metrics): System => ({
  version: packageJson.version,
  hasKey: async () => Boolean(await Promise.resolve(credentials.get()).catch(() => undefined)),
  metrics: () => metrics.snapshot(),
});
