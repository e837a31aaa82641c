import type { PrecisionName } from '../../base/precision.ts';

/** Where an output first deviates from what was expected. */
export interface Divergence {
  /** `voltage`, `spikes`, `spike height`, … */
  readonly stage: string;
  readonly step?: number;
  readonly neuron?: number;
  readonly expected: unknown;
  readonly got: unknown;
  /** The largest difference that passes, if it is a number. */
  readonly allowed?: number;
}

/**
 * A difference between two answers that is taken for rounding if neither is known to be right: absolute up to 1 and
 * relative above. It is far above the rounding errors of a short run, and far below the effect of most mistakes.
 */
export const voltageTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-9, float32: 1e-5 };

/** A number, a list of numbers, a list of lists, and so on. */
export type Numbers = number | readonly Numbers[];

/**
 * The first number that deviates by more than the tolerance. A list of the wrong length is a deviation.
 *
 * @param tolerance - one for all numbers, one per number, or computed from the expected number
 */
export function firstOff(
  stage: string,
  expected: unknown,
  got: unknown,
  tolerance: Numbers | ((expected: number) => number),
): Divergence | undefined {
  if (!Array.isArray(expected)) {
    const allowed = typeof tolerance === 'function' ? tolerance(expected as number) : (tolerance as number);
    return isNear(expected, got, allowed) ? undefined : { stage, expected, got, ...(allowed > 0 && { allowed }) };
  }
  if (!Array.isArray(got)) return { stage, expected, got };
  if (got.length !== expected.length)
    return { stage, expected: `${expected.length} values`, got: `${got.length} values` };
  for (const [index, value] of expected.entries()) {
    const own = Array.isArray(tolerance) ? tolerance[index] : tolerance;
    const off = firstOff(`${stage}[${index}]`, value, got[index], own);
    if (off !== undefined) return off;
  }
  return undefined;
}

/** Whether a number is within the tolerance. NaN never is. */
export function isNear(expected: unknown, got: unknown, tolerance: number): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return false;
  return Object.is(expected, got) || Math.abs(expected - got) <= tolerance;
}

/** Number of spikes in an answer of neurons or of a network; undefined for other answers. */
export function countSpikes(output: unknown): number | undefined {
  const { spikes, spikeCounts } = (output ?? {}) as { spikes?: unknown; spikeCounts?: unknown };
  if (Array.isArray(spikes)) return spikes.reduce<number>((sum, train) => sum + train.length, 0); // `flat` is slow
  if (!Array.isArray(spikeCounts)) return undefined;
  return spikeCounts.flat().reduce<number>((sum, count) => sum + (Number(count) || 0), 0);
}
