export const longestLineBytes: number = 48 * 2 ** 20;

/** Splits a stream into lines. It drops the rest of a line that is too long. */
export class LineReader {
  /** Number of bytes after the last whole line. */
  halfLineBytes = 0;
  /** Begins with these bytes. It doubles, so that a program that writes single bytes costs neither time nor memory. */
  #halfLine = Buffer.alloc(0);
  #isTooLong = false;
  readonly #onLine: (line: Buffer | undefined) => void;

  /** @param onLine - receives each line without its line end, or undefined as soon as a line is too long */
  constructor(onLine: (line: Buffer | undefined) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#addPart(chunk.subarray(start, end));
      const line = this.#isTooLong ? undefined : this.#halfLine.subarray(0, this.halfLineBytes);
      this.#clear();
      this.#isTooLong = false;
      if (line !== undefined) this.#onLine(line);
      start = end + 1;
    }
    this.#addPart(chunk.subarray(start));
  }

  #addPart(part: Buffer): void {
    if (this.#isTooLong || part.length === 0) return;
    const length = this.halfLineBytes + part.length;
    if (length > longestLineBytes) {
      this.#clear();
      this.#isTooLong = true;
      this.#onLine(undefined);
      return;
    }
    if (length > this.#halfLine.length) {
      const longer = Buffer.allocUnsafe(Math.max(length, 2 * this.#halfLine.length));
      this.#halfLine.copy(longer, 0, 0, this.halfLineBytes);
      this.#halfLine = longer;
    }
    part.copy(this.#halfLine, this.halfLineBytes);
    this.halfLineBytes = length;
  }

  #clear(): void {
    this.#halfLine = Buffer.alloc(0);
    this.halfLineBytes = 0;
  }
}
