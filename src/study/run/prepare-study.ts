import { InputError } from '../../base/input-error.ts';
import { nengoDlDirectory } from '../../base/package-root.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { requireEffective } from '../../engine/scope.ts';
import { type Architecture, sizeOf } from '../../simulator/network/architecture.ts';
import { foldForSpikes } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { loadMnist } from '../dataset/mnist.ts';
import { readNetwork, type VoltageSource } from '../network/folder.ts';
import type { StudySettings } from '../results/settings.ts';
import { digestImages, digestNetwork } from './digest.ts';
import { operatingPoint, planPoints, type StudyPoint } from './plan.ts';
import type { Study } from './study.ts';

/** The network of a study and its settings, except for amplitudes and seeds. */
export interface StudyRequest {
  readonly network?: string | undefined;
  /** Folder of weights; those of NengoDL's tutorial network if omitted. */
  readonly weights?: string | undefined;
  readonly images: number;
  readonly steps: number;
  readonly initialVoltage: VoltageSource;
  /** Voltage floors; null is no floor. */
  readonly minVoltages: readonly (number | null)[];
  /** The base of rescaling; true: the amplitude of training. */
  readonly rescale?: true | number | undefined;
  readonly precision: PrecisionName;
}

/**
 * Loads everything that a study needs, and checks it before anything is computed or written.
 *
 * @throws {InputError} if something is missing or does not match
 */
export function prepareStudy(request: StudyRequest, amplitudes: readonly number[], seeds: readonly number[]): Study {
  const { initialVoltage, minVoltages, rescale, steps, precision } = request;
  if (seeds.length > 1 && initialVoltage !== 'uniform')
    throw new InputError('--seeds: several seeds need --initial-voltage uniform, because nothing else is drawn');
  const network = loadNetwork(request);
  const { images, labels } = loadTestImages(request.images, network.architecture);
  const settings: StudySettings = {
    mode: 'fixed',
    network: network.architecture.name,
    images: request.images,
    amplitudes,
    minVoltages,
    seeds,
    rescalingBase: rescale === true ? network.trainedAmplitude : (rescale ?? null),
    initialVoltage,
    steps,
    dtSeconds: 0.001,
    precision,
    // last, so that a message names another setting if that explains a changed digest
    networkDigest: digestNetwork(network),
    imagesDigest: digestImages(images, labels),
  };
  requireRunnable(network, settings);
  return { settings, network, images, labels };
}

/** Loads the requested network. */
export function loadNetwork({
  network: name,
  weights,
  initialVoltage,
}: Pick<StudyRequest, 'network' | 'weights' | 'initialVoltage'>): Network {
  if (weights === undefined && name === 'miniature')
    throw new InputError('--network miniature needs a folder of its weights: --weights DIR (lifspec train makes one)');
  const folder = weights ?? nengoDlDirectory();
  const network = readNetwork(folder, initialVoltage === 'file' ? 'file' : 'zero');
  const found = network.architecture.name;
  if (name !== undefined && found !== name)
    throw new InputError(`--weights ${folder}: contains a network named ${found}, not ${name}`);
  return network;
}

/** Loads the first images of the test set, if they match the architecture. */
export function loadTestImages(count: number, architecture: Architecture): Pick<Study, 'images' | 'labels'> {
  const { images, labels } = loadMnist('test');
  const size = images[0]?.length ?? 0;
  const wanted = sizeOf(architecture.input);
  if (size !== wanted)
    throw new InputError(`--weights: the network takes ${wanted} values per image, but MNIST's images have ${size}`);
  if (count > images.length)
    throw new InputError(`--images must be at most ${images.length}, the size of the test set, but is ${count}`);
  return { images: images.slice(0, count), labels: labels.slice(0, count) };
}

/** Folds the network at the first and last point, as the threads will, so that errors appear before they start. */
function requireRunnable(network: Network, settings: StudySettings): void {
  const points = planPoints(settings);
  for (const point of [points[0], points.at(-1)] as StudyPoint[]) {
    try {
      requireEffective(foldForSpikes(network, operatingPoint(point, settings)));
    } catch (error) {
      throw error instanceof RangeError ? new InputError(`at amplitude ${point.amplitude}: ${error.message}`) : error;
    }
  }
}
