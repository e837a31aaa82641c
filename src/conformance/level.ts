/**
 * How closely an implementation agrees with the expected output, best first.
 *
 * - bits: all numbers are equal, including voltages
 * - steps: every spike is in its step
 * - none: neither
 */
export const levelNames = ['bits', 'steps', 'none'] as const;

export type Level = (typeof levelNames)[number];

/** The lowest of some levels; `none` without levels. */
export function worstLevel(some: readonly Level[]): Level {
  return levelNames[Math.max(...some.map((level) => levelNames.indexOf(level)))] ?? 'none';
}
