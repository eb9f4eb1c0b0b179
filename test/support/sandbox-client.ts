import { type ClickUpOptions, createClickUp } from '../../src/index.js';
import { createSandbox, manualClock, type SandboxOptions } from '../../src/sandbox/index.js';

/** A client on a fresh sandbox whose time stands still; `sent` tells the requests since the last time it was asked. */
export function sandboxClient(
  options: SandboxOptions & Partial<Pick<ClickUpOptions, 'apiKey' | 'debug' | 'timeZone' | 'policy'>> = {},
) {
  const { apiKey, debug = false, timeZone, policy, ...rest } = options;
  const sandbox = createSandbox({ clock: manualClock(), ...rest });
  const clickup = createClickUp({
    ...sandbox.options,
    ...(apiKey !== undefined && { apiKey }),
    random: () => 0.5,
    debug,
    timeZone,
    policy,
  });
  let seen = 0;
  const sent = () => {
    const fresh = sandbox.requests.slice(seen).map(({ operation, path }) => operation ?? path);
    seen = sandbox.requests.length;
    return fresh;
  };
  return { sandbox, clickup, sent };
}

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
