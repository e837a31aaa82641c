import { InputError } from '../base/input-error.ts';
import { nengoDlDirectory } from '../base/package-root.ts';
import { type PrecisionName, precisions } from '../base/precision.ts';
import { Refusal } from '../base/requirement.ts';
import { createEngine } from '../engine/engine.ts';
import { requireFiniteWeights } from '../engine/scope.ts';
import { type Architecture, architectures, sizeOf } from '../simulator/network/architecture.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../simulator/network/effective.ts';
import type { Network } from '../simulator/network/network.ts';
import { runRates } from '../simulator/network/rates.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { containsImages, type LabeledImages, readImages } from './dataset/images-folder.ts';
import { loadFirst } from './dataset/mnist.ts';
import type { DescribedNetwork } from './network/description.ts';
import { readNetwork } from './network/folder.ts';
import { digestImages, digestNetwork } from './run/digest.ts';
import { planPoints, type StudyPoint } from './run/plan.ts';
import {
  operatingPoint,
  type StudySettings,
  settingNames,
  type TrainingSettings,
  tutorialAmplitude,
} from './settings.ts';

/** The settings that a study is requested with. The others follow from these, from the network and from the images. */
export interface StudyRequest extends Partial<Omit<StudySettings, 'rescalingBase'>> {
  /** Whether to rescale, with the amplitude of training as base. */
  readonly isRescaled?: boolean;
  /** Folder of the given network, and of its test images if they are not MNIST's. */
  readonly weights?: string | undefined;
}

/** Settings with test images, at least as many as the settings say, and the networks or what is needed to train them. */
export interface Study extends LabeledImages {
  readonly settings: StudySettings;
  readonly architecture: Architecture;
  /** The given network, with the initial voltages of its file. Without it, networks are trained for the study. */
  readonly network?: DescribedNetwork;
  /** The images with which networks are trained. */
  readonly examples: readonly Example[];
}

export interface NetworkStudy extends Study {
  readonly network: DescribedNetwork;
}

/**
 * Loads everything that a study needs, and checks it before anything is computed or written.
 *
 * @throws {InputError} if something is missing or does not match
 */
export function prepareStudy(request: StudyRequest): Study {
  return needsTraining(request) ? prepareTrained(request) : prepareGiven(request);
}

/** Whether the networks of a study must be trained for it, because lifspec includes only NengoDL's weights. */
function needsTraining({ mode, weights, network, seeds }: StudyRequest): boolean {
  return mode === 'retrained' || (weights === undefined && (network === 'miniature' || seeds !== undefined));
}

/** Prepares a study of a given network. Its seeds, if there are any, draw initial voltages. */
export function prepareGiven(request: StudyRequest): NetworkStudy {
  if (request.epochs !== undefined)
    throw new InputError('--training: nothing is trained; add --mode retrained, --network miniature or --seeds');
  const { weights, seeds, isRescaled } = request;
  const network = loadNetwork(weights);
  const { architecture, trainedAmplitude, neurons, defaults: { minVoltage = 0, ...defaults } = {} } = network;
  const digits = loadTestImages(request, architecture);
  const settings = completeSettings({
    ...defaults,
    minVoltages: [minVoltage],
    ...request,
    mode: 'fixed',
    network: architecture.name,
    rescalingBase: isRescaled ? trainedAmplitude : null,
    initialVoltage: request.initialVoltage ?? (seeds ? 'uniform' : 'file'),
    ...(neurons && { neurons }),
    networkDigest: digestNetwork(network),
    imagesDigest: digestImages(digits),
  });
  requireRunnable(network, settings);
  return { settings, architecture, network, examples: [], ...digits };
}

function prepareTrained(request: StudyRequest): Study {
  if (request.weights !== undefined)
    throw new InputError(
      `--network ${request.weights}: its weights are already trained; a retrained study takes tutorial or miniature`,
    );
  const architecture = architectures[request.network ?? 'tutorial'] as Architecture;
  const { budget, examples, imagesDigest: trainingDigest } = loadTraining(request, architecture);
  const digits = loadTestImages(request, architecture);
  const settings = completeSettings({
    ...request,
    network: architecture.name,
    rescalingBase: request.isRescaled ? tutorialAmplitude : null,
    initialVoltage: request.initialVoltage ?? 'uniform',
    ...budget,
    trainingDigest,
    imagesDigest: digestImages(digits),
  });
  return { settings, architecture, examples, ...digits };
}

type TrainingBudget = Pick<TrainingSettings, 'epochs' | 'trainImages' | 'batchSize'>;

