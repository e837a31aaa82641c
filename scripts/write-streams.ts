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
/** The settings to run, with their amplitudes. Floors run at 2.5 too, to see how the best one depends on the amplitude. */
const settings = [
  { ...asked, amplitudes: [...amplitudes, 2.5] },
  { ...asked, minVoltage: -4, amplitudes: [0.1] },
  { ...asked, minVoltage: -8, amplitudes },
  { ...asked, minVoltage: -32, amplitudes: [...amplitudes, 2.5] },
  { ...asked, minVoltage: -128, amplitudes: [...amplitudes, 2.5] },
  { ...asked, minVoltage: -512, amplitudes: [2.5] },
  { ...unbounded, amplitudes: [...amplitudes, 2.5] },
  { ...unbounded, steps: 60, amplitudes },
  { ...filtered, synapseSeconds: 0.001, amplitudes },
  { ...filtered, synapseSeconds: 0.002, amplitudes },
  { ...filtered, amplitudes },
  { ...filtered, ignoredSteps: 10, amplitudes },
  { ...filtered, steps: 60, amplitudes },
];

/**
 * Shows the first 1,000 test images to NengoDL's network in streams of five whose state is kept:
 * fixtures/studies/nengo-dl-streams.json. This takes a quarter of an hour.
 */
export async function writeStreams(): Promise<void> {
  const kernel = await compile();
  const network = readNetwork('fixtures/networks/nengo-dl');
  const digits = loadMnist('test');
  const points = settings.flatMap((setting) => measureStreams(kernel, network, digits, setting));
  const text = JSON.stringify({ network: 'nengo-dl', streams, length, points }, null, 2);
  writeFileSync('fixtures/studies/nengo-dl-streams.json', `${text}\n`);
}

/** Runs all streams at one setting and each of its amplitudes. */
function measureStreams(
  kernel: KernelModule,
  network: Network,
  { images, labels }: LabeledImages,
  { amplitudes, ...setting }: (typeof settings)[number],
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
