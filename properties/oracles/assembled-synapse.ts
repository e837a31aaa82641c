import type { FloatArray } from '../../src/base/precision.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { stepLowPass } from '../../src/simulator/synapse/low-pass.ts';

/** Values of a synapse before the first step of an image, given zeros and the values after the last image. */
type Start = (zeros: FloatArray, left: FloatArray | undefined) => FloatArray;

/**
 * Currents of a layer, or the read-out, in a step.
 *
 * @param layer - 0 is the first; the number of layers stands for the read-out
 * @param sum - adds the weighted input of the step to biases
 */
export type Connect = (layer: number, bias: FloatArray, sum: (start: FloatArray) => FloatArray) => FloatArray;

/** Connects layers through the synapses of the reference, which start as given. Call it for every image. */
export function synapsesWith(start: Start = (zeros) => zeros): (network: EffectiveNetwork) => Connect {
  const left: FloatArray[] = [];
  return ({ point, synapse, layers, readout }) => {
    const { round } = point.precision;
    const values = [...layers, readout].map(({ bias }, layer) =>
      start(new point.precision.array(bias.length), left[layer]),
    );
    return (layer, bias, sum) => {
      if (synapse === undefined || layer === 0 || layer === layers.length) return sum(bias);
      const input = sum(bias.map(() => 0));
      const shown = values[layer] as FloatArray;
      const after = shown.map((value, neuron) => stepLowPass(value, input[neuron] as number, synapse));
      values[layer] = after;
      left[layer] = after;
      return shown.map((value, neuron) => round((bias[neuron] as number) + value));
    };
  };
}
