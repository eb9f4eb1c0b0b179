import { cut, harmless } from './width.js';

const length = 30;

/** A bar on a terminal for calls of many items; silent anywhere else. */
export function progressBar(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>) {
  let isDrawn = false;
  return {
    update(done: number, total: number, message?: string): void {
      if (!stream.isTTY || total === 0) return;
      const filled = Math.round((Math.min(done, total) / total) * length);
      const text = message ? harmless(message) : `${done} of ${total}`;
      const line = `[${'#'.repeat(filled)}${'.'.repeat(length - filled)}] ${text}`;
      stream.write(`\r${cut(line, (stream.columns || 80) - 1)}\u001b[K`);
      isDrawn = true;
    },
    clear(): void {
      if (isDrawn) stream.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}
