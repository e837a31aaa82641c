/** How long a program on the same machine may take: Python with a large library starts within a minute. */
export const defaultLimits = {
  /** For each answer, and from the start of the program to its first one. */
  answerSeconds: 60,
  /** From `stop` to the end of the program. */
  stopSeconds: 30,
  /** Waiting time for a late answer, for the exit of a program that closed a stream, and for its child processes. */
  graceSeconds: 2,
};

export type Limits = Readonly<typeof defaultLimits>;

export const longestLineBytes: number = 48 * 2 ** 20;
