import type { FloatArray } from '../../src/base/precision.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { type LowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';

/** The pieces of the synapses between layers. A mutant replaces one of them. */
export interface SynapsePieces {
  /** Undefined: there are no synapses. */
  readonly constants: (network: EffectiveNetwork) => LowPassConstants | undefined;
  /** Whether there is one before a layer (0 is the first); the number of layers stands for the read-out. */
  readonly isBefore: (layer: number, layers: number) => boolean;
  /** Values before the first step, given zeros and the values after the last image. */
  readonly start: (zeros: FloatArray, left: FloatArray | undefined) => FloatArray;
  readonly step: typeof stepLowPass;
  /** Values that a synapse sends, given those before and after a step. */
  readonly show: (before: FloatArray, after: FloatArray) => FloatArray;
  readonly filtersBiases: boolean;
}

const referenceSynapses: SynapsePieces = {
  constants: ({ synapse }) => synapse,
  isBefore: (layer, layers) => layer > 0 && layer < layers,
  start: (zeros) => zeros,
  step: stepLowPass,
  show: (before) => before,
  filtersBiases: false,
};

/**
 * Currents of a layer, or the read-out, in a step.
 *
 * @param layer - 0 is the first; the number of layers stands for the read-out
 * @param sum - adds the weighted input of the step to biases
 */
export type Connect = (layer: number, bias: FloatArray, sum: (start: FloatArray) => FloatArray) => FloatArray;

/** Connects layers through the synapses of the reference, some of whose pieces are replaced. Call it for every image. */
export function synapsesWith(changed: Partial<SynapsePieces> = {}): (network: EffectiveNetwork) => Connect {
  const pieces = { ...referenceSynapses, ...changed };
  const left: FloatArray[] = [];
  return (network) => {
    const { round } = network.point.precision;
    const constants = pieces.constants(network);
    const values = [...network.layers, network.readout].map(({ bias }, layer) =>
      pieces.start(new network.point.precision.array(bias.length), left[layer]),
    );
    return (layer, bias, sum) => {
      if (constants === undefined || !pieces.isBefore(layer, network.layers.length)) return sum(bias);
      const zeros = bias.map(() => 0);
      const input = sum(pieces.filtersBiases ? bias : zeros);
      const before = values[layer] as FloatArray;
      const after = before.map((value, neuron) => pieces.step(value, input[neuron] as number, constants));
      values[layer] = after;
      left[layer] = after;
      const added = pieces.filtersBiases ? zeros : bias;
      return pieces.show(before, after).map((value, neuron) => round((added[neuron] as number) + value));
    };
  };
}
