import type { VectorPair } from '../../../../properties/vectors/description.ts';
import type { NeuronInput } from '../../../../src/conformance/implementation.ts';
import { along, at, held } from './inputs.ts';

const switched = held([2, 15], [0, 10], [4, 12], [-2, 8], [1.5, 40]);
const sameTrains = ['spikes', 'voltage'];

/** The same neuron with the amplitude multiplied by a factor. */
function louder(
  factor: number,
  input: NeuronInput,
): Pick<VectorPair<NeuronInput>, 'input' | 'secondInput' | 'expected'> {
  return {
    input,
    secondInput: { ...input, amplitude: factor * input.amplitude },
    expected: { same: sameTrains, times: { factor, fields: ['spikeHeight'] } },
  };
}

/** The same neuron in another unit of time. */
function slower(
  factor: number,
  input: NeuronInput,
): Pick<VectorPair<NeuronInput>, 'input' | 'secondInput' | 'expected'> {
  const { dtSeconds, tauRcSeconds, tauRefSeconds } = input;
  return {
    input,
    secondInput: {
      ...input,
      dtSeconds: factor * dtSeconds,
      tauRcSeconds: factor * tauRcSeconds,
      tauRefSeconds: factor * tauRefSeconds,
    },
    expected: { same: sameTrains, times: { factor: 1 / factor, fields: ['spikeHeight'] } },
  };
}

/** Pairs of LIF neurons whose relation holds under any conventions. */
export const lifPairs: readonly VectorPair<NeuronInput>[] = [
  {
    id: 'gauge-twice-the-amplitude',
    clause: 'spike-height',
    title: 'sends twice as much at twice the amplitude, in the same steps',
    ...louder(2, at(2.5, 50, { amplitude: 0.01 })),
  },
  {
    id: 'gauge-half-the-amplitude',
    clause: 'spike-height',
    title: 'sends half as much at half the amplitude, in the same steps',
    ...louder(0.5, along(switched)),
  },
  {
    id: 'gauge-64-times-the-amplitude',
    clause: 'spike-height',
    title: 'sends 64 times as much at 64 times the amplitude, whatever the floor',
    ...louder(64, along(switched, { amplitude: 0.01, minVoltage: null })),
  },
  {
    id: 'gauge-three-times-the-amplitude',
    clause: 'spike-height',
    title: 'sends three times as much at three times the amplitude, up to rounding',
    ...louder(3, along(switched, { amplitude: 0.1 })),
    roundings: 4,
  },
  {
    id: 'gauge-fifty-times-the-amplitude',
    clause: 'spike-height',
    title: 'sends fifty times as much at 0.5 as at 0.01, up to rounding, in the same steps',
    ...louder(50, at(7.5, 60, { amplitude: 0.01 })),
    roundings: 4,
  },
  {
    id: 'gauge-same-amplitude',
    clause: 'determinism',
    title: 'gives equal outputs at the same amplitude',
    ...louder(1, along(switched, { amplitude: 0.01 })),
    expected: { same: [...sameTrains, 'spikeHeight'] },
  },
  {
    id: 'gauge-twice-as-slow',
    clause: 'time',
    title: 'fires in the same steps if the step and both time constants are twice as long',
    ...slower(2, along(switched)),
  },
  {
    id: 'gauge-four-times-as-fast',
    clause: 'time',
    title: 'fires in the same steps if the step and both time constants are a quarter as long',
    ...slower(0.25, at(3, 60, { tauRefSeconds: 0.0026 })),
  },
];
