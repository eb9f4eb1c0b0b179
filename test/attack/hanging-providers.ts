import { createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { virtualClock } from '../support/virtual-clock.js';
import type { Attack } from './attack.js';
import { pipeUnderTheRoot } from './hanging-providers/pipe.js';
import type { BadProvider } from './hanging-providers/provider.js';
import { badProviders } from './hanging-providers/providers.js';
import { sharedRead } from './hanging-providers/shared-read.js';
import { Watch } from './hanging-providers/watch.js';
import { loadedTools } from './support/loaded-tools.js';

const deadlineMs = 3_000;
/** More calls than the client sends at once. */
const callsAtOnce = 12;

/** What the embedding program hands in, and the connection, hang or fail: each call must end all the same. */
export const hangingProviders: Attack = {
  limitMs: { small: 60_000, full: 120_000 },
  async run() {
    const watch = new Watch();
    for (const provider of badProviders) await failingAndMended(provider, watch);
    await sharedRead(watch);
    await pipeUnderTheRoot(watch);
    return watch.rows;
  },
};

/** Calls side by side while the provider fails, and one more once it works. */
async function failingAndMended({ name, tool, input, options, callOptions }: BadProvider, watch: Watch): Promise<void> {
  const sandbox = createSandbox({ rateLimit: false });
  const state = { isMended: false };
  const clickup = createClickUp({
    apiKey: sandbox.apiKey,
    tools: await loadedTools(),
    fetch: sandbox.fetch,
    clock: virtualClock(),
    random: () => 0.5,
    timeZone: 'UTC',
    ...options(state, sandbox),
  });
  const call = () => watch.call(name, clickup, [tool, input], { ...callOptions, deadlineMs });
  await Promise.all(Array.from({ length: callsAtOnce }, call));
  state.isMended = true;
  await watch.afterwards(name, clickup);
}
