const width = 30;

/** A bar on a terminal for calls of many items; silent anywhere else. */
export function progressBar(stream: NodeJS.WriteStream) {
  let drawn = false;
  return {
    update(done: number, total: number, message?: string): void {
      if (!stream.isTTY || total === 0) return;
      const filled = Math.round((done / total) * width);
      stream.write(
        `\r[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${message ?? `${done} of ${total}`}\u001b[K`,
      );
      drawn = true;
    },
    clear(): void {
      if (drawn) stream.write('\r\u001b[K');
    },
  };
}
