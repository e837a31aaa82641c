/** Who takes lines. */
export interface LineTaker {
  /** A whole line, without its end. */
  readonly onLine: (line: Buffer) => void;
  /** A line has become longer than the limit. */
  readonly onOversize: () => void;
}

/** Cuts a stream into lines, and holds no more of it than the limit: the rest of a line that is longer is passed over. */
export class LineReader {
  /** What came after the last whole line, in bytes. */
  halfLineBytes = 0;
  private parts: Buffer[] = [];
  private isTooLong = false;
  private readonly limit: number;
  private readonly taker: LineTaker;

  constructor(limitBytes: number, taker: LineTaker) {
    this.limit = limitBytes;
    this.taker = taker;
  }

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.take(chunk.subarray(start, end));
      const [line, { isTooLong }] = [Buffer.concat(this.parts), this];
      this.forget();
      this.isTooLong = false;
      if (!isTooLong) this.taker.onLine(line);
      start = end + 1;
    }
    this.take(chunk.subarray(start));
  }

  private take(part: Buffer): void {
    if (this.isTooLong || part.length === 0) return;
    this.parts.push(part);
    this.halfLineBytes += part.length;
    if (this.halfLineBytes <= this.limit) return;
    this.forget();
    this.isTooLong = true;
    this.taker.onOversize();
  }

  private forget(): void {
    this.parts = [];
    this.halfLineBytes = 0;
  }
}
