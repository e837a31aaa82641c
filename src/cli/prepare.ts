import { InputError } from '../base/input-error.ts';
import { nengoDlDirectory } from '../base/package-root.ts';
import { requireEffective } from '../engine/scope.ts';
import { type Architecture, sizeOf } from '../simulator/network/architecture.ts';
import { foldForSpikes } from '../simulator/network/effective.ts';
import type { Network } from '../simulator/network/network.ts';
import { loadMnist } from '../study/dataset/mnist.ts';
import { readNetwork } from '../study/network/folder.ts';
import type { StudySettings } from '../study/results/settings.ts';
import { digestImages, digestNetwork } from '../study/run/digest.ts';
import { operatingPoint, planPoints } from '../study/run/plan.ts';
import type { Study } from '../study/run/run-study.ts';
import type { NetworkOptions } from './options.ts';

/**
 * Loads all that a study needs, and checks it before anything is computed or written.
 *
 * @throws {InputError} if something is missing or does not fit
 */
export function prepareStudy(options: NetworkOptions, amplitudes: readonly number[], seeds: readonly number[]): Study {
  requireSeedsOfUse(seeds, options);
  const network = loadNetwork(options);
  const { images, labels } = loadImages(options.images, network.architecture);
  const settings: StudySettings = {
    mode: 'fixed',
    network: network.architecture.name,
    images: options.images,
    amplitudes,
    minVoltages: options.minVoltage ?? [0],
    seeds,
    rescalingBase: options.rescale === true ? network.trainedAmplitude : (options.rescale ?? null),
    initialVoltage: options.initialVoltage,
    steps: options.steps,
    dtSeconds: 0.001,
    precision: options.precision,
    // last: if another setting explains a changed digest, a message names that
    networkDigest: digestNetwork(network),
    imagesDigest: digestImages(images, labels),
  };
  requireRunnable(network, settings);
  return { settings, network, images, labels };
}

function requireSeedsOfUse(seeds: readonly number[], { initialVoltage }: NetworkOptions): void {
  if (seeds.length > 1 && initialVoltage !== 'uniform')
    throw new InputError('--seeds: several seeds need --initial-voltage uniform, as nothing else is drawn');
}

/** Loads the network that is asked for, the one that NengoDL trained if none is. */
export function loadNetwork({
  network: name,
  weights,
  initialVoltage,
}: Pick<NetworkOptions, 'network' | 'weights' | 'initialVoltage'>): Network {
  if (weights === undefined && name === 'miniature')
    throw new InputError('--network miniature needs a folder of its weights: --weights DIR (lifspec train makes one)');
  const folder = weights ?? nengoDlDirectory();
  const network = readNetwork(folder, initialVoltage === 'file' ? 'file' : 'zero');
  const found = network.architecture.name;
  if (name !== undefined && found !== name)
    throw new InputError(`--weights ${folder}: holds a network named ${found}, not ${name}`);
  return network;
}

/** Loads the first images of the test set, if a network of the architecture can see them. */
export function loadImages(count: number, architecture: Architecture): Pick<Study, 'images' | 'labels'> {
  const { images, labels } = loadMnist('test');
  const size = images[0]?.length ?? 0;
  const wanted = sizeOf(architecture.input);
  if (size !== wanted)
    throw new InputError(`--weights: the network sees ${wanted} values an image, but MNIST's images have ${size}`);
  if (count > images.length)
    throw new InputError(`--images must be at most ${images.length}, the size of the test set, but is ${count}`);
  return { images: images.slice(0, count), labels: labels.slice(0, count) };
}

/** Folds the network at its ends, as the threads will, so that what it refuses is known before they start. */
function requireRunnable(network: Network, settings: StudySettings): void {
  const points = planPoints(settings);
  for (const point of [points[0], points.at(-1)] as (typeof points)[number][]) {
    try {
      requireEffective(foldForSpikes(network, operatingPoint(point, settings)));
    } catch (error) {
      throw error instanceof RangeError ? new InputError(`at amplitude ${point.amplitude}: ${error.message}`) : error;
    }
  }
}
