import { type PrecisionName, unitRoundoff } from '../../src/base/precision.ts';
import type { TuningInput, TuningOutput } from '../../src/conformance/implementation.ts';
import { decimal } from '../oracles/exact.ts';
import { exactRateHz, exactTuning, rateError, tuningError } from '../oracles/rate.ts';
import type { Computed } from './computed.ts';

const rules = {
  maxRate: 'at input 1',
  intercept: 'largest input without a spike',
  rate: '1/(tauRef + tauRc * ln(1 + 1/(J - 1))) for J > 1, else 0',
  outputs: 'amplitude * rate',
};

/** Tuned neurons; undefined if rounding could decide whether one fires. */
export function tuningAnswer(input: TuningInput): Computed<'tuning'> | undefined {
  const points = input.maxRatesHz.map((_, neuron) => pointsOf(input, neuron));
  const perPoint = (value: (point: Point) => number) =>
    input.inputs.map((_, index) => points.map(({ ofInputs }) => value(ofInputs[index] as Point)));
  const margin = marginOf(points.flatMap(({ ofInputs }) => ofInputs));
  if (margin === undefined) return undefined;
  const expected: TuningOutput = {
    gain: points.map(({ gain }) => gain),
    bias: points.map(({ bias }) => bias),
    ratesHz: perPoint(({ rateHz }) => rateHz),
    outputs: perPoint(({ rateHz }) => input.amplitude * rateHz),
  };
  const allowed = (precision: PrecisionName): TuningOutput => ({
    gain: points.map(({ error }) => error[precision].gain),
    bias: points.map(({ error }) => error[precision].bias),
    ratesHz: perPoint(({ rateError }) => rateError[precision]),
    outputs: perPoint(({ rateError, rateHz }) => {
      return input.amplitude * (rateError[precision] + 4 * unitRoundoff[precision] * rateHz);
    }),
  });
  const derivation =
    'first-order rounding error of the formulas, doubled to cover higher orders (properties/oracles/rate.ts)';
  return {
    isExact: true,
    rules,
    units: 'seconds, hertz; gain, bias and inputs dimensionless; outputs amplitude times hertz',
    expected,
    tolerance: { float64: allowed('float64'), float32: allowed('float32'), derivation },
    margin,
  };
}

interface Point {
  /** Whether input and intercept are 0, so that the current is exactly 1 in every precision. */
  readonly isExactlyOne: boolean;
  readonly current: number;
  readonly rateHz: number;
  readonly currentError: Readonly<Record<PrecisionName, number>>;
  readonly rateError: Readonly<Record<PrecisionName, number>>;
}

function pointsOf(input: TuningInput, neuron: number) {
  const response = { maxRateHz: input.maxRatesHz[neuron] as number, intercept: input.intercepts[neuron] as number };
  const { gain, bias } = exactTuning(response, input);
  const inPrecision = <Value>(of: (precision: PrecisionName) => Value) => ({
    float64: of('float64'),
    float32: of('float32'),
  });
  const error = inPrecision((precision) => {
    const relative = tuningError(response, input, unitRoundoff[precision]);
    return { gain: 2 * relative.gain * gain, bias: response.intercept === 0 ? 0 : 2 * relative.bias };
  });
  const ofInputs = input.inputs.map((x): Point => {
    const exact = decimal(gain).times(decimal(x)).plus(decimal(bias));
    const current = exact.toNumber();
    const rateHz = exactRateHz(exact, input);
    const currentError = inPrecision((precision) => {
      const u = unitRoundoff[precision];
      const rounded = u * (3 * Math.abs(gain * x) + Math.abs(bias) + Math.abs(current));
      return error[precision].gain * Math.abs(x) + error[precision].bias + rounded;
    });
    const rateErrors = inPrecision((precision) => {
      if (rateHz === 0) return 0;
      return 2 * rateHz * rateError(current, currentError[precision], input, unitRoundoff[precision]);
    });
    const isExactlyOne = x === 0 && response.intercept === 0;
    return { isExactlyOne, current, rateHz, currentError, rateError: rateErrors };
  });
  return { gain, bias, error, ofInputs };
}

/**
 * The smallest |J − 1|; 0 if input and intercept are 0, since the current is then exactly 1 in every precision. Undefined
 * if rounding could move a current across 1.
 */
function marginOf(points: readonly Point[]): number | undefined {
  const isDecided = points.every(
    ({ isExactlyOne, current, currentError }) => isExactlyOne || Math.abs(current - 1) > 10 * currentError.float32,
  );
  return isDecided ? Math.min(...points.map(({ current }) => Math.abs(current - 1))) : undefined;
}
