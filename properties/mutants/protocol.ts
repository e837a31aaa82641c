import { float32, float64 } from '../../src/base/precision.ts';
import type {
  Implementation,
  NetworkInput,
  NetworkOutput,
  NeuronInput,
  NeuronOutput,
} from '../../src/conformance/implementation.ts';
import { reference, runNeurons } from '../../src/conformance/reference.ts';
import type { Mutant } from './mutant.ts';

const right: Implementation = reference('float64');

/** Neurons that are right, behind an adapter that reads a question or writes an answer otherwise. */
function neurons(
  name: string,
  difference: string,
  { read = (input) => input, write = (output) => output }: NeuronAdapter,
): Mutant {
  return { name, difference, precision: 'float64', neuron: (input) => write(runNeurons(read(input), float64), input) };
}

interface NeuronAdapter {
  readonly read?: (input: NeuronInput) => NeuronInput;
  readonly write?: (output: NeuronOutput, input: NeuronInput) => NeuronOutput;
}

/** The same for networks. */
function networks(
  name: string,
  difference: string,
  { read = (input) => input, write = (output) => output }: NetworkAdapter,
): Mutant {
  const network = async (input: NetworkInput) => write((await right.network?.(read(input))) as NetworkOutput);
  return { name, difference, precision: 'float64', network };
}

interface NetworkAdapter {
  readonly read?: (input: NetworkInput) => NetworkInput;
  readonly write?: (output: NetworkOutput) => NetworkOutput;
}

const neuronMutants: readonly Mutant[] = [
  neurons('counts-steps-from-one', 'counts steps from 1', {
    write: (output) => ({ ...output, spikes: output.spikes.map((train) => train.map((step) => step + 1)) }),
  }),
  neurons('tells-the-last-spike-first', 'lists the spikes of a neuron from the last to the first', {
    write: (output) => ({ ...output, spikes: output.spikes.map((train) => train.toReversed()) }),
  }),
  neurons('starts-anew-where-state-is-given', 'does not look at the state that it is given', {
    read: ({ state: _, ...input }) => input,
  }),
  neurons('shows-voltage-before-the-step', 'shows the voltage before each step, not after it', {
    write: ({ voltage = [], ...output }, input) => ({
      ...output,
      voltage: [input.initialVoltage, ...voltage.slice(0, -1)],
    }),
  }),
  neurons('shows-threshold-at-a-spike', 'shows a voltage of 1 in the step of a spike, where 0 is left', {
    write: ({ voltage = [], ...output }) => ({
      ...output,
      voltage: voltage.map((voltages, step) =>
        voltages.map((one, neuron) => (output.spikes[neuron]?.includes(step) ? 1 : one)),
      ),
    }),
  }),
  neurons('answers-for-the-first-neuron', 'answers for the first neuron only', {
    write: ({ voltage = [], ...output }) => ({
      ...output,
      spikes: output.spikes.slice(0, 1),
      voltage: voltage.map((voltages) => voltages.slice(0, 1)),
    }),
  }),
  neurons('takes-no-floor-for-floor-zero', 'has its floor at 0 where it is asked for none', {
    read: (input) => ({ ...input, minVoltage: input.minVoltage ?? 0 }),
  }),
  neurons('takes-floor-zero-for-no-floor', 'has no floor where it is asked for one at 0: 0 is false', {
    read: (input) => ({ ...input, minVoltage: input.minVoltage || null }),
  }),
  neurons('takes-seconds-for-milliseconds-in-height', 'gives the height of spikes per millisecond', {
    write: (output) => ({ ...output, spikeHeight: output.spikeHeight / 1000 }),
  }),
  neurons('writes-six-digits', 'writes voltages with six digits behind the point', {
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
    name: 'silent-where-it-should-refuse',
    difference: 'answers an input that makes no sense with silence',
    precision: 'float64',
    neuron: silentWhereItShouldRefuse,
  },
  {
    name: 'claims-to-compute-in-float64',
    difference: 'computes in float32 and says float64',
    precision: 'float64',
    neuron: (input) => runNeurons(input, float32),
  },
];

function silentWhereItShouldRefuse(input: NeuronInput): NeuronOutput {
  try {
    return runNeurons(input, float64);
  } catch {
    return { spikes: input.initialVoltage.map(() => []), spikeHeight: input.amplitude / input.dtSeconds };
  }
}

const otherMutants: readonly Mutant[] = [
  networks('counts-classes-from-one', 'counts classes from 1', {
    write: (output) => ({ ...output, predicted: output.predicted.map((label) => label + 1) }),
  }),
  networks('reads-bytes-with-a-sign', 'takes bytes of pictures above 127 for negative numbers', {
    read: (input) => ({
      ...input,
      images: input.images.map((image) => Int8Array.from(image) as unknown as Uint8Array),
    }),
  }),
  networks('shows-the-first-image-again', 'shows every image the answer of the first', {
    write: (output) => ({
      ...output,
      predicted: output.predicted.map(() => output.predicted[0] as number),
      readout: output.readout.map(() => output.readout[0] as readonly number[]),
      spikeCounts: output.spikeCounts.map(() => output.spikeCounts[0] as readonly number[]),
    }),
  }),
  networks('answers-probes-in-another-order', 'answers the last probe first', {
    write: ({ probed, ...output }) => ({ ...output, ...(probed && { probed: probed.toReversed() }) }),
  }),
  {
    name: 'draws-one-neuron-more',
    difference: 'draws one neuron more than it is asked for',
    precision: 'float64',
    seeded: async (input) => {
      if (right.seeded === undefined) throw new Error('the reference draws neurons');
      return await right.seeded({ ...input, neurons: input.neurons + 1 });
    },
  },
];

/** Right simulators behind an adapter that misreads the protocol. Shapes that a schema refuses are in spec/conformance/faults. */
export const protocolMutants: readonly Mutant[] = [...neuronMutants, ...otherMutants];
