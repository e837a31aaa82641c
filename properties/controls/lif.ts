import { exp } from '../../src/base/elementary.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';

const ofStages = (name: string, stages: Partial<LifStages>): Implementation => ({
  name,
  precision: 'float64',
  neuron: (input) => runTextbook(input, { ...textbookStages, ...stages }),
});

const kept = (share: number) => 1 - share;

/** Right LIF neurons that compute in another way. */
export const lifControls: readonly Implementation[] = [
  ofStages('textbook form', {}),
  // J − (J − v)·e reaches the threshold exactly where the reference is just above it
  ofStages('decay form', {
    share: (seconds, { tauRcSeconds }) => 1 - exp(-seconds / tauRcSeconds),
    integrate: (voltage, current, share) => current - (current - voltage) * kept(share),
  }),
  ofStages('multiplied out', {
    integrate: (voltage, current, share) => current * share + voltage * kept(share),
  }),
  ofStages('milliseconds', {
    parameters: inMilliseconds,
    height: ({ amplitude, dtSeconds }) => amplitude * (1000 / dtSeconds),
  }),
  withoutExtras(reference('float64')),
  { ...reference('float32'), name: 'reference in float32' },
];

/** The same numbers in another unit of time, which the equations do not notice. */
function inMilliseconds(input: NeuronInput): NeuronInput {
  const { dtSeconds, tauRcSeconds, tauRefSeconds } = input;
  return {
    ...input,
    dtSeconds: dtSeconds * 1000,
    tauRcSeconds: tauRcSeconds * 1000,
    tauRefSeconds: tauRefSeconds * 1000,
  };
}

/** An implementation that shows its spikes only. */
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
