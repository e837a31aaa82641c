import fc from 'fast-check';
import { expm1 } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation, TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { Response, Tuning } from '../../src/simulator/neuron/tuning.ts';
import { legalTuning } from '../arbitraries/legal-tuning.ts';
import { exactTuning, rateError, tuningError } from '../oracles/rate.ts';
import { refusalLaw } from '../refusal.ts';
import { requireThat } from '../require.ts';

/** The neuron of the tutorial network: 100 Hz at input 1, silent up to input 0. */
const tutorialNeuron: TuningInput = {
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 0.01,
  maxRatesHz: [100],
  intercepts: [0],
  inputs: [0, 1],
};

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Gain and bias of such a neuron would be negative, infinite or NaN. */
const refusesImpossibleTuning: Law = refusalLaw(
  'tuning',
  {
    id: 'tuning/refuses-the-impossible',
    statement:
      'always refuses a max rate of 1/τ_ref or more, an intercept of 1 or more, and values that are not numbers',
  },
  () => fc.constant(tutorialNeuron),
  {
    'a max rate of 1/τ_ref': () => ({ maxRatesHz: [500] }),
    'a max rate above 1/τ_ref': () => ({ maxRatesHz: [501] }),
    'a max rate of 0': () => ({ maxRatesHz: [0] }),
    'a max rate below 0': () => ({ maxRatesHz: [-100] }),
    'a max rate that is not a number': () => ({ maxRatesHz: [nan] }),
    'a max rate of 1 Hz, whose gain rounds to 0': () => ({ maxRatesHz: [1] }),
    'an intercept of 1': () => ({ intercepts: [1] }),
    'an intercept above 1': () => ({ intercepts: [1.5] }),
    'an intercept that is not a number': () => ({ intercepts: [nan] }),
    'an infinite intercept': () => ({ intercepts: [-infinity] }),
    'more max rates than intercepts': () => ({ maxRatesHz: [100, 100] }),
    'an amplitude of 0': () => ({ amplitude: 0 }),
    'an amplitude below 0': () => ({ amplitude: -0.01 }),
    'an amplitude that is not a number': () => ({ amplitude: nan }),
    'a τ_rc of 0': () => ({ tauRcSeconds: 0 }),
    'a τ_rc that is not a number': () => ({ tauRcSeconds: nan }),
    'a τ_ref below 0': () => ({ tauRefSeconds: -0.001 }),
    'a τ_ref that is not a number': () => ({ tauRefSeconds: nan }),
    'an input that is not a number': () => ({ inputs: [nan] }),
    'an infinite input': () => ({ inputs: [infinity] }),
  },
);

/** The max rate is the rate at input 1. */
export const firesAtMaxRateForInputOne: Law = {
  id: 'tuning/max-rate-at-input-one',
  clause: 'rate',
  statement: 'always fires at its max rate for input 1',
  needs: ['tuning'],
  times: 8,
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const input = { ...drawn, inputs: [1] };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      for (const [neuron, response] of responses(input).entries()) {
        requireMaxRate(firesAtMaxRateForInputOne, implementation, input, response, ratesHz[0]?.[neuron]);
      }
    }),
};

/** Gain and bias in closed form. For the tutorial's neuron they are 2.0332447817197368 and 1. */
export const hasClosedFormGainAndBias: Law = {
  id: 'tuning/gain-and-bias',
  clause: 'rate',
  times: 4,
  // exact values take long
  mostRuns: 60,
  statement:
    'always has the gain 1/((e^((1/rate − τ_ref)/τ_rc) − 1) · (1 − intercept)) and the bias 1 − gain · intercept',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(fc.oneof(fc.constant(tutorialNeuron), legalTuning(24)), async (input) => {
      const { gain, bias } = await capabilityOf(implementation, 'tuning')(input);
      const known = new Map<string, Tuning>(); // neurons share a few responses
      for (const [neuron, response] of responses(input).entries()) {
        const key = `${response.maxRateHz} ${response.intercept}`;
        const exact = known.get(key) ?? exactTuning(response, input);
        known.set(key, exact);
        const error = tuningError(response, input, unitRoundoff[implementation.precision]);
        // the exact values are rounded too
        const allowed = {
          gain: (error.gain + unitRoundoff.float64) * exact.gain,
          bias: error.bias + unitRoundoff.float64 * Math.abs(exact.bias),
        };
        const got = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
        const holds =
          Math.abs(got.gain - exact.gain) <= allowed.gain && Math.abs(got.bias - exact.bias) <= allowed.bias;
        requireThat(holds, hasClosedFormGainAndBias, () => ({ expected: exact, got }));
      }
    }),
};

