/** Keeps the end of a stream, and nothing else of it. */
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

  /** What is kept, as text. */
  get text(): string {
    return Buffer.concat(this.chunks).subarray(-this.limit).toString('utf8');
  }

  /** The line that says most of why a program ended: the last that names an error, else the last that says something. */
  get tellingLine(): string | undefined {
    const lines = this.text.trimEnd().split('\n');
    return lines.findLast((line) => namesError.test(line)) ?? (lines.at(-1) || undefined);
  }
}

/** What follows it are places in the program, or advice: Java's and Node's `at …`, Go's goroutines, what a library adds. */
const namesError = /^(?!\s*at ).*(?:(?:Error|Exception)\b|\bpanic(?:ked)?\b|\bfatal\b)/i;
