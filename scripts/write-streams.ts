import { writeFileSync } from 'node:fs';
import { compile, type KernelModule } from '../src/engine/kernel.ts';
import { prepareStream, runFirstLayer } from '../src/engine/stream.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import type { Network } from '../src/simulator/network/network.ts';
import type { LabeledImages } from '../src/study/dataset/images-folder.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';

const streams = 200;
const length = 5;
const amplitudes = [0.01, 0.1, 0.5];
const asked = { minVoltage: 0, synapseSeconds: 0, steps: 30, ignoredSteps: 0 };
const filtered = { ...asked, synapseSeconds: 0.005 };
const unbounded = { ...asked, minVoltage: Number.NEGATIVE_INFINITY };
const settings = [
  asked,
  { ...asked, minVoltage: -8 },
  { ...asked, minVoltage: -32 },
  { ...asked, minVoltage: -128 },
  unbounded,
  { ...unbounded, steps: 60 },
  { ...filtered, synapseSeconds: 0.001 },
  { ...filtered, synapseSeconds: 0.002 },
  filtered,
  { ...filtered, ignoredSteps: 10 },
  { ...filtered, steps: 60 },
];

/**
 * Shows the first 1,000 test images to NengoDL's network in streams of five whose state is kept:
 * fixtures/studies/nengo-dl-streams.json. This takes ten minutes.
 */
export async function writeStreams(): Promise<void> {
  const kernel = await compile();
  const network = readNetwork('fixtures/networks/nengo-dl');
  const digits = loadMnist('test');
  const points = settings.flatMap((setting) => measureStreams(kernel, network, digits, setting));
  const text = JSON.stringify({ network: 'nengo-dl', streams, length, points }, null, 2);
  writeFileSync('fixtures/studies/nengo-dl-streams.json', `${text}\n`);
}

/** Runs all streams at one setting and every amplitude. */
function measureStreams(
  kernel: KernelModule,
  network: Network,
  { images, labels }: LabeledImages,
  setting: (typeof settings)[number],
) {
  const { ignoredSteps, ...point } = setting;
  const folded = amplitudes.map((amplitude) => foldForSpikes(network, { ...tutorialPoint, ...point, amplitude }));
  const running = folded.map((one) => prepareStream(kernel, one, length));
  const predicted = Array.from({ length: streams }, (_, stream) => {
    // the spikes of the first layer are the same at every amplitude
    const shown = images.slice(stream * length, (stream + 1) * length);
    const firstSpikes = runFirstLayer(folded[0] as EffectiveNetwork, shown);
    return running.map(({ predict }) => predict(firstSpikes, ignoredSteps));
  });
  return amplitudes.map((amplitude, index) => {
    const classes = predicted.flatMap((stream) => stream[index] as number[]);
    return {
      amplitude,
      ...setting,
      minVoltage: Number.isFinite(setting.minVoltage) ? setting.minVoltage : null,
      accuracy: accuracies(classes, labels),
      predicted: classes.join(''),
    };
  });
}

/** The accuracy on the first image of every stream, on the second, … */
function accuracies(predicted: readonly number[], labels: ArrayLike<number>): number[] {
  return Array.from({ length }, (_, place) => {
    const right = predicted.filter((label, image) => image % length === place && label === labels[image]);
    return right.length / streams;
  });
}
