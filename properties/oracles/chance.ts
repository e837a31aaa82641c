/**
 * Limits of what chance explains. Each is exceeded by a right implementation at most once in a thousand million times;
 * a law of 100 runs with two such checks is wrongly refuted at most once in five million seeds.
 */
const falseAlarm = 1e-9;

/**
 * How far the distribution of n uniform draws may be from the uniform one.
 *
 *   P(sup |F_n − F| > ε) ≤ 2 e^(−2nε²)
 *
 * @see Dvoretzky, Kiefer and Wolfowitz (1956), with the constant of Massart (1990)
 */
export function uniformLimit(draws: number): number {
  return Math.sqrt(Math.log(2 / falseAlarm) / (2 * draws));
}

/** sup |F_n − F| of draws from 0 … 1; infinite if one is outside or not a number. */
export function distanceFromUniform(draws: readonly number[]): number {
  const sorted = draws.toSorted((a, b) => a - b);
  const within = sorted.every((value) => value > -1e-6 && value < 1 + 1e-6);
  if (!within || sorted.length === 0) return Number.POSITIVE_INFINITY;
  const gaps = sorted.map((value, place) =>
    Math.max(Math.abs(value - place / sorted.length), Math.abs(value - (place + 1) / sorted.length)),
  );
  return Math.max(...gaps);
}

/**
 * How far the mean of n products of independent draws from −1 … 1 may be from 0.
 *
 *   P(|mean| > ε) ≤ 2 e^(−nε²/2)
 *
 * @see Hoeffding (1963)
 */
export function correlationLimit(draws: number): number {
  return Math.sqrt((2 * Math.log(2 / falseAlarm)) / draws);
}

/**
 * Draws after which every one of `count` equally likely values has come.
 *
 *   P(one is missing) ≤ count · (1 − 1/count)^n
 */
export function enoughToMeetAll(count: number): number {
  return Math.ceil(Math.log(falseAlarm / count) / Math.log(1 - 1 / count));
}
