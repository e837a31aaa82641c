import type { FloatArray } from '../../base/precision.ts';
import { requireAllFinite, requireAtMost, requireLength } from '../../base/requirement.ts';
import { type Architecture, type LayerPlan, planLayers } from './architecture.ts';

/** Trained parameters of a hidden layer, before the gain. */
export interface LayerWeights {
  /** Weights of the kernel [row, column, input channel, output channel]. */
  readonly kernel: FloatArray;
  /** Bias of each kernel, the same at every position [output channel]. */
  readonly kernelBias: FloatArray;
  /** Bias of every neuron [row, column, channel]; 1 before training. */
  readonly neuronBias: FloatArray;
}

export interface Network {
  readonly architecture: Architecture;
  /** Spike amplitude for which the weights were trained. */
  readonly trainedAmplitude: number;
  /** Hidden layers, starting at the image. */
  readonly layers: readonly LayerWeights[];
  /** Dense read-out, from the last hidden layer to the classes. */
  readonly readout: {
    /** Value that an input of 1 adds to a class [neuron of the last layer, class]. */
    readonly weight: FloatArray;
    /** The read-out without input [class]. */
    readonly bias: FloatArray;
  };
  /** Voltages at the start of every image, one array per layer [row, column, channel], each at most 1. */
  readonly initialVoltage: readonly FloatArray[];
}

/**
 * Checks that the arrays match the architecture and contain finite numbers.
 *
 * @returns the shapes of every hidden layer
 * @throws {Refusal} naming the first array with a wrong length, or the first value that is not finite or, for a
 *   voltage, above 1
 */
export function requireNetwork(network: Network): readonly LayerPlan[] {
  const plans = planLayers(network.architecture);
  requireLength('layers', plans.length, network.layers);
  requireLength('initialVoltage', plans.length, network.initialVoltage);
  for (const [index, plan] of plans.entries()) {
    const { kernel, kernelBias, neuronBias } = network.layers[index] as LayerWeights;
    requireNumbers(`${plan.kernelName} kernel`, plan.weights, kernel);
    requireNumbers(`${plan.kernelName} bias`, plan.channels, kernelBias);
    requireNumbers(`${plan.name} neuron bias`, plan.neurons, neuronBias);
    const [name, voltages] = [`${plan.name} initial voltage`, network.initialVoltage[index] as FloatArray];
    requireNumbers(name, plan.neurons, voltages);
    for (const voltage of voltages) requireAtMost(name, 1, voltage);
  }
  const { classes } = network.architecture;
  requireNumbers('dense kernel', (plans.at(-1)?.neurons ?? 0) * classes, network.readout.weight);
  requireNumbers('dense bias', classes, network.readout.bias);
  return plans;
}

function requireNumbers(field: string, length: number, values: FloatArray): void {
  requireLength(field, length, values);
  requireAllFinite(field, values);
}
