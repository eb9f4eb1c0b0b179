import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock, WORKSPACE_ID } from '../../src/sandbox/index.js';

/** The address that the app shows for a channel, or a message in it. */
export const address = (channel: string, message?: string) =>
  `https://app.clickup.com/${WORKSPACE_ID}/chat/r/${channel}${message ? `/t/${message}` : ''}`;

/** A client on a sandbox whose answers `change` may turn into others. */
export function changedClient(change: (operation: string, answer: Response) => Promise<Response> | Response) {
  const sandbox = createSandbox({ clock: manualClock() });
  const fetch = async (request: Request) => {
    const answer = await sandbox.fetch(request);
    return change(sandbox.requests.at(-1)?.operation ?? '', answer);
  };
  return createClickUp({ ...sandbox.options, fetch });
}
