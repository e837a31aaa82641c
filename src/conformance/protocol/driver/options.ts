/** How long a program on the same machine may take: Python with a large library starts within a minute. */
export const defaultLimits = {
  /** For each answer, and from the start of the program to its first one. */
  answerSeconds: 60,
  /** From `stop` to the end of the program. */
  stopSeconds: 30,
  /** Waiting time for the exit of a program that closed stdout, and for output after its exit. */
  graceSeconds: 2,
};

export type Limits = Readonly<typeof defaultLimits>;

export const longestLineBytes: number = 48 * 2 ** 20;
