import { writeFileSync } from 'node:fs';
import { formatJson } from '../src/base/text.ts';
import {
  type EffectiveNetwork,
  foldForSpikes,
  type NeuronModel,
  tutorialPoint,
} from '../src/simulator/network/effective.ts';
import { runSpiking } from '../src/simulator/network/run.ts';
import { lifConstants } from '../src/simulator/neuron/lif.ts';
import { startingPopulation, stepPopulation } from '../src/simulator/neuron/population.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { LayerCurrents, type LayerSummary } from './layer-currents.ts';

/** A network with the floor at 50 times the amplitude of its training, some layers without a refractory period. */
export interface RefractoryPoint {
  readonly network: string;
  /** Layers without a refractory period, counted from 1. */
  readonly without: readonly number[];
  readonly images: number;
  readonly accuracy: number;
  /** The class of every image, one digit each. */
  readonly predicted: string;
  readonly layers: readonly LayerSummary[];
}

const path = 'fixtures/studies/nengo-dl-refractory.json';
const images = 100;
const multiple = 50;
const layersWithout = [[], [1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]];
/** Networks that have no refractory period in any layer. */
const others = ['own-network/keras', 'own-network/pytorch'];

/** Removes the refractory period layer by layer: fixtures/studies/nengo-dl-refractory.json, in five minutes. */
export function writeRefractory(): void {
  const points = layersWithout.map((without) => runWithout('nengo-dl', without, images));
  points.push(...others.map((name) => runWithout(name, [1, 2], images)));
  writeFileSync(path, formatJson({ multiple, points }));
}

/** Runs a network without a refractory period in some layers, on the first test images. */
export function runWithout(name: string, without: readonly number[], shown: number): RefractoryPoint {
  const network = readNetwork(`fixtures/networks/${name}`);
  const point = { ...tutorialPoint, amplitude: multiple * network.trainedAmplitude };
  const folded = foldForSpikes(network, point);
  const currents = folded.layers.map(({ plan }) => new LayerCurrents(plan.neurons));
  const watched = { ...folded, neurons: watchNeurons(folded, without, currents) };
  const { images: digits, labels } = loadMnist('test');
  const predicted = digits.slice(0, shown).map((image) => {
    const run = runSpiking(watched, image);
    for (const [index, layer] of currents.entries()) layer.endImage(run.spikeCounts[index] as Uint32Array);
    return run.predicted;
  });
  const right = predicted.filter((label, image) => label === labels[image]);
  return {
    ...{ network: name, without, images: shown, accuracy: right.length / shown, predicted: predicted.join('') },
    layers: currents.map((layer) => layer.summary()),
  };
}

/** Neurons of the definition, some layers without a refractory period, whose currents are added up. */
function watchNeurons(
  folded: EffectiveNetwork,
  without: readonly number[],
  currents: readonly LayerCurrents[],
): NeuronModel {
  const { neuron, point } = folded;
  const never = lifConstants({ ...neuron, ...point, tauRefSeconds: 0 }, point.precision);
  let steps = 0;
  return {
    start: startingPopulation,
    // layers step one after the other
    step: (population, current, constants, spikes) => {
      const layer = steps++ % currents.length;
      currents[layer]?.add(current);
      stepPopulation(population, current, without.includes(layer + 1) ? never : constants, spikes);
    },
  };
}
