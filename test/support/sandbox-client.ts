import { type ClickUpOptions, createClickUp, memoryStore } from '../../src/index.js';
import { createSandbox, manualClock, type SandboxOptions } from '../../src/sandbox/index.js';

/** A client on a fresh sandbox whose time stands still; `sent` tells the requests since the last time it was asked. */
export function sandboxClient(
  options: SandboxOptions &
    Partial<Pick<ClickUpOptions, 'apiKey' | 'debug' | 'timeZone' | 'policy' | 'history' | 'store'>> = {},
) {
  const { apiKey, debug = false, timeZone, policy, history, store, ...rest } = options;
  const sandbox = createSandbox({ clock: manualClock(), ...rest });
  const clickup = createClickUp({
    ...sandbox.options,
    ...(apiKey !== undefined && { apiKey }),
    random: () => 0.5,
    debug,
    timeZone,
    policy,
    history,
    store,
  });
  let seen = 0;
  const sent = () => {
    const fresh = sandbox.requests.slice(seen).map(({ operation, path }) => operation ?? path);
    seen = sandbox.requests.length;
    return fresh;
  };
  return { sandbox, clickup, sent };
}

/** What a tool of the history needs of its client: that it records, in a store that others may share. */
export const recordingFor = ({ toolset }: { toolset: string }) =>
  toolset === 'history' ? { history: true, store: memoryStore() } : {};

/** The error of a call that must fail. */
export async function failure(pending: Promise<unknown>) {
  const error: unknown = await pending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error)
    return error as Error & { code: string; suggestion: string; details?: Record<string, unknown> };
  throw new Error('the call succeeded');
}
