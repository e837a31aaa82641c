import type { FloatArray, Precision } from '../../base/precision.ts';
import type { LayerWeights, Network } from '../network/network.ts';

/** All values that training changes, or their gradient, or the optimizer's memory of them. */
export type Parameters = Pick<Network, 'layers' | 'readout'>;

/** Kind of an array of parameters. Weights that receive spikes have units of 1/amplitude; the others do not. */
export type ParameterKind = 'fed by the image' | 'fed by spikes' | 'bias';

/**
 * Maps every array of parameters to a new one of the same length.
 *
 * @param change - receives an array, its kind, and the same array of each of `others`
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

export function zeroParameters({ layers, readout }: Parameters, { array }: Precision): Parameters {
  return mapParameters({ layers, readout }, (values) => new array(values.length));
}
