import { exp, log } from '../../src/base/elementary.ts';
import { type LayerPlan, planLayers } from '../../src/simulator/network/architecture.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { arraysOf } from '../../src/simulator/training/parameters.ts';
import { type Entry, Tape } from './tape.ts';

/** Records the rate of a neuron for a current. */
export type NeuronOnTape = (tape: Tape, current: Entry, neuron: Network['architecture']['neuron']) => Entry;

/** The loss of one image and its derivatives, in float64. */
export interface TapedLoss {
  readonly loss: number;
  /** Derivative with respect to every parameter, in the order of `arraysOf` [array][value]. */
  readonly gradient: readonly (readonly number[])[];
  /** The derivatives with the absolute value of every term [array][value]. */
  readonly magnitude: readonly (readonly number[])[];
  /** Rounding error of the loss, in roundoffs. */
  readonly roundoffs: number;
}

/** 1/(τ_ref + τ_rc · (ln J − ln(J − 1))): the rate of a LIF neuron, from its period. */
export const lifOnTape: NeuronOnTape = (tape, current, { tauRcSeconds, tauRefSeconds }) => {
  if (current.value <= 1) return tape.record(0);
  const charging = tape.sum([tape.log(current), tape.linear(tape.log(tape.linear(current, 1, -1)), -1)]);
  return tape.reciprocal(tape.linear(charging, tauRcSeconds, tauRefSeconds));
};

/** Shows an image to the rate network, with every operation recorded. */
export function tapedLoss(
  network: Network,
  { image, label }: Example,
  amplitude: number,
  neuronOnTape: NeuronOnTape = lifOnTape,
): TapedLoss {
  const tape = new Tape();
  const { neuron } = network.architecture;
  const { gain } = tune(neuron, neuron);
  const parameters = arraysOf(network).map((values) => Array.from(values, (value) => tape.record(value)));
  let signal = Array.from(image, (value) => tape.record(value));
  for (const [index, plan] of planLayers(network.architecture).entries()) {
    const [kernel, kernelBias, neuronBias] = parameters.slice(3 * index) as [Entry[], Entry[], Entry[]];
    signal = neuronBias.map((bias, index) => {
      const channel = index % plan.channels;
      const products = sourcesOf(plan, index).map((source, term) =>
        tape.product(kernel[term * plan.channels + channel] as Entry, signal[source] as Entry),
      );
      const input = tape.sum([kernelBias[channel] as Entry, ...products]);
      const current = tape.sum([bias, tape.linear(input, gain)]);
      return tape.linear(neuronOnTape(tape, current, neuron), amplitude);
    });
  }
  const [weight, bias] = parameters.slice(-2) as [Entry[], Entry[]];
  const logits = bias.map((entry, label) =>
    tape.sum([entry, ...signal.map((sent, from) => tape.product(sent, weight[from * bias.length + label] as Entry))]),
  );
  const loss = softmaxLoss(tape, logits, label);
  tape.rewind(loss);
  return {
    loss: loss.value,
    gradient: parameters.map((entries) => entries.map(({ derivative }) => derivative)),
    magnitude: parameters.map((entries) => entries.map(({ magnitude }) => magnitude)),
    roundoffs: tape.roundoffsOfResult(),
  };
}

/** Indices of a neuron's inputs, in the order of its kernel. */
function sourcesOf({ kernelSize, stride, input, output, channels }: LayerPlan, neuron: number): number[] {
  const column = Math.floor(neuron / channels) % output.columns;
  const row = Math.floor(neuron / channels / output.columns);
  return Array.from({ length: kernelSize * kernelSize * input.channels }, (_, term) => {
    const channel = term % input.channels;
    const j = Math.floor(term / input.channels) % kernelSize;
    const i = Math.floor(term / input.channels / kernelSize);
    return ((row * stride + i) * input.columns + column * stride + j) * input.channels + channel;
  });
}

/** ln Σ e^(logit − largest) + largest − logit[label] */
function softmaxLoss(tape: Tape, logits: readonly Entry[], label: number): Entry {
  const largest = Math.max(...logits.map(({ value }) => value));
  const powers = logits.map(({ value }) => exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  const origins = logits.map((from, index) => {
    const probability = (powers[index] as number) / sum;
    const isLabel = index === label ? 1 : 0;
    return { from, slope: probability - isLabel, size: probability + isLabel };
  });
  return tape.record(log(sum) + largest - (logits[label] as Entry).value, origins);
}
