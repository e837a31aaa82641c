import type { FloatArray, Precision } from '../../base/precision.ts';
import { planLayers } from '../network/architecture.ts';
import type { LayerWeights, Network } from '../network/network.ts';

/** Everything that training changes in a network; also a gradient of it, or an optimizer's memory of it. */
export type Parameters = Pick<Network, 'layers' | 'readout'>;

/** Which kind of parameter an array is. Weights fed by spikes are in units of 1/amplitude, all others are not. */
export type ParameterKind = 'fed by the image' | 'fed by spikes' | 'bias';

/**
 * Makes new parameters of the same shape, array by array.
 *
 * @param change - gets an array, its kind, and the same array of each of `others`
 */
export function mapParameters(
  { layers, readout }: Parameters,
  change: (values: FloatArray, kind: ParameterKind, others: readonly FloatArray[]) => FloatArray,
  ...others: readonly Parameters[]
): Parameters {
  const apply = (kind: ParameterKind, select: (parameters: Parameters) => FloatArray) =>
    change(select({ layers, readout }), kind, others.map(select));
  const layer = (index: number, field: keyof LayerWeights) => (parameters: Parameters) =>
    (parameters.layers[index] as LayerWeights)[field];
  return {
    layers: layers.map((_, index) => ({
      kernel: apply(index === 0 ? 'fed by the image' : 'fed by spikes', layer(index, 'kernel')),
      kernelBias: apply('bias', layer(index, 'kernelBias')),
      neuronBias: apply('bias', layer(index, 'neuronBias')),
    })),
    readout: {
      weight: apply('fed by spikes', (parameters) => parameters.readout.weight),
      bias: apply('bias', (parameters) => parameters.readout.bias),
    },
  };
}

/** Parameters of a network's shape that are all 0. */
export function zeroParameters({ layers, readout }: Parameters, { array }: Precision): Parameters {
  return mapParameters({ layers, readout }, (values) => new array(values.length));
}

/** Sum of two parameters, each addition rounded. */
export function addParameters(a: Parameters, b: Parameters, { round }: Precision): Parameters {
  return mapParameters(
    a,
    (values, _, [added]) => values.map((value, index) => round(value + ((added as FloatArray)[index] as number))),
    b,
  );
}

/** All arrays, in the order of the layers: kernel, kernel bias, neuron bias …, read-out weight and bias. */
export function arraysOf({ layers, readout }: Parameters): FloatArray[] {
  return [
    ...layers.flatMap(({ kernel, kernelBias, neuronBias }) => [kernel, kernelBias, neuronBias]),
    readout.weight,
    readout.bias,
  ];
}

/** Number of values that training changes in an architecture's network. */
export function countParameters(architecture: Network['architecture']): number {
  const plans = planLayers(architecture);
  const hidden = plans.reduce((sum, plan) => sum + plan.weights + plan.channels + plan.neurons, 0);
  return hidden + ((plans.at(-1)?.neurons ?? 0) + 1) * architecture.classes;
}
