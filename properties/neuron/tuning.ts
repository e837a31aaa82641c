import fc from 'fast-check';
import type { Implementation, TuningInput, TuningOutput } from '../../src/conformance/implementation.ts';
import type { Response } from '../../src/neuron/tuning.ts';
import { amplitude, chargeTime, intercept, rateParameters, tuningInput } from '../arbitraries/tuning.ts';
import { type Law, offered } from '../law.ts';
import { type Decimals, decimals } from '../oracles/decimal.ts';
import { exactTuning, rateError, tuningError } from '../oracles/rate.ts';
import { type ForbiddenInput, requireRefusal } from '../refusal.ts';
import { requireThat } from '../refutation.ts';
import { unitRoundoff } from '../rounding.ts';

/** The neuron of the tutorial network: 100 Hz at input 1, silent up to input 0. */
const tutorialNeuron: TuningInput = {
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 0.01,
  maxRatesHz: [100],
  intercepts: [0],
  inputs: [0, 1],
};

/** Every neuron that is given the only rate in the list fires at that rate. */
export const givesEveryNeuronTheOneRate: Law = {
  id: 'tuning/one-rate-for-all',
  claim: 'C1',
  statement: 'always lets every neuron of max rate 100 Hz fire at 100 Hz for input 1',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(fc.array(intercept(), { minLength: 1, maxLength: 8 }), async (intercepts) => {
      const decimal = await decimals();
      const input = { ...tutorialNeuron, maxRatesHz: intercepts.map(() => 100), intercepts, inputs: [1] };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      for (const [neuron, response] of responses(input).entries()) {
        requireMaxRate(decimal, givesEveryNeuronTheOneRate, implementation, input, response, ratesHz[0]?.[neuron]);
      }
    }),
};

/** The max rate is what an experimenter measures at input 1. */
export const firesAtMaxRateForInputOne: Law = {
  id: 'tuning/max-rate-at-input-one',
  claim: 'C2',
  statement: 'always fires at its max rate for input 1',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const decimal = await decimals();
      const input = { ...drawn, inputs: [1] };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      for (const [neuron, response] of responses(input).entries()) {
        requireMaxRate(decimal, firesAtMaxRateForInputOne, implementation, input, response, ratesHz[0]?.[neuron]);
      }
    }),
};

/** Gain and bias are the closed form, to rounding. For the tutorial's neuron: 2.0332447817197368 and 1. */
export const hasGainAndBiasOfClosedForm: Law = {
  id: 'tuning/gain-and-bias',
  claim: 'C2',
  statement:
    'always has the gain 1/((e^((1/rate − τ_ref)/τ_rc) − 1) · (1 − intercept)) and the bias 1 − gain · intercept',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(fc.oneof(fc.constant(tutorialNeuron), tuningInput()), async (input) => {
      const decimal = await decimals();
      const { gain, bias } = await offered(implementation, 'tuning')(input);
      for (const [neuron, response] of responses(input).entries()) {
        const exact = exactTuning(decimal, response, input);
        const error = tuningError(response, input, unitRoundoff[implementation.precision]);
        const got = { gain: gain[neuron] ?? Number.NaN, bias: bias[neuron] ?? Number.NaN };
        const holds =
          Math.abs(got.gain - exact.gain) <= error.gain * exact.gain && Math.abs(got.bias - exact.bias) <= error.bias;
        const { claim, statement } = hasGainAndBiasOfClosedForm;
        requireThat(holds, claim, statement, () => ({ expected: exact, got }));
      }
    }),
};

/** At input 0 an untrained neuron of intercept 0 has a current of exactly 1, and 1 is not above the threshold. */
export const silentUpToInterceptZero: Law = {
  id: 'tuning/silent-up-to-zero',
  claim: 'C3',
  statement: 'never fires for input 0 or below if its intercept is 0',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), async (drawn) => {
      const input = {
        ...drawn,
        intercepts: drawn.intercepts.map(() => 0),
        inputs: [0, ...drawn.inputs.map((x) => -Math.abs(x))],
      };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      requireThat(
        ratesHz.flat().every((rate) => rate === 0),
        silentUpToInterceptZero.claim,
        silentUpToInterceptZero.statement,
        () => ({ expected: 'rates of 0', got: ratesHz }),
      );
    }),
};

/** The intercept is where firing starts: as far below it as rounding can reach a neuron is silent, above it fires. */
export const startsToFireAtIntercept: Law = {
  id: 'tuning/starts-at-intercept',
  claim: 'C3',
  statement: 'always is silent just below its intercept and fires just above it',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(rateParameters(), chargeTime(), intercept(), async (parameters, time, at) => {
      const decimal = await decimals();
      const maxRateHz = 1 / (parameters.tauRefSeconds + parameters.tauRcSeconds * time);
      const margin = interceptMargin(
        decimal,
        { maxRateHz, intercept: at },
        parameters,
        unitRoundoff[implementation.precision],
      );
      const inputs = [at - 1, at - margin, at + margin, at + 1];
      const input = { ...parameters, amplitude: 1, maxRatesHz: [maxRateHz], intercepts: [at], inputs };
      const { ratesHz } = await offered(implementation, 'tuning')(input);
      const fires = ratesHz.map(([rate]) => rate !== undefined && rate > 0);
      const { claim, statement } = startsToFireAtIntercept;
      requireThat(fires.join() === 'false,false,true,true', claim, statement, () => ({
        expected: `silent at ${inputs.slice(0, 2)}, firing at ${inputs.slice(2)}`,
        got: ratesHz.flat(),
      }));
    }),
};

