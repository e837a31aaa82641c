import { type LifConstants, lifConstants, spikeHeight } from '../neuron/lif.ts';
import { tune } from '../neuron/tuning.ts';
import { type FloatArray, float32, type Precision } from '../precision.ts';
import { requirePositive, requireWhole } from '../requirement.ts';
import { type LowPassConstants, lowPassConstants } from '../synapse/low-pass.ts';
import { type LayerPlan, planLayers } from './architecture.ts';
import { type Network, requireNetwork } from './network.ts';

/** At which operating point a network is run. */
export interface OperatingPoint {
  /** Spike amplitude, above 0. Larger sends more into the next layer; the neuron's own spikes stay where they are. */
  readonly amplitude: number;
  /** Floor of the voltage, 0 or less; −Infinity is no floor. */
  readonly minVoltage: number;
  /** What the weights behind a layer of neurons are divided by, above 0. Equal to the change of amplitude, it undoes it. */
  readonly compensation: number;
  /** Length of a step, seconds, above 0. */
  readonly dtSeconds: number;
  /** Number of steps, whole, 2 or more: the filtered read-out lags one. Larger gives the neurons more time. */
  readonly steps: number;
  readonly precision: Precision;
}

/** The operating point of the tutorial: amplitude .01, floor 0, 30 steps of 1 ms, float32. */
export const tutorialPoint: OperatingPoint = {
  amplitude: 0.01,
  minVoltage: 0,
  compensation: 1,
  dtSeconds: 0.001,
  steps: 30,
  precision: float32,
};

/** A layer with everything folded in that does not change while it runs. */
export interface EffectiveLayer {
  readonly plan: LayerPlan;
  /** Current that an input of 1 adds [row, column, input channel, output channel]. */
  readonly weight: FloatArray;
  /** Current without input [row, column, channel]. */
  readonly bias: FloatArray;
}

/** A network at an operating point, ready to run. */
export interface EffectiveNetwork {
  readonly point: OperatingPoint;
  readonly layers: readonly EffectiveLayer[];
  readonly readout: Network['readout'];
  readonly initialVoltage: Network['initialVoltage'];
  readonly lif: LifConstants;
  readonly lowPass: LowPassConstants;
  readonly neuron: Network['architecture']['neuron'];
}

/**
 * Folds gain, spike height and biases into the weights, for a run with spikes: an input is then 1 or 0.
 *
 *   weight = gain · height · kernel/compensation   (first layer: gain · kernel)
 *   bias = neuron bias + gain · kernel bias,   read-out weight = height · weight/compensation
 *
 * In float64, then rounded once to the precision.
 *
 * @throws {RangeError} if the network or the operating point is not valid
 */
export function foldForSpikes(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, spikeHeight(point.amplitude, point.dtSeconds, point.precision));
}

/** The same for the rate network, whose inputs are amplitude · rate: the height is 1. */
export function foldForRates(network: Network, point: OperatingPoint): EffectiveNetwork {
  return fold(network, point, 1);
}

function fold(network: Network, point: OperatingPoint, height: number): EffectiveNetwork {
  requireNetwork(network);
  requirePositive('amplitude', point.amplitude);
  requirePositive('compensation', point.compensation);
  requireWhole('steps', 2, point.steps);
  const { architecture, readout } = network;
  const { dtSeconds, minVoltage, compensation, precision } = point;
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const divided = (factor: number, weights: FloatArray) =>
    precision.array.from(weights, (weight) => factor * (weight / compensation));

  const layers = planLayers(architecture).map((plan, index): EffectiveLayer => {
    const { kernel, kernelBias, neuronBias } = network.layers[index] as Network['layers'][number];
    return {
      plan,
      weight: index === 0 ? precision.array.from(kernel, (weight) => gain * weight) : divided(gain * height, kernel),
      bias: precision.array.from(neuronBias, (bias, neuron) => {
        return bias + gain * (kernelBias[neuron % plan.channels] as number);
      }),
    };
  });
  return {
    point,
    layers,
    readout: { weight: divided(height, readout.weight), bias: precision.array.from(readout.bias) },
    initialVoltage: network.initialVoltage,
    lif: lifConstants({ ...architecture.neuron, dtSeconds, minVoltage }, precision),
    lowPass: lowPassConstants({ dtSeconds, tauSeconds: architecture.readoutTauSeconds }, precision),
    neuron: architecture.neuron,
  };
}
