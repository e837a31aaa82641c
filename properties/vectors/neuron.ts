import { float64, type PrecisionName, unitRoundoff } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import type { NeuronVector } from '../../src/conformance/vectors/vector.ts';
import { predict } from '../oracles/prediction.ts';
import type { Computed } from './computed.ts';

/** LIF neurons; undefined if rounding could decide whether one fires. */
export function neuronAnswer(input: NeuronInput): Computed<'neuron'> | undefined {
  const margin = marginOf(input);
  if (margin === undefined) return undefined;
  const { spikes, spikeHeight, voltage } = runNeurons(input, float64);
  return {
    conventions: nengoConventions,
    units: 'seconds; current, voltage and amplitude dimensionless; spike height per second; spikes in steps from 0',
    expected: { spikes, spikeHeight, ...(voltage && { voltage }) },
    tolerance: toleranceOf(input, spikeHeight),
    margin,
  };
}

/** Whether every order of operations stays at exactly 1, so that rounding cannot decide. */
const staysAtOne = ({ initialVoltage, current }: NeuronInput) =>
  initialVoltage.every((voltage) => voltage === 1) && current.every((currents) => currents.every((one) => one === 1));

function marginOf(input: NeuronInput): number | undefined {
  if (staysAtOne(input)) return 0;
  const predictions = input.initialVoltage.map((_, neuron) => predict(input, neuron, 'float32'));
  const isDecided = predictions.every(({ comparableSteps }) => comparableSteps === input.current.length);
  return isDecided ? Math.min(...predictions.map(({ margin }) => margin)) : undefined;
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
