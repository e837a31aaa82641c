import { float64, type PrecisionName, unitRoundoff } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import type { NeuronVector } from '../../src/conformance/vectors/vector.ts';
import { predict } from '../oracles/prediction.ts';
import { type CapabilityFields, description, RoundingDecides, type VectorCase } from './description.ts';

const neuronFields: CapabilityFields<'neuron'> = {
  capability: 'neuron',
  conventions: nengoConventions,
  units: 'seconds; current, voltage and amplitude dimensionless; spike height per second; spikes in steps from 0',
};

/**
 * A vector of LIF neurons.
 *
 * @throws {RoundingDecides} if rounding to float32 could decide whether one fires
 */
export function neuronAnswer(one: VectorCase<NeuronInput>): NeuronVector {
  const { input } = one;
  const expected = run(input);
  return {
    ...description(neuronFields, one),
    input,
    expected,
    tolerance: toleranceOf(input, expected.spikeHeight),
    margin: marginOf(one),
  };
}

function run(input: NeuronInput): NeuronVector['expected'] {
  const { spikes, spikeHeight, voltage } = runNeurons(input, float64);
  return { spikes, spikeHeight, ...(voltage && { voltage }) };
}

/** Whether every order of operations stays at exactly 1, so that rounding cannot decide. */
const staysAtOne = ({ initialVoltage, current }: NeuronInput) =>
  initialVoltage.every((voltage) => voltage === 1) && current.every((currents) => currents.every((one) => one === 1));

function marginOf({ id, input }: VectorCase<NeuronInput>): number {
  if (staysAtOne(input)) return 0;
  const predictions = input.initialVoltage.map((_, neuron) => predict(input, neuron, 'float32'));
  const undecided = predictions.some(({ comparableSteps }) => comparableSteps < input.current.length);
  if (undecided) throw new RoundingDecides(id);
  return Math.min(...predictions.map(({ margin }) => margin));
}

function toleranceOf(input: NeuronInput, height: number): NeuronVector['tolerance'] {
  const absolute = (precision: PrecisionName) => ({
    voltage: staysAtOne(input) ? 0 : largestError(input, precision),
    spikeHeight: 4 * unitRoundoff[precision] * height,
  });
  return {
    float64: absolute('float64'),
    float32: absolute('float32'),
    derivation:
      'voltage: running error bound over the steps (properties/oracles/prediction.ts); spike height: four roundings',
  };
}

const largestError = (input: NeuronInput, precision: PrecisionName): number =>
  Math.max(...input.initialVoltage.flatMap((_, neuron) => predict(input, neuron, precision).voltageError));
