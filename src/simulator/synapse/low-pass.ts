import { exp, expm1 } from '../../base/elementary.ts';
import { float64, type Precision } from '../../base/precision.ts';
import { requirePositive } from '../../base/requirement.ts';

/**
 * Filters a signal like a filtered probe: the output starts at 0 and lags one step, so the last input never appears;
 * definition: S1.
 *
 *   y_0 = 0,   y_t = a · y_{t−1} + (1 − a) · x_{t−1},   a = e^(−dt/τ)
 *
 * @param signal - one value per step
 * @param start - what the filter holds before the first step
 * @returns one value per step
 * @throws {Refusal} if `dtSeconds` or `tauSeconds` is not above 0
 * @example filterLowPass([1, 1, 1], { dtSeconds: 0.001, tauSeconds: 0.1 })
 * // [0, 0.009950166250831947, 0.0198013266932447]
 * @see Nengo nengo/synapses.py `Lowpass`; shared with NengoDL's filtered probes
 */
export function filterLowPass(
  signal: ArrayLike<number>,
  parameters: LowPassParameters,
  precision: Precision = float64,
  start = 0,
): number[] {
  const constants = lowPassConstants(parameters, precision);
  let filtered = start;
  return Array.from(signal, (input) => {
    const shown = filtered;
    filtered = stepLowPass(filtered, precision.round(input), constants);
    return shown;
  });
}

export interface LowPassParameters {
  /** Step length, seconds, above 0. Larger values weight each input more. */
  readonly dtSeconds: number;
  /** Time constant, seconds, above 0. Larger values smooth more and follow more slowly. */
  readonly tauSeconds: number;
}

/** Constants of a step, computed from the parameters. */
export interface LowPassConstants {
  /** a = e^(−dt/τ): the fraction of the old value that remains. */
  readonly keep: number;
  /** 1 − a: the fraction of the input that is added. */
  readonly take: number;
  readonly precision: Precision;
}

/**
 * Computes the constants of a low-pass filter in float64 and rounds each once.
 *
 * @throws {Refusal} if `dtSeconds` or `tauSeconds` is not above 0
 * @example lowPassConstants({ dtSeconds: 0.001, tauSeconds: 0.1 }).take // 0.009950166250831947
 */
export function lowPassConstants(
  { dtSeconds, tauSeconds }: LowPassParameters,
  precision: Precision = float64,
): LowPassConstants {
  requirePositive('dtSeconds', dtSeconds);
  requirePositive('tauSeconds', tauSeconds);
  const exponent = -dtSeconds / tauSeconds;
  return { keep: precision.round(exp(exponent)), take: precision.round(-expm1(exponent)), precision };
}

/**
 * Computes the next value of the filter.
 *
 *   y ← a · y + (1 − a) · x
 *
 * @param filtered - y, the value before the step
 * @param input - x, the signal during the step
 * @example stepLowPass(0, 1, lowPassConstants({ dtSeconds: 0.001, tauSeconds: 0.1 })) // 0.009950166250831947
 */
export function stepLowPass(filtered: number, input: number, { keep, take, precision }: LowPassConstants): number {
  const { round } = precision;
  return round(round(keep * filtered) + round(take * input));
}
