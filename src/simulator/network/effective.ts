import { type FloatArray, float32, type Precision } from '../../base/precision.ts';
import { requireNotNegative, requirePositive, requireWhole } from '../../base/requirement.ts';
import { type LifParameters, spikeHeight } from '../neuron/lif.ts';
import { lif, type Model, type NeuronType } from '../neuron/model.ts';
import { tune } from '../neuron/tuning.ts';
import { type LowPassConstants, lowPassConstants } from '../synapse/low-pass.ts';
import { isSummed, type LayerPlan } from './architecture.ts';
import { type LayerWeights, type Network, requireNetwork } from './network.ts';

/**
 * Folds gain, spike height and biases into the weights, for a run whose inputs are spikes (1 or 0); definition: W8.
 *
 *   weight = gain · height · kernel/rescaling   (first layer: gain · kernel)
 *   bias = neuron bias + gain · kernel bias,   read-out weight = height · weight/rescaling
 *
 * Computed in float64, then rounded once to the precision.
 *
 * @throws {Refusal} if the network or the operating point is not valid
 * @example
 * const network = build(miniature, 0);
 * const weightAt = (amplitude) => foldForSpikes(network, { ...tutorialPoint, amplitude }).layers[1].weight[0];
 * weightAt(0.5) / weightAt(0.25) // 2
 */
export function foldForSpikes(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, {
    height: spikeHeight(point.amplitude, point.dtSeconds, point.precision),
    isSteady: false,
  });
}

/**
 * Does the same for the rate network, whose inputs are amplitude · rate, so the height is 1.
 *
 * @throws {Refusal} if the network or the operating point is not valid
 * @example foldForRates(build(miniature, 0), tutorialPoint).layers[0].bias[0] // 1
 */
export function foldForRates(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, { height: 1, isSteady: true });
}

export interface OperatingPoint extends Pick<LifParameters, 'dtSeconds' | 'minVoltage'> {
  /**
   * Spike amplitude, above 0. Larger values send more into the next layer and leave the neuron's own spikes unchanged.
   */
  readonly amplitude: number;
  /**
   * Divisor of all weights that receive spikes, above 0. If it equals the factor of the amplitude, it cancels that
   * factor.
   */
  readonly rescaling: number;
  /**
   * Number of steps per image, whole, 2 or more, because the filtered read-out lags one step. More steps give the
   * neurons more time.
   */
  readonly steps: number;
  readonly precision: Precision;
  /**
   * Time constant of a low-pass synapse from each layer of neurons to the next, seconds, 0 or more. By default 0: no
   * synapse. Larger values smooth the currents more and delay them more.
   */
  readonly synapseSeconds?: number;
  /** The kind of neurons. By default, those of the definition. */
  readonly neurons?: NeuronType;
}

/** The operating point of the tutorial: amplitude 0.01, floor 0, 30 steps of 1 ms, float32. */
export const tutorialPoint: OperatingPoint = {
  amplitude: 0.01,
  minVoltage: 0,
  rescaling: 1,
  dtSeconds: 0.001,
  steps: 30,
  precision: float32,
};

/** A layer whose gain, spike height and biases are folded into its weights. */
export interface EffectiveLayer {
  readonly plan: LayerPlan;
  /** Current added by an input of 1 [row, column, input channel, output channel]. */
  readonly weight: FloatArray;
  /** Current without input [row, column, channel]. */
  readonly bias: FloatArray;
}

/** A network at an operating point, ready to run. */
export interface EffectiveNetwork extends Pick<Network, 'initialVoltage'> {
  readonly point: OperatingPoint;
  /** Hidden layers, starting at the image. */
  readonly layers: readonly EffectiveLayer[];
  /** Read-out weights for an input of 1, and the read-out without input. */
  readonly readout: Network['readout'];
  readonly neurons: readonly Model[];
  readonly lowPass: LowPassConstants;
  /** Whether the read-out of a step is in the filtered one of that step: in a sum, but not in a filter, which lags. */
  readonly isSummed: boolean;
  /** Constants of the synapses between layers of neurons; undefined if there are none. */
  readonly synapse: LowPassConstants | undefined;
  /** Time constants of every neuron, and its tuning before training. */
  readonly neuron: Network['architecture']['neuron'];
}

/** Height of the inputs of a layer, and whether they are constant, as rates are. */
interface Inputs {
  readonly height: number;
  readonly isSteady: boolean;
}

function fold(network: Network, point: OperatingPoint, inputs: Inputs): EffectiveNetwork {
  const plans = requireNetwork(network);
  requirePositive('amplitude', point.amplitude);
  requirePositive('rescaling', point.rescaling);
  requireWhole('steps', 2, point.steps);
  const synapseSeconds = point.synapseSeconds ?? 0;
  requireNotNegative('synapseSeconds', synapseSeconds);
  const { architecture, readout, initialVoltage } = network;
  const { amplitude, dtSeconds, minVoltage, precision, neurons = lif } = point;
  const parameters = { ...architecture.neuron, amplitude, dtSeconds, minVoltage };
  const models = plans.map((_, index) => neurons(parameters, precision, index));
  const layers = plans.map((plan, index) => {
    const factor = inputs.isSteady ? (models[index]?.steadyInput ?? 1) : 1;
    return foldLayer(network, plan, index, point, { height: inputs.height, factor });
  });
  return {
    point,
    layers,
    neurons: models,
    readout: {
      weight: scaled(readout.weight, inputs.height, point.rescaling, precision),
      bias: precision.array.from(readout.bias),
    },
    initialVoltage,
    lowPass: isSummed(architecture)
      ? { keep: 1, take: 1, precision }
      : lowPassConstants({ dtSeconds, tauSeconds: architecture.readoutTauSeconds }, precision),
    isSummed: isSummed(architecture),
    synapse: synapseSeconds > 0 ? lowPassConstants({ dtSeconds, tauSeconds: synapseSeconds }, precision) : undefined,
    neuron: architecture.neuron,
  };
}

function foldLayer(
  { architecture, layers }: Network,
  plan: LayerPlan,
  index: number,
  { rescaling, precision }: OperatingPoint,
  { height, factor }: { readonly height: number; readonly factor: number },
): EffectiveLayer {
  const gain = factor * tune(architecture.neuron, architecture.neuron).gain;
  const { kernel, kernelBias, neuronBias } = layers[index] as LayerWeights;
  const bias = new precision.array(plan.neurons);
  for (let neuron = 0; neuron < bias.length; neuron++)
    bias[neuron] = factor * (neuronBias[neuron] as number) + gain * (kernelBias[neuron % plan.channels] as number);
  // only the image is neither a spike nor a rate
  const weight = index === 0 ? scaled(kernel, gain, 1, precision) : scaled(kernel, gain * height, rescaling, precision);
  return { plan, weight, bias };
}

/** factor · (weight/divisor). A loop takes a fiftieth of the time of `array.from`. */
function scaled(weights: FloatArray, factor: number, divisor: number, { array }: Precision): FloatArray {
  const results = new array(weights.length);
  for (let index = 0; index < results.length; index++) results[index] = factor * ((weights[index] as number) / divisor);
  return results;
}
