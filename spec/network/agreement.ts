import { closeDecisions, type Decision, runWithFlipped } from '../../properties/oracles/near-threshold.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { type Probe, runSpiking, type SpikingRun } from '../../src/simulator/network/run.ts';
import { answer, images, neurons } from './answers.ts';

/**
 * Distance from the threshold within which the order of summation can decide. The current of a neuron in the first
 * layer
 * has 9 terms and a bias, with about 20 more roundings (properties/network/rounding.ts), in each of the two programs.
 * Each
 * rounding is off by at most 2^−24 · Σ |term| in either direction, so the two together are off by √58 · 2^−24 · Σ
 * |term|.
 * A neuron charged to 1 has received the fraction 1/J of its current J. Σ |term|/J is about 30 for these neurons, which
 * gives 1.4e-5, rounded up. (The largest distance found is 5.0e-6.)
 */
const closeEnough = 2e-5;

/** The only spike of image 6 that is one step late: its voltage is 47 · 2^−24 = 2.8e-6 below the threshold. */
export const lateSpike: Decision = { layer: 0, step: 22, neuron: 17_117, distance: -47 * 2 ** -24 };

/** An image with a different answer in NengoDL, and the close decisions that each explain this answer alone. */
export interface Difference {
  readonly image: number;
  readonly turned: readonly Decision[];
}

/** Finds the close decisions that explain an answer: a run with one of them reversed gives the answer. */
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

/** Classifies an image, with the simulator or the engine. Both give the same bits. */
type Classify = (image: Uint8Array) => number;

/** Compares the classes of the first images and finds the decisions that explain each difference. */
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

const engine = createEngine();

/** Classifies with the engine, which is fast enough for 10,000 images. */
export async function classifyFast(network: EffectiveNetwork): Promise<Classify> {
  const { runSpiking: run } = (await engine).prepare(network);
  return (image) => run(image).predicted;
}

/** Whether each neuron fires as often as in NengoDL, for one of the first ten images. */
export function countsAgree({ spikeCounts }: Pick<SpikingRun, 'spikeCounts'>, image: number): boolean {
  const counts = answer('spike_counts_first10');
  return spikeCounts
    .flatMap((layer) => Array.from(layer))
    .every((count, neuron) => count === counts[image * neurons + neuron]);
}

/** Compares the read-outs of images step by step and finds the decisions that explain each difference. */
export function differentReadouts(network: EffectiveNetwork, shown: readonly number[]): Difference[] {
  return shown.flatMap((image) => {
    const agrees = (run: SpikingRun) => readoutsAgree(network, run, image);
    if (agrees(runSpiking(network, images[image] as Uint8Array, lastSpikes))) return [];
    return [{ image, turned: explanations(network, image, agrees, lastSpikes) }];
  });
}

/** The recordings of a run that comparing its read-outs needs. */
export const lastSpikes: readonly Probe[] = [{ layer: 'layer3', stage: 'spikes' }];

const logits = answer('logits_first100');
const filtereds = answer('filtered_first100');

/** Roundings per term of the read-out besides the additions: height (3), weight and height (1), product (1), twice. */
const roundingsPerTerm = 10;

/** Roundings per step of the filter: its constants (2), two products, a sum. */
const roundingsPerFilterStep = 5;

/**
 * Whether the read-outs are NengoDL's, up to the order of summation. Before the filter they may differ by 2 · (n +
 * roundings) · 2^−24 · Σ |term| at every step, and after it by the filtered value of this bound.
 */
export function readoutsAgree({ readout, lowPass }: EffectiveNetwork, run: SpikingRun, image: number): boolean {
  const [roundoff, classes] = [2 ** -24, readout.bias.length];
  const allowedFiltered = new Float64Array(classes);
  return run.readout.every((got, step) => {
    const { terms, sizes } = sizesOf(run.probed[0]?.[step] ?? [], readout);
    return sizes.every((size, label) => {
      const allowed = 2 * (terms + roundingsPerTerm) * roundoff * size;
      const index = (image * run.readout.length + step) * classes + label;
      const filtered = run.filtered[step]?.[label] as number;
      const agrees =
        Math.abs((got[label] as number) - (logits[index] as number)) <= allowed &&
        Math.abs(filtered - (filtereds[index] as number)) <= (allowedFiltered[label] as number);
      const own = 2 * roundingsPerFilterStep * roundoff * (Math.abs(filtered) + Math.abs(got[label] as number));
      allowedFiltered[label] = lowPass.keep * (allowedFiltered[label] as number) + lowPass.take * allowed + own;
      return agrees;
    });
  });
}

/** Number of terms of a read-out, bias included, and the sum of their absolute values [class]. */
function sizesOf(spikes: ArrayLike<number>, { weight, bias }: EffectiveNetwork['readout']) {
  const sizes = bias.map(Math.abs);
  let terms = 1;
  for (let neuron = 0; neuron < spikes.length; neuron++) {
    if (spikes[neuron] === 0) continue;
    terms++;
    for (const [label, size] of sizes.entries())
      sizes[label] = size + Math.abs(weight[neuron * sizes.length + label] as number);
  }
  return { terms, sizes };
}
