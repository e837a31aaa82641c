import { describe, expect, it } from 'vitest';
import {
  classesOfNengoDl,
  type DigitPoint,
  decidedDigits,
  digitClasses,
  digitPoints,
} from '../../properties/oracles/nengo-dl.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { float64 } from '../../src/base/precision.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking, type SpikingRun } from '../../src/simulator/network/run.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import { answer, images, neurons, synapsePoints, trainedNetwork } from './answers.ts';

/** Roundings per term of the read-out besides the additions: height (3), weight and height (1), product (1), twice. */
const roundingsPerTerm = 10;

/** Roundings per step of the filter: its constants (2), two products, a sum. */
const roundingsPerFilterStep = 5;

const logits = answer('logits_first100');
const filtereds = answer('filtered_first100');

describe('the reference and NengoDL, which trained the network', () => {
  const network = trainedNetwork(0.01);

  it('fire the same neurons in the same steps for the first image', () => {
    const layers = tutorial.hidden.map((_, index) => ({ layer: `layer${index + 1}`, stage: 'spikes' }) as const);
    const { probed, predicted } = runSpiking(network, images[0] as Uint8Array, layers);
    const packed = answer('spikes_image0_packed');
    const wrongSteps = Array.from({ length: 30 }, (_, step) => step).filter((step) => {
      const spikes = probed.flatMap((steps) => Array.from(steps[step] as ArrayLike<number>));
      return spikes.some((spike, neuron) => spike !== bitOf(packed, step * neurons + neuron));
    });
    expect(wrongSteps).toEqual([]);
    expect(predicted).toBe(classesOfNengoDl(0.01)[0]);
  });

  // In image 6, a spike of neuron 17,117 of layer 1 is a step late: its voltage in step 22 is 47 · 2^−24 = 2.8e-6 below the
  // threshold. The order of summation decides within 1.4e-5: √58 roundings of 2^−24 · Σ |term|, which is about 30 currents.
  it('count the same spikes in each of 34,048 neurons for 9 of 10 images, and have the same read-outs up to rounding', () => {
    const runs = images.slice(0, 10).map((image) => runSpiking(network, image));
    const differing = (agree: (run: SpikingRun, image: number) => boolean) =>
      [...runs.keys()].filter((image) => !agree(runs[image] as SpikingRun, image));
    expect(differing(countsAgree)).toEqual([6]);
    expect(differing((run, image) => readoutsAgree(network, run, image))).toEqual([6]);
  });

  it.each([0.05, 0.5])('predict the same class for the first 10 images at amplitude %d', async (amplitude) => {
    expect(await otherImages(amplitude, 10)).toEqual([]);
  });
});

/** A bit of an array packed by `numpy.packbits`, most significant bit first. */
function bitOf(packed: ArrayLike<number>, index: number): number {
  return ((packed[index >> 3] as number) >> (7 - (index & 7))) & 1;
}

describeSlow('the reference and NengoDL', { timeout: 3_600_000 }, () => {
  it('predict the same class for all 10,000 images at amplitude 0.01', async () => {
    expect(await otherImages(0.01)).toEqual([]);
  });

  it.each([0.02, 0.05, 0.1, 0.2, 0.5])('predict the same class for 250 images at amplitude %d', async (amplitude) => {
    // a voltage of image 217 is so close to the threshold that the order of summation decides
    expect(await otherImages(amplitude, 250)).toEqual(amplitude === 0.05 ? [217] : []);
  });

  it('decide the class of the digits of a check beyond rounding, at each of its operating points', async () => {
    const expected = digitPoints.map((point) => digitClasses(point, candidates));
    const runs = await Promise.all(digitPoints.map((point) => readoutsOf(point)));
    const isDecided = (digit: number) =>
      runs.every((readouts, index) => {
        const [best = 0, second = 0] = (readouts[digit] as number[]).toSorted((a, b) => b - a);
        const isRight = argmax(readouts[digit] as number[]) === expected[index]?.[digit];
        return isRight && best - second >= 80 * (digitPoints[index]?.amplitude ?? 0);
      });
    expect(candidates.filter(isDecided)).toEqual(decidedDigits);
  });
});