/** Amplitude scales what is sent, not what is felt. */
export const amplitudeTunesNothing: Law = {
  id: 'tuning/amplitude-tunes-nothing',
  claim: 'C4',
  statement: 'always has the same gain, bias and firing rates, whatever its amplitude',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(tuningInput(), amplitude(), async (input, other) => {
      const tuning = offered(implementation, 'tuning');
      const felt = ({ gain, bias, ratesHz }: TuningOutput) => ({ gain, bias, ratesHz });
      const expected = felt(await tuning(input));
      const got = felt(await tuning({ ...input, amplitude: other }));
      const holds = JSON.stringify(got) === JSON.stringify(expected);
      requireThat(holds, amplitudeTunesNothing.claim, amplitudeTunesNothing.statement, () => ({ expected, got }));
    }),
};

/** What no neuron can do is refused. */
export const refusesImpossibleTuning: Law = {
  id: 'tuning/refuses-the-impossible',
  claim: 'C2',
  statement: 'always refuses a max rate of 1/τ_ref or more, an intercept of 1 or more, and what is not a number',
  needs: ['tuning'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleTunings()), ({ what, input }) =>
      requireRefusal(
        refusesImpossibleTuning.claim,
        refusesImpossibleTuning.statement,
        { what, input },
        offered(implementation, 'tuning'),
      ),
    ),
};

function impossibleTunings(): ForbiddenInput<TuningInput>[] {
  const changed = (change: Partial<TuningInput>): TuningInput => ({ ...tutorialNeuron, ...change });
  return [
    { what: 'a max rate of 1/τ_ref', input: changed({ maxRatesHz: [500] }) },
    { what: 'a max rate above 1/τ_ref', input: changed({ maxRatesHz: [501] }) },
    { what: 'a max rate of 0', input: changed({ maxRatesHz: [0] }) },
    { what: 'a max rate below 0', input: changed({ maxRatesHz: [-100] }) },
    { what: 'a max rate that is not a number', input: changed({ maxRatesHz: [Number.NaN] }) },
    { what: 'an intercept of 1', input: changed({ intercepts: [1] }) },
    { what: 'an intercept above 1', input: changed({ intercepts: [1.5] }) },
    { what: 'an intercept that is not a number', input: changed({ intercepts: [Number.NaN] }) },
    { what: 'an amplitude of 0', input: changed({ amplitude: 0 }) },
    { what: 'an amplitude below 0', input: changed({ amplitude: -0.01 }) },
    { what: 'a τ_rc of 0', input: changed({ tauRcSeconds: 0 }) },
    { what: 'a τ_ref below 0', input: changed({ tauRefSeconds: -0.001 }) },
    { what: 'an input that is not a number', input: changed({ inputs: [Number.NaN] }) },
  ];
}

function responses({ maxRatesHz, intercepts }: TuningInput): Response[] {
  return maxRatesHz.map((maxRateHz, neuron) => ({ maxRateHz, intercept: intercepts[neuron] ?? Number.NaN }));
}

function requireMaxRate(
  decimal: Decimals,
  { claim, statement }: Law,
  { precision }: Implementation,
  parameters: TuningInput,
  response: Response,
  got: number | undefined,
): void {
  const u = unitRoundoff[precision];
  const { gain, bias } = exactTuning(decimal, response, parameters);
  const ofCurrent = tuningError(response, parameters, u).currentAtOne;
  const tolerance = rateError(gain + bias, ofCurrent, parameters, u);
  const expected = response.maxRateHz;
  const holds = got !== undefined && Math.abs(got - expected) <= tolerance * expected;
  requireThat(holds, claim, statement, () => ({ expected, got }));
}

/** Distance from the intercept at which the current is farther from 1 than rounding can move it. */
function interceptMargin(
  decimal: Decimals,
  response: Response,
  parameters: { readonly tauRcSeconds: number; readonly tauRefSeconds: number },
  u: number,
): number {
  const { gain, bias } = exactTuning(decimal, response, parameters);
  return (8 * u * (Math.abs(gain * response.intercept) + Math.abs(bias) + 1)) / gain;
}

export const tuningLaws: readonly Law[] = [
  givesEveryNeuronTheOneRate,
  firesAtMaxRateForInputOne,
  hasGainAndBiasOfClosedForm,
  silentUpToInterceptZero,
  startsToFireAtIntercept,
  amplitudeTunesNothing,
  refusesImpossibleTuning,
];
