const lineEnd = 10;

/** What becomes of the lines. */
export interface LineListener {
  onLine(line: string): void;
  /** Once for each line above the limit, which is then passed over to its end. */
  onTooLong(): void;
}

/** Cuts a stream of bytes into lines, and holds no more of it than a line may have. */
export class LineReader {
  private parts: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly listener: LineListener,
  ) {}

  take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      this.add(chunk.subarray(from, end));
      this.endLine();
      from = end + 1;
    }
    this.add(chunk.subarray(from));
  }

  /** Ends the line under way, as the end of the stream does. */
  endLine(): void {
    const { parts, size } = this;
    this.parts = [];
    this.size = 0;
    if (size <= this.maxBytes) this.listener.onLine(Buffer.concat(parts).toString());
  }

  private add(part: Buffer): void {
    if (this.size > this.maxBytes) return;
    this.size += part.length;
    if (this.size <= this.maxBytes) {
      this.parts.push(part);
      return;
    }
    this.parts = [];
    this.listener.onTooLong();
  }
}