const candidates = Array.from({ length: 122 }, (_, digit) => digit);

/** Filtered read-outs of the candidates [digit][class]. */
async function readoutsOf({ amplitude, minVoltage }: DigitPoint): Promise<number[][]> {
  const point = { ...tutorialPoint, amplitude, minVoltage, precision: float64 };
  const { runSpiking } = (await createEngine()).prepare(foldForSpikes(readNetwork(nengoDlDirectory()), point));
  return candidates.map((digit) => Array.from(runSpiking(images[digit] as Uint8Array).filtered));
}

/**
 * One spike in a step other than NengoDL's moves a few others in the layers behind it. Decisions that close to the
 * threshold occur in about one image in 14.
 */
const mostOtherImages = 10;
const mostOtherSpikes = 5;

describeSlow('the reference and NengoDL, with a low-pass synapse between layers of neurons', async () => {
  const engine = await createEngine();

  it.each(synapsePoints)(
    'predict the same classes and count the same spikes at amplitude $amplitude with synapses of $synapseSeconds s',
    ({ amplitude, synapseSeconds, predicted, layerSpikes }) => {
      const prepared = engine.prepare(trainedNetwork(amplitude, synapseSeconds));
      const runs = images.slice(0, 100).map((image) => prepared.runSpiking(image));
      expect(runs.map((run) => run.predicted).join('')).toBe(predicted);

      for (const layer of [0, 1, 2]) {
        const others = runs.map(({ spikeCounts }, image) =>
          Math.abs((spikeCounts[layer] as number) - (layerSpikes[image]?.[layer] as number)),
        );
        expect(others.filter((other) => other > 0).length).toBeLessThanOrEqual(layer === 0 ? 0 : mostOtherImages);
        expect(Math.max(...others)).toBeLessThanOrEqual(mostOtherSpikes);
      }
    },
  );
});

/** Which of the first test images NengoDL classifies differently from the engine. */
async function otherImages(amplitude: number, count = Number.POSITIVE_INFINITY): Promise<number[]> {
  const { runSpiking: run } = (await createEngine()).prepare(trainedNetwork(amplitude));
  const classes = classesOfNengoDl(amplitude).slice(0, count);
  return [...classes.keys()].filter((image) => run(images[image] as Uint8Array).predicted !== classes[image]);
}

/** Whether each neuron fires as often as in NengoDL, for one of the first ten images. */
function countsAgree({ spikeCounts }: Pick<SpikingRun, 'spikeCounts'>, image: number): boolean {
  const counts = answer('spike_counts_first10');
  return spikeCounts
    .flatMap((layer) => Array.from(layer))
    .every((count, neuron) => count === counts[image * neurons + neuron]);
}

/**
 * Whether the read-outs are NengoDL's, up to the order of summation. Before the filter they may differ by 2 · (n +
 * roundings) · 2^−24 · Σ |term| at every step, and after it by the filtered value of this bound. The sum is over all n
 * neurons, of which few fire.
 */
function readoutsAgree({ readout, lowPass }: EffectiveNetwork, run: SpikingRun, image: number): boolean {
  const [roundoff, classes] = [2 ** -24, readout.bias.length];
  const terms = readout.weight.length / classes + 1;
  const sizes = readout.bias.map(Math.abs);
  for (const [index, weight] of readout.weight.entries())
    sizes[index % classes] = (sizes[index % classes] as number) + Math.abs(weight);
  const allowedFiltered = new Float64Array(classes);
  return run.readout.every((got, step) =>
    sizes.every((size, label) => {
      const allowed = 2 * (terms + roundingsPerTerm) * roundoff * size;
      const index = (image * run.readout.length + step) * classes + label;
      const filtered = run.filtered[step]?.[label] as number;
      const agrees =
        Math.abs((got[label] as number) - (logits[index] as number)) <= allowed &&
        Math.abs(filtered - (filtereds[index] as number)) <= (allowedFiltered[label] as number);
      const own = 2 * roundingsPerFilterStep * roundoff * (Math.abs(filtered) + Math.abs(got[label] as number));
      allowedFiltered[label] = lowPass.keep * (allowedFiltered[label] as number) + lowPass.take * allowed + own;
      return agrees;
    }),
  );
}
