/** How long an implementation may take, and how much it may say. */
export interface Limits {
  /** From the start of the program to its first answer. Larger lets it load more. */
  readonly startSeconds: number;
  /** For each answer. */
  readonly requestSeconds: number;
  /** How long an answer is waited for that is late already, to tell late from never. */
  readonly lateSeconds: number;
  /** From `stop` to the end of the program. */
  readonly stopSeconds: number;
  /** How long a program may go on that has closed its stdin or stdout, and what it started when it has ended. */
  readonly lingerSeconds: number;
  /** From the start of the program to its end. */
  readonly totalSeconds: number;
  /** Largest length of an answer. */
  readonly answerBytes: number;
  /** How much of stderr is kept, of its end. */
  readonly stderrBytes: number;
}

/** What is right for a simulator on the same machine: Python with a large library starts within a minute. */
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
