import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { along, at, held } from './inputs.ts';

/** Irregular quarters from −2 to 6: multiples of 37 modulo 33. */
const irregular = (steps: number, shift: number): number[] =>
  Array.from({ length: steps }, (_, step) => (((Math.floor(step / 5) + shift) * 37) % 33) / 4 - 2);

/** Inputs with other steps, time constants and currents. */
export const timeCases: readonly NeuronCase[] = [
  {
    id: 'half-millisecond-steps',
    clause: 'time',
    title: 'fires at the same times in steps of 0.5 ms',
    input: at(3, 120, { dtSeconds: 0.0005 }),
  },
  {
    id: 'two-millisecond-steps',
    clause: 'time',
    title: 'fires at the same times in steps of 2 ms',
    input: at(3, 60, { dtSeconds: 0.002 }),
  },
  {
    id: 'step-of-a-time-constant',
    clause: 'time',
    title: 'charges by 63 % in a step as long as τ_rc',
    input: at(1.9, 40, { dtSeconds: 0.02, tauRefSeconds: 0.03 }),
  },
  {
    id: 'current-switched',
    clause: 'integration',
    title: 'follows a current that is switched on and off',
    input: along(held([2, 15], [0, 10], [4, 12], [0.5, 8], [1.5, 40])),
  },
  {
    id: 'current-ramp',
    clause: 'integration',
    title: 'follows a current that rises by 0.05 per step',
    input: along(Array.from({ length: 80 }, (_, step) => (step * 5) / 100)),
  },
  {
    id: 'current-irregular',
    clause: 'independence',
    title: 'follows its own current beside two other neurons',
    input: along([], {
      initialVoltage: [0, 0.5, 0.25],
      current: Array.from({ length: 100 }, (_, step) =>
        [0, 7, 19].map((shift) => irregular(100, shift)[step] as number),
      ),
    }),
  },
  ...[0.005, 0.01, 0.05, 0.1].map(
    (tauRcSeconds): NeuronCase => ({
      id: `membrane-${1000 * tauRcSeconds}-ms`,
      clause: 'integration',
      title: `charges with a time constant of ${1000 * tauRcSeconds} ms`,
      input: at(4.2, 60, { tauRcSeconds }),
    }),
  ),
  ...[1.2, 1.6, 2.2, 4, 8, 16, 32, 64, 100, 1000].map(
    (current): NeuronCase => ({
      id: `current-${current}`,
      clause: 'count',
      title: `fires at its rate at a current of ${current}`,
      input: at(current, 90),
    }),
  ),
  {
    id: 'pulses',
    clause: 'integration',
    title: 'accumulates pulses of one step and leaks between them',
    input: along(Array.from({ length: 80 }, (_, step) => (step % 4 === 0 ? 9 : 0))),
  },
  {
    id: 'one-strong-pulse',
    clause: 'reset',
    title: 'fires once in the step of one strong pulse and never again',
    input: along(held([0, 5], [50, 1], [0, 20])),
  },
  {
    id: 'current-falls-just-before-threshold',
    clause: 'integration',
    title: 'approaches the threshold and leaks when the current decreases to 0.5',
    input: along(held([2, 13], [0.5, 30], [2, 20])),
  },
  {
    id: 'current-alternates',
    clause: 'integration',
    title: 'holds the current constant during each step',
    input: along(Array.from({ length: 80 }, (_, step) => (step % 2 === 0 ? 5 : -1.5))),
  },
  {
    id: 'current-saw-tooth-in-half-millisecond-steps',
    clause: 'time',
    title: 'follows a sawtooth in steps of 0.5 ms',
    input: along(
      Array.from({ length: 120 }, (_, step) => (step % 24) / 4),
      { dtSeconds: 0.0005 },
    ),
  },
  {
    id: 'current-saw-tooth-in-two-millisecond-steps',
    clause: 'time',
    title: 'follows a sawtooth in steps of 2 ms',
    input: along(
      Array.from({ length: 60 }, (_, step) => (step % 12) / 2),
      { dtSeconds: 0.002 },
    ),
  },
  {
    id: 'current-irregular-without-floor',
    clause: 'rule',
    title: 'follows an irregular current without a floor',
    input: along(irregular(100, 5), { minVoltage: null }),
  },
  {
    id: 'current-irregular-with-long-membrane-time',
    clause: 'rule',
    title: 'follows an irregular current with a time constant of 100 ms',
    input: along(irregular(100, 11), { tauRcSeconds: 0.1 }),
  },
  {
    id: 'current-irregular-at-small-amplitude',
    clause: 'spike-height',
    title: 'fires at an irregular current in steps that an amplitude of 0.01 does not change',
    input: along(irregular(100, 11), { amplitude: 0.01 }),
  },
  {
    id: 'neighbours',
    clause: 'independence',
    title: 'is silent at a current of 0 beside neurons that fire',
    input: along([], {
      initialVoltage: [0, 0, 0],
      current: Array.from({ length: 60 }, () => [20, 0, 3]),
    }),
  },
];
