import { InputError } from '../../base/input-error.ts';
import { nengoDlDirectory } from '../../base/package-root.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { requireEffective } from '../../engine/scope.ts';
import { type Architecture, architectures, sizeOf } from '../../simulator/network/architecture.ts';
import { foldForSpikes, tutorialPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { type LabeledImages, readImages } from '../dataset/images-folder.ts';
import { loadFirst } from '../dataset/mnist.ts';
import type { DescribedNetwork } from '../network/description.ts';
import { readNetwork, type VoltageSource } from '../network/folder.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';
import { chooseBudget, loadExamples, type TrainingBudget, tutorialAmplitude } from '../training/training-budget.ts';
import { finishedTraining } from '../training/training-manifest.ts';
import { digestImages, digestNetwork } from './digest.ts';
import { operatingPoint, planPoints, type StudyPoint } from './plan.ts';
import type { Series } from './series.ts';
import type { Study } from './study.ts';

/** The network of a study and its settings, except for amplitudes and seeds. */
export interface StudyRequest {
  readonly network?: string | undefined;
  /** Folder of weights; by default, the weights of NengoDL's tutorial network. */
  readonly weights?: string | undefined;
  readonly images: number;
  /** Folder of images; the test set of MNIST if omitted. */
  readonly imagesFrom?: string | undefined;
  readonly steps: number;
  /** Time constant of the synapses between layers of neurons, seconds; none if 0 or omitted. */
  readonly synapse?: number | undefined;
  readonly initialVoltage: VoltageSource;
  /** Voltage floors; null means no floor. */
  readonly minVoltages: readonly (number | null)[];
  /** The base of rescaling; true: the amplitude of training. */
  readonly rescale?: true | number | undefined;
  readonly precision: PrecisionName;
}

/** A sweep over amplitudes, with given weights or with networks that are trained for it. */
export interface SweepRequest extends StudyRequest, Partial<TrainingBudget> {
  readonly mode: 'fixed' | 'retrained';
  readonly amplitudes: readonly number[];
  readonly seeds?: readonly number[] | undefined;
  /** Folder of trained networks, which are reused. */
  readonly networks?: string | undefined;
  /** Folder where finished work is saved. */
  readonly out?: string | undefined;
}

/**
 * Loads everything that a study with given weights needs, and checks it before anything is computed or written.
 *
 * @throws {InputError} if something is missing or does not match
 */
export function prepareStudy(request: StudyRequest, amplitudes: readonly number[], seeds: readonly number[]): Study {
  const { initialVoltage, rescale } = request;
  if (seeds.length > 1 && initialVoltage !== 'uniform')
    throw new InputError('--seeds: several seeds need --initial-voltage uniform, because nothing else is drawn');
  const network = loadNetwork(request);
  const digits = loadTestImages(request, network.architecture);
  const rescalingBase = rescale === true ? network.trainedAmplitude : (rescale ?? null);
  const grid = { mode: 'fixed', network: network.architecture.name, amplitudes, seeds } as const;
  const settings: StudySettings = {
    ...requestedSettings(request, { ...grid, rescalingBase, initialVoltage }),
    ...(network.neurons && { neurons: network.neurons }),
    // the digests come last, so that a message names another setting if that explains a changed digest
    networkDigest: digestNetwork(network),
    imagesDigest: digestImages(digits),
  };
  requireRunnable(network, settings);
  return { settings, network, ...digits };
}

/**
 * The same for a study whose networks are trained for it.
 *
 * @throws {InputError} if something is missing or does not match
 */
export function prepareSeries(request: SweepRequest): Series {
  const { mode, amplitudes, seeds = [0], initialVoltage, rescale } = request;
  if (request.weights !== undefined)
    throw new InputError('--weights: these weights are already trained; omit it with --mode retrained');
  if (request.imagesFrom !== undefined)
    throw new InputError('--images-from: networks are trained on MNIST; it needs --weights DIR and --mode fixed');
  const architecture = architectures[request.network ?? 'tutorial'] as Architecture;
  const budget = chooseBudget(request, architecture);
  const { examples, imagesDigest } = loadExamples(budget.trainImages);
  const digits = loadTestImages(request, architecture);
  // fixed weights are rescaled when they are run, retrained ones while they are trained
  const base = rescale === true ? tutorialAmplitude : (rescale ?? null);
  const [amplitude, runBase, trainingBase] = mode === 'fixed' ? [tutorialAmplitude, base, null] : [null, null, base];
  const voltages = { initialVoltage: initialVoltage === 'zero' ? 'zero' : 'uniform' } as const;
  const grid = { mode, network: architecture.name, amplitudes, seeds, rescalingBase: runBase, ...voltages };
  const settings: SeriesSettings = {
    ...requestedSettings(request, grid),
    imagesDigest: digestImages(digits),
    training: { ...budget, imagesDigest, amplitude, rescalingBase: trainingBase },
  };
  return { settings, architecture, examples, ...digits };
}

/** The settings of a request, in the order in which they are saved. */
function requestedSettings<Voltage extends VoltageSource>(
  { images, minVoltages, steps, synapse = 0, precision }: StudyRequest,
  chosen: Pick<StudySettings, 'mode' | 'network' | 'amplitudes' | 'seeds' | 'rescalingBase'> & {
    readonly initialVoltage: Voltage;
  },
) {
  const { mode, network, amplitudes, seeds, rescalingBase, initialVoltage } = chosen;
  const grid = { mode, network, images, amplitudes, minVoltages, seeds };
  const run = { steps, dtSeconds: tutorialPoint.dtSeconds, precision };
  return { ...grid, rescalingBase, initialVoltage, ...run, ...(synapse > 0 && { synapseSeconds: synapse }) };
}

/** Loads the requested network. */
export function loadNetwork({
  network: name,
  weights,
  initialVoltage,
}: Pick<StudyRequest, 'network' | 'weights' | 'initialVoltage'>): DescribedNetwork {
  if (weights === undefined && name === 'miniature')
    throw new InputError('--network miniature needs a folder of its weights: --weights DIR (lifspec train makes one)');
  const folder = weights ?? nengoDlDirectory();
  finishedTraining(folder); // refuses a network that is incomplete
  const network = readNetwork(folder, initialVoltage === 'file' ? 'file' : 'zero');
  const found = network.architecture.name;
  if (name !== undefined && found !== name)
    throw new InputError(`--weights ${folder}: contains a network named ${found}, not ${name}`);
  return network;
}

/** Loads the first images of a folder, or of the test set, if they match the architecture. */
export function loadTestImages(
  { images, imagesFrom }: Pick<StudyRequest, 'images' | 'imagesFrom'>,
  architecture: Architecture,
): LabeledImages {
  if (imagesFrom !== undefined) return readImages(imagesFrom, images, architecture);
  const found = loadFirst('test', '--images', images);
  const [size, wanted] = [found.images[0]?.length, sizeOf(architecture.input)];
  if (size === wanted) return found;
  throw new InputError(
    `--weights: the network takes ${wanted} values per image, but MNIST's images have ${size}; use --images-from DIR for other images`,
  );
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
