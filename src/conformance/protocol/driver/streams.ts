/** Receives lines. */
export interface LineListener {
  /** A complete line, without its line end. */
  readonly onLine: (line: Buffer) => void;
  readonly onOversize: () => void;
}

/** Splits a stream into lines. It stores no more than the limit: the rest of a longer line is dropped. */
export class LineReader {
  /** Number of bytes after the last whole line. */
  halfLineBytes = 0;
  private parts: Buffer[] = [];
  private isTooLong = false;
  private readonly limit: number;
  private readonly listener: LineListener;

  constructor(limitBytes: number, listener: LineListener) {
    this.limit = limitBytes;
    this.listener = listener;
  }

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.addPart(chunk.subarray(start, end));
      const [line, { isTooLong }] = [Buffer.concat(this.parts), this];
      this.clear();
      this.isTooLong = false;
      if (!isTooLong) this.listener.onLine(line);
      start = end + 1;
    }
    this.addPart(chunk.subarray(start));
  }

  private addPart(part: Buffer): void {
    if (this.isTooLong || part.length === 0) return;
    this.parts.push(part);
    this.halfLineBytes += part.length;
    if (this.halfLineBytes <= this.limit) return;
    this.clear();
    this.isTooLong = true;
    this.listener.onOversize();
  }

  private clear(): void {
    this.parts = [];
    this.halfLineBytes = 0;
  }
}

/** Stores the end of a stream. */
export class Tail {
  private chunks: Buffer[] = [];
  private bytes = 0;
  private readonly limit: number;

  constructor(limitBytes: number) {
    this.limit = limitBytes;
  }

  add(chunk: Buffer): void {
    this.chunks.push(chunk.length > this.limit ? Buffer.from(chunk.subarray(-this.limit)) : chunk);
    this.bytes += chunk.length;
    if (this.bytes < 2 * this.limit) return;
    this.chunks = [Buffer.concat(this.chunks).subarray(-this.limit)];
    this.bytes = this.limit;
  }

  get text(): string {
    return Buffer.concat(this.chunks).subarray(-this.limit).toString('utf8');
  }

  /** The line that best explains why a program ended: the last one that names an error, else the last one. */
  get tellingLine(): string | undefined {
    const lines = this.text.trimEnd().split('\n');
    return lines.findLast((line) => namesError.test(line)) ?? (lines.at(-1) || undefined);
  }
}

/** Stack frames and advice come after it: `at …` of Java and Node, goroutines of Go, hints of libraries. */
const namesError = /^(?!\s*at ).*(?:(?:Error|Exception)\b|\bpanic(?:ked)?\b|\bfatal\b)/i;
