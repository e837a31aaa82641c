import { writeFileSync } from 'node:fs';
import { compile } from '../src/engine/kernel.ts';
import { prepareStream, runFirstLayer } from '../src/engine/stream.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';

const streams = 200;
const length = 5;
const amplitudes = [0.01, 0.1, 0.5, 2.5];
const floors = [0, -1, -2, -4, -8, -16, -32, -64, -128, -512, Number.NEGATIVE_INFINITY];
const settings = [
  ...floors.map((minVoltage) => ({ minVoltage, synapseSeconds: 0 })),
  ...[0.002, 0.005].map((synapseSeconds) => ({ minVoltage: 0, synapseSeconds })),
];

/**
 * Shows the first 1,000 test images to NengoDL's network in streams of five whose state is kept:
 * fixtures/studies/nengo-dl-streams.json. This takes a quarter of an hour.
 */
export async function writeStreams(): Promise<void> {
  const kernel = await compile();
  const network = readNetwork('fixtures/networks/nengo-dl');
  const { images, labels } = loadMnist('test');
  const shown = Array.from({ length: streams }, (_, stream) => images.slice(stream * length, (stream + 1) * length));
  const points = settings.flatMap(({ minVoltage, synapseSeconds }) => {
    const folded = amplitudes.map((amplitude) =>
      foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage, synapseSeconds }),
    );
    const running = folded.map((one) => prepareStream(kernel, one, length));
    const predicted = shown.map((stream) => {
      // the same at every amplitude
      const firstSpikes = runFirstLayer(folded[0] as EffectiveNetwork, stream);
      return running.map(({ predict }) => predict(firstSpikes));
    });
    return amplitudes.map((amplitude, index) => {
      const classes = predicted.flatMap((stream) => stream[index] as number[]);
      return {
        amplitude,
        minVoltage: Number.isFinite(minVoltage) ? minVoltage : null,
        synapseSeconds,
        accuracy: accuracies(classes, labels),
        predicted: classes.join(''),
      };
    });
  });
  const text = JSON.stringify({ network: 'nengo-dl', streams, length, points }, null, 2);
  writeFileSync('fixtures/studies/nengo-dl-streams.json', `${text}\n`);
}

/** The accuracy on the first image of every stream, on the second, … */
function accuracies(predicted: readonly number[], labels: ArrayLike<number>): number[] {
  return Array.from({ length }, (_, place) => {
    const right = predicted.filter((label, image) => image % length === place && label === labels[image]);
    return right.length / streams;
  });
}
