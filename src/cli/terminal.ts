/** Columns of the terminal behind a stream, or of `COLUMNS`; Infinity where the text goes to a file or a program. */
export function columnsOf(stream: NodeJS.WriteStream): number {
  const wanted = Number(process.env.COLUMNS);
  return (stream.isTTY && stream.columns) || (wanted > 0 ? wanted : Number.POSITIVE_INFINITY);
}

/** The width for running text: a comfortable line even where nothing limits it. */
export const textWidth = (stream: NodeJS.WriteStream): number => Math.min(100, columnsOf(stream));
