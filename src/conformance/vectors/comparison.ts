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

/** A number that is off, with its place: `voltage[3][0]`. */
export interface NumberOff {
  readonly place: string;
  readonly expected: unknown;
  readonly got: unknown;
  /** Infinite if one of both is missing or is no number. */
  readonly distance: number;
}

/** Every number of an answer that is not exactly the expected one. */
export function* numbersOff(expected: unknown, got: unknown, place = ''): Generator<NumberOff> {
  if (Object.is(expected, got)) return;
  const areLists = [expected, got].every((one) => typeof one === 'object' && one !== null);
  if (!areLists) {
    const areNumbers = typeof expected === 'number' && typeof got === 'number';
    yield { place, expected, got, distance: areNumbers ? Math.abs(expected - got) : Number.POSITIVE_INFINITY };
    return;
  }
  const [one, other] = [expected, got] as Record<string, unknown>[];
  const nameOf = (key: string) =>
    Array.isArray(expected) ? `${place}[${key}]` : `${place === '' ? '' : `${place}.`}${key}`;
  // an answer may leave out fields, and have others
  const keys = Array.isArray(expected)
    ? Object.keys({ ...one, ...other })
    : Object.keys(one ?? {}).filter((key) => other && key in other);
  for (const key of keys) yield* numbersOff(one?.[key], other?.[key], nameOf(key));
}

/** A number is clearly off if it is off by this part of the number that is off most. */
const clearly = 0.1;

/** The first number that is clearly off; undefined if none is. */
export function firstClearlyOff(off: readonly NumberOff[]): NumberOff | undefined {
  const most = off.reduce((largest, { distance }) => Math.max(largest, distance), 0);
  return off.find(({ distance }) => distance > 0 && distance >= clearly * most);
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
