import { type FloatArray, float32, type Precision } from '../../base/precision.ts';
import { requirePositive, requireWhole } from '../../base/requirement.ts';
import { type LifConstants, lifConstants, spikeHeight } from '../neuron/lif.ts';
import { tune } from '../neuron/tuning.ts';
import { type LowPassConstants, lowPassConstants } from '../synapse/low-pass.ts';
import { type LayerPlan, planLayers } from './architecture.ts';
import { type LayerWeights, type Network, requireNetwork } from './network.ts';

/** At which operating point a network is run. */
export interface OperatingPoint {
  /** Spike amplitude, above 0. Larger sends more into the next layer; the neuron's own spikes stay where they are. */
  readonly amplitude: number;
  /** Floor of the voltage, 0 or less; −Infinity is no floor. Lower remembers more inhibition. */
  readonly minVoltage: number;
  /** What the weights behind a layer of neurons are divided by, above 0. Equal to the change of amplitude, it undoes it. */
  readonly rescaling: number;
  /** Length of a step, seconds, above 0, at most 30 τ_rc. Larger looks at the threshold less often. */
  readonly dtSeconds: number;
  /** Number of steps, whole, 2 or more: the filtered read-out lags one. Larger gives the neurons more time. */
  readonly steps: number;
  /** To which every operation is rounded. */
  readonly precision: Precision;
  /** Layers of neurons that have the floor, counted from 0; the others have none. Left out: all have it. */
  readonly flooredLayers?: readonly number[];
  /** Left out: a spike resets the voltage to 0. `subtract` takes 1 from it instead: another neuron, to compare with. */
  readonly reset?: 'subtract';
}

/** The operating point of the tutorial: amplitude .01, floor 0, 30 steps of 1 ms, float32. */
export const tutorialPoint: OperatingPoint = {
  amplitude: 0.01,
  minVoltage: 0,
  rescaling: 1,
  dtSeconds: 0.001,
  steps: 30,
  precision: float32,
};

/** A layer with everything folded in that does not change while it runs. */
export interface EffectiveLayer {
  /** Names, shapes and sizes. */
  readonly plan: LayerPlan;
  /** Current that an input of 1 adds [row, column, input channel, output channel]. */
  readonly weight: FloatArray;
  /** Current without input [row, column, channel]. */
  readonly bias: FloatArray;
}

/** A network at an operating point, ready to run. */
export interface EffectiveNetwork {
  /** The operating point for which it was folded. */
  readonly point: OperatingPoint;
  /** Hidden layers, from the picture on. */
  readonly layers: readonly EffectiveLayer[];
  /** What an input of 1 adds to the read-out, and the read-out without input. */
  readonly readout: Network['readout'];
  /** Voltage of every neuron at the start of every image, a layer an array. */
  readonly initialVoltage: Network['initialVoltage'];
  /** Constants of a neuron that has the floor of the operating point. */
  readonly lif: LifConstants;
  /** Constants of the filter on the read-out. */
  readonly lowPass: LowPassConstants;
  /** Time constants of every neuron, and its response before training. */
  readonly neuron: Network['architecture']['neuron'];
}

/**
 * Folds gain, spike height and biases into the weights, for a run with spikes: an input is then 1 or 0.
 *
 *   weight = gain · height · kernel/rescaling   (first layer: gain · kernel)
 *   bias = neuron bias + gain · kernel bias,   read-out weight = height · weight/rescaling
 *
 * In float64, then rounded once to the precision.
 *
 * @throws {RangeError} if the network or the operating point is not valid
 * @example
 * const weightAt = (amplitude) => foldForSpikes(build(miniature, 0), { ...tutorialPoint, amplitude }).layers[1].weight[0];
 * weightAt(0.5) / weightAt(0.25) // 2
 */
export function foldForSpikes(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, spikeHeight(point.amplitude, point.dtSeconds, point.precision));
}

/**
 * The same for the rate network, whose inputs are amplitude · rate: the height is 1.
 *
 * @throws {RangeError} if the network or the operating point is not valid
 * @example foldForRates(build(miniature, 0), tutorialPoint).layers[0].bias[0] // 1
 */
export function foldForRates(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, 1);
}

function fold(network: Network, point: OperatingPoint, height: number): EffectiveNetwork {
  requireNetwork(network);
  requirePositive('amplitude', point.amplitude);
  requirePositive('rescaling', point.rescaling);
  requireWhole('steps', 2, point.steps);
  const { architecture, readout, initialVoltage } = network;
  const { dtSeconds, minVoltage, precision } = point;
  return {
    point,
    layers: planLayers(architecture).map((plan, index) => foldLayer(network, plan, index, point, height)),
    readout: { weight: divided(readout.weight, height, point), bias: precision.array.from(readout.bias) },
    initialVoltage,
    lif: lifConstants({ ...architecture.neuron, dtSeconds, minVoltage }, precision),
    lowPass: lowPassConstants({ dtSeconds, tauSeconds: architecture.readoutTauSeconds }, precision),
    neuron: architecture.neuron,
  };
}

function foldLayer(
  { architecture, layers }: Network,
  plan: LayerPlan,
  index: number,
  point: OperatingPoint,
  height: number,
): EffectiveLayer {
  const { array } = point.precision;
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const { kernel, kernelBias, neuronBias } = layers[index] as LayerWeights;
  return {
    plan,
    weight: index === 0 ? array.from(kernel, (weight) => gain * weight) : divided(kernel, gain * height, point),
    bias: array.from(neuronBias, (bias, neuron) => {
      return bias + gain * (kernelBias[neuron % plan.channels] as number);
    }),
  };
}

/** Weights behind a layer of neurons: times what an input of 1 stands for, divided by the rescaling. */
function divided(weights: FloatArray, factor: number, { rescaling, precision }: OperatingPoint): FloatArray {
  return precision.array.from(weights, (weight) => factor * (weight / rescaling));
}
