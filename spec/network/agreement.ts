import { directReadOut } from '../../properties/oracles/convolution.ts';
import { closeDecisions, type Decision, runWithFlipped } from '../../properties/oracles/near-threshold.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { type Probe, runSpiking, type SpikingRun } from '../../src/simulator/network/run.ts';
import { answer, images, neurons } from './answers.ts';

/**
 * A voltage so close to the threshold may fall on either side of it, by the order of summation. The current of a neuron
 * of the first layer is made of 9 terms and its bias, with some 20 roundings besides (properties/network/rounding.ts), in
 * each of the two programs; each is off by at most 2^−24 · Σ |term|, in either direction: √58 · 2^−24 · Σ |term| for the
 * two together. A neuron that has charged to 1 has seen the share 1/J of its current J. Σ |term|/J is about 30 for the
 * neurons concerned: 1.4e-5, rounded up. (The largest that is found is 5.0e-6.)
 */
const closeEnough = 2e-5;

/** The one spike that comes a step late in image 6: its voltage is 47 · 2^−24 below the threshold, 2.8e-6. */
export const lateSpike: Decision = { layer: 0, step: 22, neuron: 17_117, distance: -47 * 2 ** -24 };

/** An image that NengoDL answered otherwise, and the close decisions each of which alone explains its answer. */
export interface Difference {
  readonly image: number;
  readonly turned: readonly Decision[];
}

/** Looks for what explains an answer: the close decisions with which a run gives it. */
export function explanations(
  network: EffectiveNetwork,
  image: number,
  gives: (run: SpikingRun) => boolean,
  probes: readonly Probe[] = [],
): Decision[] {
  const shown = images[image] as Uint8Array;
  return closeDecisions(network, shown, closeEnough).filter((decision) =>
    gives(runWithFlipped(network, shown, decision, probes)),
  );
}

/** Tells the class of an image: the readable code, or the engine, whose bits are the same. */
type Classify = (image: Uint8Array) => number;

/** Compares the classes of the first images, and looks for what explains those that differ. */
export function differentClasses(
  network: EffectiveNetwork,
  expected: ArrayLike<number>,
  classify: Classify = (image) => runSpiking(network, image).predicted,
): Difference[] {
  return Array.from(expected).flatMap((label, image) => {
    if (classify(images[image] as Uint8Array) === label) return [];
    return [{ image, turned: explanations(network, image, (run) => run.predicted === label) }];
  });
}

/** The engine for a network: 10,000 images in seconds. */
export async function classifyFast(network: EffectiveNetwork): Promise<Classify> {
  const { runSpiking: run } = (await createEngine()).prepare(network);
  return (image) => run(image).predicted;
}

/** Whether each of the neurons fires as often as in NengoDL, for one of the first ten images. */
export function countsAgree({ spikeCounts }: Pick<SpikingRun, 'spikeCounts'>, image: number): boolean {
  const counts = answer('spike_counts_first10');
  return spikeCounts
    .flatMap((layer) => Array.from(layer))
    .every((count, neuron) => count === counts[image * neurons + neuron]);
}

/** Compares the read-outs of images, step by step, and looks for what explains those that differ. */
export function differentReadouts(network: EffectiveNetwork, shown: readonly number[]): Difference[] {
  return shown.flatMap((image) => {
    const agrees = (run: SpikingRun) => readoutsAgree(network, run, image);
    if (agrees(runSpiking(network, images[image] as Uint8Array, lastSpikes))) return [];
    return [{ image, turned: explanations(network, image, agrees, lastSpikes) }];
  });
}

/** What a run has to record so that its read-outs can be compared. */
export const lastSpikes: readonly Probe[] = [{ layer: 'layer3', stage: 'spikes' }];

const logits = answer('logits_first100');
const filtereds = answer('filtered_first100');

/** Roundings of a term of the read-out besides the additions: height (3), weight and height (1), product (1), twice. */
const roundingsOfATerm = 10;

/** Roundings of a step of the filter: its constants (2), two products, a sum. */
const roundingsOfAFilterStep = 5;

/**
 * Whether the read-outs are NengoDL's but for the order of summation: before the filter within
 * 2 · (n + roundings) · 2^−24 · Σ |term| at every step, after it within what the filter makes of these errors.
 */
export function readoutsAgree({ readout, lowPass }: EffectiveNetwork, run: SpikingRun, image: number): boolean {
  const [roundoff, classes] = [2 ** -24, readout.bias.length];
  const allowedFiltered = new Float64Array(classes);
  return run.readout.every((got, step) => {
    const spikes = run.probed[0]?.[step] ?? [];
    return directReadOut(spikes, readout.weight, classes).every(({ size }, label) => {
      const terms = Array.from(spikes).reduce((sum, spike) => sum + spike, 1);
      const allowed = 2 * (terms + roundingsOfATerm) * roundoff * (size + Math.abs(readout.bias[label] as number));
      const place = (image * run.readout.length + step) * classes + label;
      const shown = run.filtered[step]?.[label] as number;
      const agrees =
        Math.abs((got[label] as number) - (logits[place] as number)) <= allowed &&
        Math.abs(shown - (filtereds[place] as number)) <= (allowedFiltered[label] as number);
      const own = 2 * roundingsOfAFilterStep * roundoff * (Math.abs(shown) + Math.abs(got[label] as number));
      allowedFiltered[label] = lowPass.keep * (allowedFiltered[label] as number) + lowPass.take * allowed + own;
      return agrees;
    });
  });
}
