import type { FloatArray } from '../../../src/base/precision.ts';
import { runSpikes } from '../../../src/engine/inference.ts';
import type { LayerPlan } from '../../../src/simulator/network/architecture.ts';
import { convolve } from '../../../src/simulator/network/convolution.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../../../src/simulator/network/effective.ts';
import { integrate, type LifState, stepLif } from '../../../src/simulator/neuron/lif.ts';
import type { LifModel } from '../../../src/simulator/neuron/model.ts';
import { stepLowPass } from '../../../src/simulator/synapse/low-pass.ts';
import type { JobCode } from './job.ts';
import { answerOf, type Point, prepare, spikeTrainsOf } from './trace.ts';

/** The neuron to watch, and the image and settings of the network. */
export interface SwingInput {
  /** Index of a test image. */
  readonly digit: number;
  /** 1 for layer 2, 2 for layer 3. */
  readonly layer: number;
  readonly neuron: number;
  readonly points: readonly Point[];
}

/** What a neuron receives and does in 30 steps. */
export interface Watched {
  /** Input current J [step]. */
  readonly currents: readonly number[];
  /** Voltage after the step [step]. */
  readonly voltages: readonly number[];
  /** The voltage before the first step. */
  readonly start: number;
  /** The voltage to which the current pushes the neuron, without floor and threshold [step]. */
  readonly pushedTo: readonly number[];
  /** The same for spikes that are not spread, or undefined if they are not [step]. */
  readonly sentTo: readonly number[] | undefined;
  /** Steps in which it fired. */
  readonly spikes: readonly number[];
  /** Class that the network predicts. */
  readonly predicted: number;
  /** Bit mask of the steps in which each neuron of the layer fired [row, column, channel]. */
  readonly trains: Uint32Array;
}

/** The runs, and the image that the network reads. */
export interface SwingOutput {
  readonly image: Uint8Array;
  readonly label: number;
  readonly watched: readonly Watched[];
}

/** Runs the network at every point, and computes the current and voltage of one neuron. */
export const swing: JobCode<SwingInput, SwingOutput> = async ({ digit, layer, neuron, points }, { data }) => {
  const { images, labels } = await data.testDigits();
  const watched: Watched[] = [];
  for (const point of points) {
    const fast = await prepare(point, data);
    runSpikes(fast, images[digit] as Uint8Array, { everything: true });
    const [before, own] = fast.layout.layers.slice(layer - 1, layer + 1).map((each) => spikeTrainsOf(fast, each));
    const { predicted } = answerOf(fast);
    watched.push({
      ...watch(fast.network, layer, neuron, before as Uint32Array),
      predicted,
      trains: own as Uint32Array,
    });
  }
  return { image: (images[digit] as Uint8Array).slice(), label: labels[digit] as number, watched };
};

/** Repeats the steps of one neuron, with the same bits, from the spikes of the layer before. */
function watch(network: EffectiveNetwork, index: number, neuron: number, before: Uint32Array) {
  const { steps, precision } = network.point;
  const { plan, weight, bias } = network.layers[index] as EffectiveLayer;
  const channel = neuron % plan.channels;
  const position = (neuron - channel) / plan.channels;
  const patch = patchOf(plan, Math.floor(position / plan.output.columns), position % plan.output.columns);
  const noBias = precision.array.from({ length: plan.channels }, () => 0);
  const ownBias = precision.array.from(noBias, () => bias[neuron] as number);
  const { constants, start } = network.neurons[index] as LifModel;
  let state: LifState = start(network.initialVoltage[index]?.[neuron] as number);
  const result = { start: state.voltage, currents: [], voltages: [], pushedTo: [], spikes: [] } as Record<
    'currents' | 'voltages' | 'pushedTo' | 'spikes',
    number[]
  > & { readonly start: number };
  const sentTo: number[] = [];
  let synaptic = 0;
  for (let step = 0; step < steps; step++) {
    const spikes = patch.sources.map((source) => ((before[source] as number) >>> step) & 1);
    const sum = (start: FloatArray) => convolve(patch.plan, spikes, weight, start, precision)[channel] as number;
    const { synapse } = network;
    const current = synapse ? precision.round((bias[neuron] as number) + synaptic) : sum(ownBias);
    const fraction = state.refractorySteps > 0 ? 0 : state.activeStepFraction;
    if (synapse) synaptic = precision.round(stepLowPass(synaptic, sum(noBias), synapse));
    const after = stepLif(state, current, constants);
    result.currents.push(current);
    result.voltages.push(after.voltage);
    result.pushedTo.push(integrate(state.voltage, current, fraction, precision));
    if (synapse) sentTo.push(integrate(state.voltage, sum(ownBias), fraction, precision));
    if (after.fired) result.spikes.push(step);
    state = after;
  }
  return { ...result, sentTo: network.synapse ? sentTo : undefined };
}

/** The part of the layer before that a neuron receives, as a layer of one position. */
function patchOf(plan: LayerPlan, row: number, column: number): { plan: LayerPlan; sources: readonly number[] } {
  const { kernelSize: size, stride, input, channels } = plan;
  const sources = Array.from({ length: size * size * input.channels }, (_, term) => {
    const [cell, channel] = [Math.floor(term / input.channels), term % input.channels];
    const [down, right] = [row * stride + Math.floor(cell / size), column * stride + (cell % size)];
    return (down * input.columns + right) * input.channels + channel;
  });
  const shape = { rows: size, columns: size, channels: input.channels };
  return { plan: { ...plan, input: shape, output: { rows: 1, columns: 1, channels } }, sources };
}