/** The tutorial's budget, and one that takes seconds. */
const budgets: Readonly<Record<string, TrainingBudget>> = {
  tutorial: { epochs: 10, trainImages: 60_000, batchSize: 200 },
  miniature: { epochs: 4, trainImages: 5_000, batchSize: 50 },
};

/**
 * Loads the first images of the training set.
 *
 * @param requested - instead of the budget of the architecture
 * @throws {InputError} if there are fewer
 */
export function loadTraining(
  requested: Partial<TrainingBudget>,
  { name }: Architecture,
): { budget: TrainingBudget; examples: Example[]; imagesDigest: string } {
  const { epochs, trainImages, batchSize } = { ...budgets[name], ...requested } as TrainingBudget;
  const digits = loadFirst('train', '--training', trainImages);
  const examples = digits.images.map((image, index) => ({ image, label: digits.labels[index] as number }));
  return { budget: { epochs, trainImages, batchSize }, examples, imagesDigest: digestImages(digits) };
}

/** Adds defaults, and omits what is not a setting or not set. The order is the one in which settings are saved. */
function completeSettings(chosen: Partial<StudySettings>): StudySettings {
  if (chosen.stream && chosen.images === 1) throw new InputError('--stream: a stream takes at least 2 --images');
  const presets: Partial<StudySettings> = {
    mode: 'fixed',
    images: 300,
    minVoltages: [0],
    seeds: [0],
    steps: tutorialPoint.steps,
    dtSeconds: tutorialPoint.dtSeconds,
  };
  const known = { ...chosen, synapseSeconds: chosen.synapseSeconds || undefined };
  const entries = settingNames.map((name) => [name, known[name] === undefined ? presets[name] : known[name]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as StudySettings;
}

/** Loads a network, by default NengoDL's. */
export const loadNetwork = (weights = nengoDlDirectory()): DescribedNetwork => readNetwork(weights);

export interface ReadoutRequest {
  /** Of a network, which is run at the amplitude of training as its `network.json` says. */
  readonly folder: string;
  /** Bytes in base64 [image, row, column, channel]. */
  readonly images: string;
  /** With spikes, or with rectifiers instead of its neurons. */
  readonly neurons: 'own' | 'rectifiers';
  readonly precision: PrecisionName;
}

/** The filtered read-outs of a network after the last step [image][class]. */
export async function readOutImages({ folder, images, neurons, precision }: ReadoutRequest): Promise<number[][]> {
  const network = readNetwork(folder);
  const { trainedAmplitude: amplitude, neurons: type, defaults } = network;
  const { minVoltage = 0, ...others } = defaults ?? {};
  const chosen = completeSettings({ mode: 'fixed', rescalingBase: null, ...(type && { neurons: type }), ...others });
  const point = { ...operatingPoint({ amplitude, minVoltage }, chosen), precision: precisions[precision] };
  const bytes = Buffer.from(images, 'base64');
  const size = sizeOf(network.architecture.input);
  const shown = Array.from({ length: bytes.length / size }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
  if (neurons === 'rectifiers') {
    const folded = foldForRates(network, point);
    return shown.map((image) => Array.from(runRates(folded, image, neurons).readout));
  }
  const spiking = (await createEngine()).prepare(foldForSpikes(network, point));
  return shown.map((image) => Array.from(spiking.runSpiking(image).filtered));
}

/** Loads the first images that are saved with a network, or of the test set, if they match the architecture. */
function loadTestImages(
  { images = 300, weights }: Pick<StudyRequest, 'images' | 'weights'>,
  architecture: Architecture,
): LabeledImages {
  if (weights !== undefined && containsImages(weights)) return readImages(weights, images, architecture);
  const found = loadFirst('test', '--images', images);
  const [size, wanted] = [found.images[0]?.length, sizeOf(architecture.input)];
  if (size === wanted) return found;
  throw new InputError(
    `${weights}: the network takes ${wanted} values per image, but MNIST's images have ${size}; add images.npy and labels.npy to this folder`,
  );
}

/** Folds the network at the first and last point, as the threads will, so that errors appear before they start. */
function requireRunnable(network: Network, settings: StudySettings): void {
  const points = planPoints(settings);
  for (const point of [points[0], points.at(-1)] as StudyPoint[]) {
    try {
      requireFiniteWeights(foldForSpikes(network, operatingPoint(point, settings)));
    } catch (error) {
      throw error instanceof Refusal ? new InputError(`at amplitude ${point.amplitude}: ${error.message}`) : error;
    }
  }
}
