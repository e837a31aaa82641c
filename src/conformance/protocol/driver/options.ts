/** How long a program on the same machine may take: Python with a large library starts within a minute. */
export const defaultLimits = {
  /** From the start of the program to its first answer. */
  startSeconds: 60,
  /** For each other answer. */
  requestSeconds: 30,
  /** From `stop` to the end of the program, without a warning. */
  promptStopSeconds: 5,
  /** From `stop` to the end of the program. */
  stopSeconds: 30,
  totalSeconds: 3600,
  /** Waiting time for a late answer, for the exit of a program that closed a stream, and for its child processes. */
  graceSeconds: 2,
};

/** How long a program may take. */
export type Limits = Readonly<typeof defaultLimits>;

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
