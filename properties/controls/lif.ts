import { exp } from '../../src/base/elementary.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';

const ofStages = (name: string, stages: Partial<LifStages>): Implementation => ({
  name,
  precision: 'float64',
  neuron: (input) => runTextbook(input, { ...textbookStages, ...stages }),
});

const uncovered = (fraction: number) => 1 - fraction;

/** Correct LIF neurons that compute differently. */
export const lifControls: readonly Implementation[] = [
  ofStages('textbook form', {}),
  // J − (J − v)·e gives exactly 1 where the voltage of the reference is just above 1
  ofStages('decay form', {
    fraction: (seconds, { tauRcSeconds }) => 1 - exp(-seconds / tauRcSeconds),
    integrate: (voltage, current, fraction) => current - (current - voltage) * uncovered(fraction),
  }),
  ofStages('multiplied out', {
    integrate: (voltage, current, fraction) => current * fraction + voltage * uncovered(fraction),
  }),
  // less than one rounding of the threshold
  ofStages('leaves 3.9e-29 after a reset', { reset: () => 3.9e-29 }),
  ofStages('milliseconds', {
    parameters: inMilliseconds,
    height: ({ amplitude, dtSeconds }) => amplitude * (1000 / dtSeconds),
  }),
  withoutExtras(reference('float64')),
  { ...reference('float32'), name: 'reference in float32' },
];

/** The reference with times in milliseconds; the equations do not depend on the unit. */
function inMilliseconds(input: NeuronInput): NeuronInput {
  const { dtSeconds, tauRcSeconds, tauRefSeconds } = input;
  return {
    ...input,
    dtSeconds: dtSeconds * 1000,
    tauRcSeconds: tauRcSeconds * 1000,
    tauRefSeconds: tauRefSeconds * 1000,
  };
}

/** An implementation that shows only its spikes. */
function withoutExtras({ precision, neuron }: Implementation): Implementation {
  return {
    name: 'reference that shows spikes only',
    precision,
    ...(neuron && {
      neuron: async (input) => {
        const { spikes, spikeHeight } = await neuron(input);
        return { spikes, spikeHeight };
      },
    }),
  };
}
