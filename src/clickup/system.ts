import type { MetricsSnapshot } from '../runtime/metrics.js';
import type { Context } from './context.js';

/** What a client knows of itself. */
export interface System {
  version: string;
  /** Whether there is a key to call ClickUp with. */
  hasKey(): Promise<boolean>;
  metrics(): MetricsSnapshot;
}

/** The client that runs the call. */
export const systemOf = ({ services }: Pick<Context, 'services'>): Promise<System> =>
  (services.system as () => Promise<System>)();
