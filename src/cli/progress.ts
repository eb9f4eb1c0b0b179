import { cut, displayWidth, harmless } from './width.js';

/** Columns of the bar where there is room, and the fewest that still show anything. */
const longest = 30;
const shortest = 10;

/** A bar on a terminal for calls of many items or a wait; silent anywhere else. */
export function progressBar(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>) {
  let isDrawn = false;
  return {
    update(done: number, total: number, message?: string): void {
      if (!stream.isTTY || (total === 0 && !message)) return;
      const width = (stream.columns || 80) - 1;
      const text = message ? harmless(message) : `${done} of ${total}`;
      const room = width - displayWidth(text) - '[] '.length;
      const bar = total > 0 && room >= shortest ? `${barOf(done / total, Math.min(longest, room))} ` : '';
      stream.write(`\r${cut(bar + text, width)}\u001b[K`);
      isDrawn = true;
    },
    clear(): void {
      if (isDrawn) stream.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}

function barOf(share: number, length: number): string {
  const filled = Math.round(Math.min(share, 1) * length);
  return `[${'#'.repeat(filled)}${'.'.repeat(length - filled)}]`;
}
