import { float32 } from '../../src/base/precision.ts';
import type { CapabilityName, Implementation, InputOf } from '../../src/conformance/implementation.ts';
import type { NirNeuron } from '../../src/conformance/nir/neurons.ts';
import { reference, runNeurons } from '../../src/conformance/reference.ts';
import { changedAnswers, changedRequests } from './changed.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const correct: Implementation = reference('float64');

/** Correct neurons behind an adapter that misreads requests or miswrites answers. */
const neuronMutants: readonly Mutant[] = [
  ...changedAnswers('neuron', {
    'tells-the-last-spike-first': [
      'lists the spikes of a neuron in reverse order',
      ({ spikes }) => ({ spikes: spikes.map((train) => train.toReversed()) }),
    ],
    'shows-voltage-before-the-step': [
      'shows the voltage before each step instead of after it',
      ({ voltage = [] }, { initialVoltage }) => ({ voltage: [initialVoltage, ...voltage.slice(0, -1)] }),
    ],
    'shows-threshold-at-a-spike': [
      'shows a voltage of 1 in the step of a spike instead of 0',
      ({ voltage = [], spikes }) => ({
        voltage: voltage.map((row, step) => row.map((one, neuron) => (spikes[neuron]?.includes(step) ? 1 : one))),
      }),
    ],
    'answers-for-the-first-neuron': [
      'answers only for the first neuron',
      ({ voltage = [], spikes }) => ({ spikes: spikes.slice(0, 1), voltage: voltage.map((row) => row.slice(0, 1)) }),
    ],
  }),
  ...changedRequests('neuron', {
    'takes-no-floor-for-floor-zero': [
      'has a floor of 0 if none is requested',
      ({ minVoltage }) => ({ minVoltage: minVoltage === Number.NEGATIVE_INFINITY ? 0 : minVoltage }),
    ],
    'takes-floor-zero-for-no-floor': [
      'has no floor if one at 0 is requested, because 0 is false',
      ({ minVoltage }) => ({ minVoltage: minVoltage || Number.NEGATIVE_INFINITY }),
    ],
  }),
  ...changedAnswers('neuron', {
    'writes-six-digits': [
      'writes voltages with six decimal places',
      ({ voltage = [] }) => ({ voltage: voltage.map((row) => row.map((one) => Number(one.toFixed(6)))) }),
    ],
  }),
  ...changedRequests('neuron', {
    'refuses-inhibition': [
      'refuses currents below 0',
      ({ current }) => ({ current: current.map((row) => row.map((one) => (one < 0 ? Number.NaN : one))) }),
    ],
  }),
  {
    ...describeMutant('claims-to-compute-in-float64', 'computes in float32 and declares float64'),
    neuron: (input) => runNeurons(input, float32),
  },
];

type OutputOf<Name extends CapabilityName> = Awaited<ReturnType<Required<Implementation>[Name]>>;

/** Answers with something if an input should be refused. */
function answersAnything<Name extends CapabilityName>(
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
  answersAnything('nir', 'nir-answers-anything', 'answers an invalid graph with silence', ({ nodes, inputs }) => {
    const neurons = (nodes.at(-1) as NirNeuron).r;
    return { spikes: Array.from(neurons, () => []), voltage: inputs.map(() => Array.from(neurons, () => 0)) };
  }),
  answersAnything(
    'events',
    'events-answers-anything',
    'answers an invalid network with silence',
    ({ initialVoltage }) => ({
      spikes: initialVoltage.map(() => []),
    }),
  ),
];

const otherMutants: readonly Mutant[] = [
  ...changedAnswers('network', {
    'shows-the-first-image-again': [
      'gives every image the answer of the first one',
      ({ predicted, readout, spikeCounts }) => ({
        predicted: predicted.map(() => predicted[0] as number),
        readout: readout.map(() => readout[0] as readonly number[]),
        spikeCounts: spikeCounts.map(() => spikeCounts[0] as readonly number[]),
      }),
    ],
    'answers-probes-in-another-order': [
      'lists the answers of probes in reverse order',
      ({ probed }) => ({ ...(probed && { probed: probed.toReversed() }) }),
    ],
  }),
  ...changedRequests('seeded', {
    'draws-one-neuron-more': ['draws one neuron more than requested', ({ neurons }) => ({ neurons: neurons + 1 })],
  }),
];

/**
 * Correct simulators behind an adapter that misreads the protocol. Schema violations are in spec/conformance/driver/answers.spec.ts.
 */
export const protocolMutants: readonly Mutant[] = [...neuronMutants, ...refusalMutants, ...otherMutants];
