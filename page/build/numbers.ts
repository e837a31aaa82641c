import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { type Architecture, miniature, planLayers, tutorial } from '../../src/simulator/network/architecture.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { initialValues, type ValuesOf } from '../frame/fields.ts';
import { fields as networkFields } from '../parts/network/fields.ts';
import { images as openingImages } from '../parts/opening/draw.ts';
import { keptCurves, keptImages } from '../parts/opening/kept.ts';
import { expectedSpikes, knownAnswers } from '../parts/simulator/probe.ts';
import { ceilingHz, tuneNeuron } from '../parts/tuning/compute.ts';
import { fields as tuningFields } from '../parts/tuning/fields.ts';

/**
 * The numbers in the text that are results, by their names: each is computed when the page is built, or read from a kept
 * study. A text asks for one with `<span class="number" data-number="name"></span>`.
 */
export const numbers: Readonly<Record<string, () => string>> = {
  neurons: () => inFull(neuronsOf(tutorial)),
  'small-neurons': () => inFull(neuronsOf(miniature)),
  'few-digits': () => inFull(openingImages),
  'all-digits': () => inFull(keptImages),
  'accuracy-at-start': () => `${keptCurves.with[0]?.[1].toFixed(1)} %`,
  'rate-at-two': () => String(Math.round(tunedAt(2).atInput.rateHz)),
  ceiling: () => String(ceilingHz),
  'layer-two-times': () => (layerTwoSpikes(0.5) / layerTwoSpikes(0.01)).toFixed(1),
  'other-rules': () => String(foreignAnswers().length),
  'other-rules-alike': () =>
    String(foreignAnswers().filter(({ spikes }) => spikes.join() === expectedSpikes().join()).length),
};

function neuronsOf(architecture: Architecture): number {
  return planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0);
}

function inFull(count: number): string {
  return count.toLocaleString('en');
}

function tunedAt(input: number) {
  return tuneNeuron({ ...(initialValues(tuningFields) as ValuesOf<typeof tuningFields>), input });
}

/** Spikes of layer 2 for the digit of part 4. */
function layerTwoSpikes(amplitude: number): number {
  const { digit } = initialValues(networkFields) as ValuesOf<typeof networkFields>;
  const network = foldForSpikes(readNetwork(nengoDlDirectory()), { ...tutorialPoint, amplitude });
  const { spikeCounts } = runSpiking(network, loadMnist('test').images[digit] as Uint8Array);
  return (spikeCounts[1] as Uint32Array).reduce((sum, count) => sum + count, 0);
}

/** Answers of simulators that are not Nengo by another name. */
function foreignAnswers() {
  return knownAnswers().filter(({ profile }) => profile.id !== 'nengo' && profile.id !== 'nengo-2.1');
}
