import { StringDecoder } from 'node:string_decoder';

/** How long a program may take, and how much it may write. */
export interface Limits {
  /** From the start of the program to its first answer. */
  readonly startSeconds: number;
  /** For each other answer. */
  readonly requestSeconds: number;
  /** How long to wait for an answer after its limit, to distinguish a late answer from none. */
  readonly lateSeconds: number;
  /** From `stop` to the end of the program. */
  readonly stopSeconds: number;
  /** How long a program may run after closing stdin or stdout, and its child processes after it exits. */
  readonly lingerSeconds: number;
  readonly totalSeconds: number;
  /** Longest answer. */
  readonly answerBytes: number;
  /** How much of the end of stderr is stored. */
  readonly stderrBytes: number;
}

/** For a simulator on the same machine: Python with a large library starts within a minute. */
export const defaultLimits: Limits = {
  startSeconds: 60,
  requestSeconds: 30,
  lateSeconds: 1,
  stopSeconds: 5,
  lingerSeconds: 2,
  totalSeconds: 3600,
  answerBytes: 64 * 2 ** 20,
  stderrBytes: 64 * 2 ** 10,
};

/** An event of a conversation. A transcript is a file with one event per line, as JSON. */
export type TranscriptEntry = { readonly atSeconds: number } & TranscriptEvent;

type TranscriptEvent = Readonly<{ sent: string } | { received: string } | { stderr: string } | { ended: string }>;

/** Receives every line in both directions, stderr, and the end. */
export type TranscriptListener = (entry: TranscriptEntry) => void;

/** Passes events on to a listener, with their times. */
export class Transcript {
  private readonly listener: TranscriptListener | undefined;
  /** Handles characters that arrive in two pieces. */
  private readonly decoder = new StringDecoder('utf8');
  private readonly began = performance.now();

  constructor(listener: TranscriptListener | undefined) {
    this.listener = listener;
  }

  tell(event: TranscriptEvent): void {
    this.listener?.({ atSeconds: Math.round(performance.now() - this.began) / 1000, ...event });
  }

  hearLine(line: Buffer): void {
    if (this.listener !== undefined) this.tell({ received: line.toString('utf8') });
  }

  hearStderr(chunk: Buffer): void {
    this.tell({ stderr: this.decoder.write(chunk) });
  }
}
