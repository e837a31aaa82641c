import { exp } from '../../src/base/elementary.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';

const ofStages = (name: string, stages: Partial<LifStages>): Implementation => ({
  name,
  precision: 'float64',
  neuron: (input) => runTextbook(input, { ...textbookStages, ...stages }),
});

const uncovered = (fraction: number) => 1 - fraction;

const decayForm: Partial<LifStages> = {
  fraction: (seconds, { tauRcSeconds }) => 1 - exp(-seconds / tauRcSeconds),
  integrate: (voltage, current, fraction) => current - (current - voltage) * uncovered(fraction),
};

/** Correct LIF neurons that compute differently. */
export const lifControls: readonly Implementation[] = [
  ofStages('textbook form', {}),
  // J − (J − v)·e gives exactly 1 where the voltage of the reference is just above 1
  ofStages('decay form', decayForm),
  { name: 'decay form for the last neurons of a block', precision: 'float64', neuron: runInBlocks },
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

/** Computes whole blocks of four neurons in the textbook form. */
function runInBlocks(input: NeuronInput): NeuronOutput {
  const [blocks, others] = [runTextbook(input), runTextbook(input, { ...textbookStages, ...decayForm })];
  const whole = input.initialVoltage.length - (input.initialVoltage.length % 4);
  const joined = <Any>(first: readonly Any[], second: readonly Any[]) => [
    ...first.slice(0, whole),
    ...second.slice(whole),
  ];
  return {
    spikes: joined(blocks.spikes, others.spikes),
    spikeHeight: blocks.spikeHeight,
    voltage: (blocks.voltage ?? []).map((row, step) => joined(row, others.voltage?.[step] ?? [])),
  };
}

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
