import { StringDecoder } from 'node:string_decoder';
import type { TranscriptEntry } from './transcript.ts';

/** Who listens to a conversation. Nothing of it changes what is said. */
export interface ConnectOptions {
  /** Receives every line in either direction, what came on stderr, and the end. */
  readonly transcript?: (entry: TranscriptEntry) => void;
  readonly onStderr?: (text: string) => void;
}

/** Tells those who listen. */
export class Listeners {
  private readonly options: ConnectOptions;
  /** A character may come in two pieces. */
  private readonly decoder = new StringDecoder('utf8');
  private readonly began = performance.now();

  constructor(options: ConnectOptions) {
    this.options = options;
  }

  tell(said: { sent: string } | { received: string } | { stderr: string } | { ended: string }): void {
    this.options.transcript?.({ atSeconds: Math.round(performance.now() - this.began) / 1000, ...said });
  }

  hearLine(line: Buffer): void {
    if (this.options.transcript !== undefined) this.tell({ received: line.toString('utf8') });
  }

  hearStderr(chunk: Buffer): void {
    const text = this.decoder.write(chunk);
    this.options.onStderr?.(text);
    this.tell({ stderr: text });
  }
}
