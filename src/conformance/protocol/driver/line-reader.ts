import { longestLineBytes } from './options.ts';

/** Splits a stream into lines. It drops the rest of a line that is too long. */
export class LineReader {
  /** Number of bytes after the last whole line. */
  halfLineBytes = 0;
  #parts: Buffer[] = [];
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
      const line = this.#isTooLong ? undefined : Buffer.concat(this.#parts);
      this.#clear();
      this.#isTooLong = false;
      if (line !== undefined) this.#onLine(line);
      start = end + 1;
    }
    this.#addPart(chunk.subarray(start));
  }

  #addPart(part: Buffer): void {
    if (this.#isTooLong || part.length === 0) return;
    this.#parts.push(part);
    this.halfLineBytes += part.length;
    if (this.halfLineBytes <= longestLineBytes) return;
    this.#clear();
    this.#isTooLong = true;
    this.#onLine(undefined);
  }

  #clear(): void {
    this.#parts = [];
    this.halfLineBytes = 0;
  }
}
