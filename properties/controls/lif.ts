import { nameOf } from '../../src/conformance/choices/choice.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { neuronActs } from '../../src/conformance/choices/neuron-step.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { neuronsWith } from '../mutants/changed.ts';
import { setsWith } from '../mutants/choices.ts';

const precision = 'float64';
const textbook = neuronsWith({});

/** The definition with each choice of the table that computes the same in another form. */
const equalForms: readonly Implementation[] = setsWith(['equal'], neuronFields).map(({ chosen }) => ({
  name: nameOf(chosen),
  precision,
  neuron: neuronsWith(neuronActs(chosen)),
}));

/** Correct LIF neurons that compute differently. */
export const lifControls: readonly Implementation[] = [
  { name: 'textbook form', precision, neuron: textbook },
  ...equalForms,
  { name: 'another form for the last neurons of a block', precision, neuron: runInBlocks },
  // less than one rounding of the threshold
  { name: 'leaves 3.9e-29 after a reset', precision, neuron: neuronsWith({ reset: () => 3.9e-29 }) },
  { name: 'milliseconds', precision, neuron: inMilliseconds },
  withoutExtras(reference('float64')),
  { ...reference('float32'), name: 'reference in float32' },
];

const towards = neuronsWith(neuronActs({ form: 'towards' }));

/** Computes whole blocks of four neurons in the textbook form. */
function runInBlocks(input: NeuronInput): NeuronOutput {
  const [blocks, others] = [textbook(input), towards(input)];
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

/** Times in milliseconds; the equations do not depend on the unit. */
function inMilliseconds(input: NeuronInput): NeuronOutput {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude } = input;
  const dt = dtSeconds * 1000;
  return {
    ...textbook({ ...input, dtSeconds: dt, tauRcSeconds: tauRcSeconds * 1000, tauRefSeconds: tauRefSeconds * 1000 }),
    spikeHeight: amplitude * (1000 / dt),
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
