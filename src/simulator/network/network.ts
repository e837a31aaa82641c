import type { FloatArray } from '../../base/precision.ts';
import { requireAllFinite, requireAtMost, requireLength } from '../../base/requirement.ts';
import { type Architecture, planLayers } from './architecture.ts';

/** What training sets in a hidden layer, before the gain. */
export interface LayerWeights {
  /** Weights of the kernel [row, column, input channel, output channel]. */
  readonly kernel: FloatArray;
  /** What each kernel adds everywhere [output channel]. */
  readonly kernelBias: FloatArray;
  /** Bias of every neuron [row, column, channel]; 1 before training. */
  readonly neuronBias: FloatArray;
}

/** A network: its architecture, its weights and where its neurons start. */
export interface Network {
  /** What the arrays make together. */
  readonly architecture: Architecture;
  /** The spike amplitude for which the weights were made. */
  readonly trainedAmplitude: number;
  /** Hidden layers, from the picture on. */
  readonly layers: readonly LayerWeights[];
  /** From the last hidden layer to the classes. */
  readonly readout: {
    /** What an input of 1 adds to a class [neuron of the last layer, class]. */
    readonly weight: FloatArray;
    /** The read-out without input [class]. */
    readonly bias: FloatArray;
  };
  /** Voltage of every neuron at the start of every image, a layer an array [row, column, channel], each at most 1. */
  readonly initialVoltage: readonly FloatArray[];
}

/**
 * Checks that arrays fit the architecture and hold numbers.
 *
 * @throws {RangeError} naming the first array of a wrong length, or value that is not finite or, for a voltage, above 1
 */
export function requireNetwork(network: Network): void {
  const plans = planLayers(network.architecture);
  requireLength('layers', plans.length, network.layers);
  requireLength('initialVoltage', plans.length, network.initialVoltage);
  for (const [index, plan] of plans.entries()) {
    const { kernel, kernelBias, neuronBias } = network.layers[index] as LayerWeights;
    requireNumbers(`${plan.kernelName} kernel`, plan.weights, kernel);
    requireNumbers(`${plan.kernelName} bias`, plan.channels, kernelBias);
    requireNumbers(`${plan.name} neuron bias`, plan.neurons, neuronBias);
    const voltages = network.initialVoltage[index] as FloatArray;
    requireNumbers(`${plan.name} initial voltage`, plan.neurons, voltages);
    for (const voltage of voltages) requireAtMost(`${plan.name} initial voltage`, 1, voltage);
  }
  const { classes } = network.architecture;
  requireNumbers('dense kernel', (plans.at(-1)?.neurons ?? 0) * classes, network.readout.weight);
  requireNumbers('dense bias', classes, network.readout.bias);
}

function requireNumbers(field: string, length: number, values: FloatArray): void {
  requireLength(field, length, values);
  requireAllFinite(field, values);
}
