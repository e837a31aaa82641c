import { float32, float64 } from '../../src/base/precision.ts';
import type {
  CapabilityName,
  Implementation,
  InputOf,
  NetworkInput,
  NetworkOutput,
  NeuronInput,
  NeuronOutput,
} from '../../src/conformance/implementation.ts';
import { reference, runNeurons } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const correct: Implementation = reference('float64');

/** Correct neurons behind an adapter that misreads requests or miswrites answers. */
function neurons(
  name: string,
  difference: string,
  { read = (input) => input, write = (output) => output }: NeuronAdapter,
): Mutant {
  return { ...describeMutant(name, difference), neuron: (input) => write(runNeurons(read(input), float64), input) };
}

interface NeuronAdapter {
  readonly read?: (input: NeuronInput) => NeuronInput;
  readonly write?: (output: NeuronOutput, input: NeuronInput) => NeuronOutput;
}

/** Correct networks behind such an adapter. */
function networks(
  name: string,
  difference: string,
  { read = (input) => input, write = (output) => output }: NetworkAdapter,
): Mutant {
  const network = async (input: NetworkInput) => write((await correct.network?.(read(input))) as NetworkOutput);
  return { ...describeMutant(name, difference), network };
}

interface NetworkAdapter {
  readonly read?: (input: NetworkInput) => NetworkInput;
  readonly write?: (output: NetworkOutput) => NetworkOutput;
}

const neuronMutants: readonly Mutant[] = [
  neurons('tells-the-last-spike-first', 'lists the spikes of a neuron in reverse order', {
    write: (output) => ({ ...output, spikes: output.spikes.map((train) => train.toReversed()) }),
  }),
  neurons('shows-voltage-before-the-step', 'shows the voltage before each step instead of after it', {
    write: ({ voltage = [], ...output }, input) => ({
      ...output,
      voltage: [input.initialVoltage, ...voltage.slice(0, -1)],
    }),
  }),
  neurons('shows-threshold-at-a-spike', 'shows a voltage of 1 in the step of a spike instead of 0', {
    write: ({ voltage = [], ...output }) => ({
      ...output,
      voltage: voltage.map((voltages, step) =>
        voltages.map((one, neuron) => (output.spikes[neuron]?.includes(step) ? 1 : one)),
      ),
    }),
  }),
  neurons('answers-for-the-first-neuron', 'answers only for the first neuron', {
    write: ({ voltage = [], ...output }) => ({
      ...output,
      spikes: output.spikes.slice(0, 1),
      voltage: voltage.map((voltages) => voltages.slice(0, 1)),
    }),
  }),
  neurons('takes-no-floor-for-floor-zero', 'has a floor of 0 if none is requested', {
    read: (input) => ({ ...input, minVoltage: input.minVoltage ?? 0 }),
  }),
  neurons('takes-floor-zero-for-no-floor', 'has no floor if one at 0 is requested, because 0 is false', {
    read: (input) => ({ ...input, minVoltage: input.minVoltage || null }),
  }),
  neurons('writes-six-digits', 'writes voltages with six decimal places', {
    write: ({ voltage = [], ...output }) => ({
      ...output,
      voltage: voltage.map((voltages) => voltages.map((one) => Number(one.toFixed(6)))),
    }),
  }),
  neurons('refuses-inhibition', 'refuses currents below 0', {
    read: (input) => {
      if (input.current.flat().some((one) => one < 0)) throw new RangeError('current must be 0 or more');
      return input;
    },
  }),
  {
    name: 'claims-to-compute-in-float64',
    difference: 'computes in float32 and declares float64',
    precision: 'float64',
    neuron: (input) => runNeurons(input, float32),
  },
];

type OutputOf<Name extends CapabilityName> = Awaited<ReturnType<Required<Implementation>[Name]>>;

/** Answers with something if an input should be refused. */
function answersAnything<Name extends 'neuron' | 'tuning' | 'synapse' | 'seeded' | 'network'>(
  capability: Name,
  name: string,
  difference: string,
  something: (input: InputOf<Name>) => OutputOf<Name>,
): Mutant {
  const run = correct[capability] as (input: InputOf<Name>) => Promise<OutputOf<Name>>;
  const answer = async (input: InputOf<Name>) => {
    try {
      return await run(input);
    } catch {
      return something(input);
    }
  };
  return { ...describeMutant(name, difference), [capability]: answer };
}

const refusalMutants: readonly Mutant[] = [
  answersAnything(
    'neuron',
    'silent-where-it-should-refuse',
    'answers an invalid input with silence',
    ({ initialVoltage, amplitude, dtSeconds }) => ({
      spikes: initialVoltage.map(() => []),
      spikeHeight: amplitude / dtSeconds,
    }),
  ),
  answersAnything(
    'tuning',
    'tuning-answers-anything',
    'answers an invalid input with gains of 1 and rates of 0',
    ({ maxRatesHz, inputs }) => {
      const ratesHz = inputs.map(() => maxRatesHz.map(() => 0));
      return { gain: maxRatesHz.map(() => 1), bias: maxRatesHz.map(() => 1), ratesHz, outputs: ratesHz };
    },
  ),
  answersAnything('synapse', 'low-pass-answers-anything', 'answers an invalid input with zeros', ({ signal }) => ({
    filtered: signal.map(() => 0),
    lagSteps: 1,
  })),
  answersAnything('seeded', 'draws-anything', 'draws a single neuron for an invalid input', () => ({
    gain: [1],
    bias: [1],
    initialVoltage: [0],
  })),
  answersAnything(
    'network',
    'network-answers-anything',
    'answers an invalid input with the first class',
    ({ images, architecture: { classes, hidden } }) => ({
      predicted: images.map(() => 0),
      readout: images.map(() => Array<number>(classes).fill(0)),
      spikeCounts: images.map(() => hidden.map(() => 0)),
    }),
  ),
];

const otherMutants: readonly Mutant[] = [
  networks('counts-classes-from-one', 'counts classes from 1', {
    write: (output) => ({ ...output, predicted: output.predicted.map((label) => label + 1) }),
  }),
  networks('shows-the-first-image-again', 'gives every image the answer of the first one', {
    write: (output) => ({
      ...output,
      predicted: output.predicted.map(() => output.predicted[0] as number),
      readout: output.readout.map(() => output.readout[0] as readonly number[]),
      spikeCounts: output.spikeCounts.map(() => output.spikeCounts[0] as readonly number[]),
    }),
  }),
  networks('answers-probes-in-another-order', 'lists the answers of probes in reverse order', {
    write: ({ probed, ...output }) => ({ ...output, ...(probed && { probed: probed.toReversed() }) }),
  }),
  {
    name: 'draws-one-neuron-more',
    difference: 'draws one neuron more than requested',
    precision: 'float64',
    seeded: async (input) => {
      if (correct.seeded === undefined) throw new Error('the reference draws neurons');
      return await correct.seeded({ ...input, neurons: input.neurons + 1 });
    },
  },
];

/**
 * Correct simulators behind an adapter that misreads the protocol. Schema violations are in spec/conformance/fakes.mjs.
 */
export const protocolMutants: readonly Mutant[] = [...neuronMutants, ...refusalMutants, ...otherMutants];
