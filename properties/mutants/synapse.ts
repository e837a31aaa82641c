import { runSynapse, synapseFields } from '../../src/conformance/choices/synapse.ts';
import type { Implementation, SynapseInput, SynapseOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import { changedAnswers, changedRequests, remembering } from './changed.ts';
import { mistakesOf } from './choices.ts';
import { describeMutant, type Mutant, withMemory } from './mutant.ts';

const right = reference('float64') as Required<Implementation>;

export const synapseMutants: readonly Mutant[] = [
  ...mistakesOf('synapse', synapseFields, runSynapse),
  withMemory(lowPassThatRemembers),
  ...changedRequests('synapse', {
    'low-pass-passes-if-tau-is-short': [
      'passes the signal, one step late, if τ is a tenth of a step or shorter',
      ({ dtSeconds: dt, tauSeconds: tau }) => ({ tauSeconds: tau > 0 && dt >= 10 * tau ? dt / 1e4 : tau }),
    ],
  }),
  ...changedAnswers('synapse', {
    'low-pass-counts-silent-steps-in-a-byte': ['forgets every 256 silent steps', forgetPauses],
  }),
];

/** Decays only when an input arrives, by a power of a whose exponent is one byte. */
function forgetPauses(_: SynapseOutput, input: SynapseInput): Partial<SynapseOutput> {
  const constants = lowPassConstants(input);
  let [value, loud, pause] = [0, 0, 0];
  const filtered = input.signal.map((x, step) => {
    const shown = value;
    value = stepLowPass(value, x, constants);
    pause = step > 0 && x === 0 ? pause + 1 : 0;
    if (pause === 0) loud = value;
    if (pause % 256 === 0) value = loud;
    return shown;
  });
  return { filtered };
}

/** Starts where the last signal with the same step length and time constant ended. */
function lowPassThatRemembers(): Mutant {
  const ends = new Map<string, unknown>();
  const difference = 'starts where the last run ended, because its state is not reset';
  return {
    ...describeMutant('low-pass-starts-where-it-ended', difference),
    synapse: async (input) => {
      const key = `${input.dtSeconds} ${input.tauSeconds}`;
      const { state, ...output } = await right.synapse({ ...input, state: ends.get(key) });
      ends.set(key, state);
      return output;
    },
  };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Filters that are wrong beyond some τ, step or length. */
export const synapseSizeMutants: readonly Mutant[] = [
  ...changedRequests('synapse', {
    'low-pass-of-two-steps-at-least': [
      'uses a τ of two steps instead of a shorter one',
      ({ dtSeconds, tauSeconds: tau }) => ({
        tauSeconds: tau > 0 && dtSeconds > 0 ? Math.max(tau, 2 * dtSeconds) : tau,
      }),
    ],
    'low-pass-of-1500-steps-at-most': [
      'uses a τ of 1,500 steps instead of a longer one',
      ({ dtSeconds, tauSeconds: tau }) => ({ tauSeconds: dtSeconds > 0 ? Math.min(tau, 1500 * dtSeconds) : tau }),
    ],
    'low-pass-of-signals-up-to-a-million': [
      'limits signals to a million',
      ({ signal }) => ({ signal: signal.map((x) => Math.min(x, 1e6)) }),
    ],
    'low-pass-of-32-bit-integers': [
      'keeps signals of whole numbers as 32-bit integers',
      ({ signal }) => ({ signal: signal.every(Number.isInteger) ? Array.from(Int32Array.from(signal)) : signal }),
    ],
    'low-pass-deaf-after-1000-steps': [
      'receives 0 after 1,000 steps',
      ({ signal }) => ({ signal: signal.map((x, step) => (step < 1000 ? x : 0)) }),
    ],
    'low-pass-of-whole-steps': [
      'rounds a τ above two steps to whole steps',
      ({ dtSeconds: dt, tauSeconds: tau }) => ({ tauSeconds: tau > 2 * dt ? Math.round(tau / dt) * dt : tau }),
    ],
  }),
  ...changedAnswers('synapse', {
    'low-pass-knows-signals-by-their-sum': [
      'answers as it did to another signal of the same length, ends and sum',
      remembering(({ signal, ...times }) => [times, signal.length, signal[0], signal.at(-1), sumOf(signal)]),
    ],
  }),
];