/** At input 0, an untrained neuron of intercept 0 has a current of exactly 1, which is not above the threshold. */
export const silentUpToInterceptZero: Law = {
  id: 'tuning/silent-up-to-zero',
  clause: 'rate',
  statement: 'never fires for input 0 or below if its intercept is 0',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const input = {
        ...drawn,
        intercepts: drawn.intercepts.map(() => 0),
        inputs: [0, ...drawn.inputs.map((x) => -Math.abs(x))],
      };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      requireThat(
        ratesHz.flat().every((rate) => rate === 0),
        silentUpToInterceptZero,
        () => ({ expected: 'rates of 0', got: ratesHz }),
      );
    }),
};

/** The intercept is the input at which firing starts, up to rounding. */
export const startsToFireAtIntercept: Law = {
  id: 'tuning/starts-at-intercept',
  clause: 'rate',
  statement: 'always stays silent just below its intercept and fires just above it',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(legalTuning(), async (drawn) => {
      const [response] = responses(drawn) as [Response];
      const at = response.intercept;
      const margin = interceptMargin(response, drawn, unitRoundoff[implementation.precision]);
      const inputs = [at - 1 - margin, at - margin, at + margin, at + 1 + margin];
      const input = { ...drawn, maxRatesHz: [response.maxRateHz], intercepts: [at], inputs };
      const { ratesHz } = await capabilityOf(implementation, 'tuning')(input);
      const fires = ratesHz.map(([rate]) => rate !== undefined && rate > 0);
      requireThat(fires.join() === 'false,false,true,true', startsToFireAtIntercept, () => ({
        expected: `silent at ${inputs.slice(0, 2)}, firing at ${inputs.slice(2)}`,
        got: ratesHz.flat(),
      }));
    }),
};

function responses({ maxRatesHz, intercepts }: TuningInput): Response[] {
  return maxRatesHz.map((maxRateHz, neuron) => ({ maxRateHz, intercept: intercepts[neuron] ?? Number.NaN }));
}

function requireMaxRate(
  law: Law,
  { precision }: Implementation,
  parameters: TuningInput,
  response: Response,
  got: number | undefined,
): void {
  const u = unitRoundoff[precision];
  const { tauRcSeconds, tauRefSeconds } = parameters;
  const currentAtOne = -1 / expm1((tauRefSeconds - 1 / response.maxRateHz) / tauRcSeconds);
  const ofCurrent = tuningError(response, parameters, u).currentAtOne;
  const tolerance = rateError(currentAtOne, ofCurrent, parameters, u);
  const expected = response.maxRateHz;
  const holds = got !== undefined && Math.abs(got - expected) <= tolerance * expected;
  requireThat(holds, law, () => ({ expected, got }));
}

/**
 * Roundings between intercept and current. Intercept and input are rounded, then gain · intercept, bias, gain · input
 * and current, each by u of its size: u · (4 |gain · intercept| + |bias| + 1). Twice as much leaves room for other
 * forms.
 */
const marginRoundoffs = 8;

/** Distance from the intercept at which the current is farther from 1 than rounding can move it. */
function interceptMargin(
  response: Response,
  parameters: { readonly tauRcSeconds: number; readonly tauRefSeconds: number },
  u: number,
): number {
  const { gain, bias } = exactTuning(response, parameters);
  return (marginRoundoffs * u * (Math.abs(gain * response.intercept) + Math.abs(bias) + 1)) / gain;
}

export const tuningLaws: readonly Law[] = [
  firesAtMaxRateForInputOne,
  hasClosedFormGainAndBias,
  silentUpToInterceptZero,
  startsToFireAtIntercept,
  refusesImpossibleTuning,
];
