/** How long a program may take. */
export interface Limits {
  /** From the start of the program to its first answer. */
  readonly startSeconds: number;
  /** For each other answer. */
  readonly requestSeconds: number;
  /** From `stop` to the end of the program, without a warning. */
  readonly promptStopSeconds: number;
  /** From `stop` to the end of the program. */
  readonly stopSeconds: number;
  readonly totalSeconds: number;
  /** Waiting time for a late answer, for the exit of a program that closed a stream, and for its child processes. */
  readonly graceSeconds: number;
}

/** For a simulator on the same machine: Python with a large library starts within a minute. */
export const defaultLimits: Limits = {
  startSeconds: 60,
  requestSeconds: 30,
  promptStopSeconds: 5,
  stopSeconds: 30,
  totalSeconds: 3600,
  graceSeconds: 2,
};

/** Longest line of a message. */
export const longestLineBytes: number = 64 * 2 ** 20;

/** What happened. */
export type TranscriptEvent = Readonly<
  { sent: string } | { received: string } | { stderr: string } | { ended: string }
>;

/** An event of a conversation. A transcript is a file with one event per line, as JSON. */
export type TranscriptEntry = { readonly program?: string; readonly atSeconds: number } & TranscriptEvent;

/** Receives every line in both directions, stderr, and the end. */
export type TranscriptListener = (entry: TranscriptEntry) => void;
