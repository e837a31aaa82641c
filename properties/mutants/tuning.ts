import { requireAllFinite, requirePositive } from '../../src/base/requirement.ts';
import type { TuningInput, TuningOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type RateParameters, rateHz } from '../../src/simulator/neuron/rate.ts';
import { type Response, type Tuning, tune } from '../../src/simulator/neuron/tuning.ts';
import type { Mutant } from './mutant.ts';

/** What tuned neurons are put together from; a mutant replaces one piece. */
interface Pieces {
  readonly require: (input: TuningInput) => void;
  readonly tune: (response: Response, input: TuningInput) => Tuning;
  readonly rateHz: (current: number, input: TuningInput) => number;
  /** What is sent at a rate. */
  readonly send: (rateHz: number, input: TuningInput) => number;
}

const right: Pieces = {
  require: ({ amplitude, inputs }) => {
    requirePositive('amplitude', amplitude);
    requireAllFinite('inputs', inputs);
  },
  tune,
  rateHz,
  send: (rate, { amplitude }) => amplitude * rate,
};

/** Wrong ways to tune neurons and to say what they fire. */
export const tuningMutants: readonly Mutant[] = [
  {
    ...tunedBy('amplitude-ignored-in-rate-model', { send: (rate) => rate }),
    difference: 'sends the firing rate, whatever the amplitude',
    cites: 'nengo#1390',
  },
  {
    ...tunedBy('amplitude-in-rate', { rateHz: (current, input) => input.amplitude * rateHz(current, input) }),
    difference: 'calls amplitude times rate the firing rate, and multiplies again',
  },
  {
    ...tunedBy('amplitude-squared-in-output', { send: (rate, { amplitude }) => amplitude * amplitude * rate }),
    difference: 'multiplies what it sends by the amplitude twice',
  },
  {
    ...tunedBy('amplitude-in-gain', {
      tune: (response, input) => {
        const { gain, bias } = tune(response, input);
        return { gain: gain * input.amplitude, bias };
      },
    }),
    difference: 'scales the gain, the input side, by the amplitude',
    cites: 'nengo#1325',
  },
  {
    ...tunedBy('max-rate-is-the-most', {
      rateHz: (current, input) => Math.min(rateHz(current, input), Math.max(...input.maxRatesHz)),
    }),
    difference: 'never fires faster than the max rate',
  },
  {
    ...tunedBy('max-rate-at-infinity', {
      tune: ({ maxRateHz, intercept }, input) =>
        tune({ maxRateHz: maxRateHz / (1 + input.tauRefSeconds * maxRateHz), intercept }, input),
    }),
    difference: 'comes near its max rate only for very large inputs: at input 1 a period is 1/max rate and τ_ref',
  },
  {
    ...tunedBy('intercept-negated', {
      tune: ({ maxRateHz, intercept }, input) => {
        const { gain, bias } = tune({ maxRateHz, intercept }, input);
        return { gain, bias: 2 - bias };
      },
    }),
    difference: 'has the sign of gain · intercept in the bias the wrong way round',
  },
  {
    ...tunedBy('fires-at-intercept', {
      rateHz: (current, input) => (current === 1 ? rateHz(1 + Number.EPSILON, input) : rateHz(current, input)),
    }),
    difference: 'fires, slowly, at a current of exactly 1',
  },
  {
    ...tunedBy('fires-below-intercept', {
      tune: (response, input) => {
        const { gain, bias } = tune(response, input);
        return { gain, bias: bias + 1e-6 };
      },
    }),
    difference: 'has a bias a millionth too large, so it fires just below its intercept',
  },
  {
    ...tunedBy('refractory-ignored-in-rate', {
      rateHz: (current, input) => rateHz(current, { ...input, tauRefSeconds: 0 }),
    }),
    difference: 'computes the rate of a neuron that is never refractory',
  },
  {
    ...tunedBy('membrane-one-percent-slow', {
      tune: (response, input) => tune(response, slowed(input)),
      rateHz: (current, input) => rateHz(current, slowed(input)),
    }),
    difference: 'takes τ_rc to be 1 % longer, in tuning and in rate',
  },
  {
    ...tunedBy('rates-of-absolute-current', { rateHz: (current, input) => rateHz(Math.abs(current), input) }),
    difference: 'fires for strong inhibition as it does for excitation',
  },
  {
    ...tunedBy('rates-saturate-early', { rateHz: (current, input) => rateHz(Math.min(current, 10), input) }),
    difference: 'cuts currents at 10',
  },
  {
    ...tunedBy('amplitude-added', { send: (rate, { amplitude }) => (rate === 0 ? 0 : rate - 1 + amplitude) }),
    difference: 'adds the amplitude to what it sends in place of multiplying by it',
  },
  {
    ...tunedBy('max-rate-limit-not-checked', { tune: tuneUnchecked }),
    difference: 'accepts max rates that no neuron can reach, and intercepts of 1',
  },
  {
    ...tunedBy('inputs-not-checked', { require: () => {} }),
    difference: 'accepts amplitudes of 0 and inputs that are not numbers',
  },
  tuningThatCompounds(),
];

/** As if a weight were multiplied where it is kept. */
function tuningThatCompounds(): Mutant {
  const asked = new Map<string, number>();
  const name = 'amplitude-multiplied-again-each-time-it-is-asked';
  const tuned = tunedBy(name, {});
  return {
    ...tuned,
    name,
    difference: 'multiplies what it sends by the amplitude once more each time that it is asked the same',
    tuning: async (input) => {
      const output = assemble(input, right);
      const times = asked.get(JSON.stringify(input)) ?? 0;
      asked.set(JSON.stringify(input), times + 1);
      return { ...output, outputs: output.outputs.map((sent) => sent.map((one) => one * input.amplitude ** times)) };
    },
  };
}

function tunedBy(name: string, change: Partial<Pieces>): Mutant {
  const pieces = { ...right, ...change };
  const { neuron } = reference('float64');
  return {
    name,
    precision: 'float64',
    difference: '',
    ...(neuron && { neuron }),
    tuning: (input) => assemble(input, pieces),
  };
}

function assemble(input: TuningInput, pieces: Pieces): TuningOutput {
  pieces.require(input);
  const tunings = input.maxRatesHz.map((maxRateHz, neuron) =>
    pieces.tune({ maxRateHz, intercept: input.intercepts[neuron] ?? Number.NaN }, input),
  );
  const ratesHz = input.inputs.map((x) => tunings.map(({ gain, bias }) => pieces.rateHz(gain * x + bias, input)));
  return {
    gain: tunings.map(({ gain }) => gain),
    bias: tunings.map(({ bias }) => bias),
    ratesHz,
    outputs: ratesHz.map((rates) => rates.map((rate) => pieces.send(rate, input))),
  };
}

function slowed({ tauRcSeconds, tauRefSeconds }: RateParameters): RateParameters {
  return { tauRcSeconds: tauRcSeconds * 1.01, tauRefSeconds };
}

function tuneUnchecked({ maxRateHz, intercept }: Response, { tauRcSeconds, tauRefSeconds }: RateParameters): Tuning {
  const currentAtOne = 1 / (1 - Math.exp((tauRefSeconds - 1 / maxRateHz) / tauRcSeconds));
  const gain = (currentAtOne - 1) / (1 - intercept);
  return { gain, bias: 1 - gain * intercept };
}
