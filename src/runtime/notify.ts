/** Calls a listener of the embedding program; that it throws or rejects is its own affair. */
export function notifySafely(listener: () => unknown): void {
  try {
    Promise.resolve(listener()).catch(() => undefined);
  } catch {
    return;
  }
}
