import { z } from 'zod';
import { type Architecture, architectures, planLayers } from '../simulator/network/architecture.ts';
import { build } from '../simulator/network/build.ts';
import { tutorialPoint } from '../simulator/network/effective.ts';
import { countParameters } from '../simulator/training/parameters.ts';
import type { StudySettings } from './results/settings.ts';
import { digestImages } from './run/digest.ts';
import { loadTestImages } from './run/prepare-study.ts';
import { runStudy } from './run/run-study.ts';
import type { Study } from './run/study.ts';
import { withNetworkFolder } from './training/network-folder.ts';
import { trainNetwork } from './training/train-network.ts';
import { loadExamples, type TrainingBudget } from './training/training-budget.ts';

/** A study that is computed as many jobs, each on one core. */
export interface PlannedStudy {
  /** `fixed`: a network per seed; `retrained`: a network per seed and amplitude. */
  readonly modes: readonly ('fixed' | 'retrained')[];
  readonly network: string;
  readonly amplitudes: readonly number[];
  readonly seeds: readonly number[];
  /** Voltage floors; null is no floor. */
  readonly minVoltages: readonly (number | null)[];
  readonly rescaled: boolean;
  /** Null if the weights already exist. */
  readonly training: TrainingBudget | null;
  readonly images: number;
}

/** The cost of one network of a study, measured on one core. */
export interface MemberCost {
  /** Time until a process shows its first image. */
  readonly startSeconds: number;
  /** Time per image and epoch of training. */
  readonly secondsPerTrainingImage: number;
  /** Time per test image, at the largest amplitude; the mean over floors. */
  readonly secondsPerImage: number;
  /** Peak memory of the process. */
  readonly memoryMegabytes: number;
}

/** The cost of a study. */
export interface StudyCost {
  /** Networks to be trained. */
  readonly networks: number;
  /** Operating points to be evaluated. */
  readonly evaluations: number;
  readonly trainingCoreHours: number;
  readonly evaluationCoreHours: number;
  readonly coreHours: number;
  readonly memoryMegabytes: number;
  /** Of all networks and results. */
  readonly diskMegabytes: number;
}

const positive = z.number().min(0);

/** The schema of a study's cost. */
export const studyCostSchema: z.ZodType<StudyCost> = z.object({
  networks: z.int().min(0).describe('to be trained'),
  evaluations: z.int().min(1).describe('operating points'),
  trainingCoreHours: positive,
  evaluationCoreHours: positive,
  coreHours: positive,
  memoryMegabytes: positive.describe('of one job'),
  diskMegabytes: positive.describe('of all networks and results'),
});

/** Bytes of a job's files besides its numbers: settings, versions, a log. */
const bytesPerJob = 3 * 4096;
/** Bytes of the classes from spikes and from rates, each a digit and a comma. */
const bytesPerImage = 4;

/**
 * Multiplies the cost of one network.
 *
 *   training: start + epochs · images · time per image;  evaluation: start + images · time per image
 */
export function estimateCost(study: PlannedStudy, member: MemberCost): StudyCost {
  const { modes, amplitudes, seeds, minVoltages, training, images } = study;
  const { startSeconds, memoryMegabytes } = member;
  const networks = training === null ? 0 : networksPerSeed(study).size * seeds.length;
  const evaluations = modes.length * amplitudes.length * minVoltages.length * seeds.length;
  const trainingImages = training === null ? 0 : training.epochs * training.trainImages;
  const trainingCoreHours = (networks * (startSeconds + trainingImages * member.secondsPerTrainingImage)) / 3600;
  const evaluationCoreHours = (evaluations * (startSeconds + images * member.secondsPerImage)) / 3600;
  const networkBytes = bytesOfNetwork(architectures[study.network] as Architecture);
  const bytes = networks * (networkBytes + bytesPerJob) + evaluations * (images * bytesPerImage + bytesPerJob);
  return {
    networks,
    evaluations,
    trainingCoreHours,
    evaluationCoreHours,
    coreHours: trainingCoreHours + evaluationCoreHours,
    memoryMegabytes,
    diskMegabytes: bytes / 1e6,
  };
}

/** `fixed` uses the plain network that `retrained` trains for amplitude 0.01. */
function networksPerSeed({ modes, amplitudes, rescaled }: PlannedStudy): Set<string> {
  const retrained = amplitudes.map((amplitude) => `${amplitude}${rescaled ? ' rescaled' : ''}`);
  const names = { fixed: [String(tutorialPoint.amplitude)], retrained };
  return new Set(modes.flatMap((mode) => names[mode]));
}

/** Parameters and initial voltages, float32. */
function bytesOfNetwork(architecture: Architecture): number {
  return 4 * (countParameters(architecture) + planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0));
}

const options = { workers: 1, engine: 'fast' } as const;
const measuredImages = 100;
const measuredTrainingImages = 2000;

/**
 * Measures one network of a study on this machine with a short training and a short evaluation, which take a few
 * seconds.
 */
export async function measureMember(study: PlannedStudy): Promise<MemberCost> {
  const architecture = architectures[study.network] as Architecture;
  const evaluated = sampleStudy(study, architecture, Math.min(study.images, measuredImages));
  const first = { ...evaluated, settings: { ...evaluated.settings, images: 1 } };
  await runStudy(first, options);
  const startSeconds = processorSeconds();
  const evaluationSeconds = await timeOf(() => runStudy(evaluated, options));
  const trainingSeconds = study.training === null ? 0 : await measureTraining(architecture, study.training);
  return {
    startSeconds,
    secondsPerTrainingImage: trainingSeconds,
    secondsPerImage: evaluationSeconds / (evaluated.settings.images * study.minVoltages.length),
    memoryMegabytes: process.resourceUsage().maxRSS / 1000,
  };
}

/** An untrained network at the largest amplitude, with every floor. */
function sampleStudy({ amplitudes, minVoltages }: PlannedStudy, architecture: Architecture, count: number): Study {
  const network = build(architecture, 0);
  const { images, labels } = loadTestImages(count, architecture);
  const settings: StudySettings = {
    mode: 'fixed',
    network: architecture.name,
    images: count,
    amplitudes: [Math.max(...amplitudes)],
    minVoltages,
    seeds: [0],
    rescalingBase: null,
    initialVoltage: 'file',
    steps: tutorialPoint.steps,
    dtSeconds: tutorialPoint.dtSeconds,
    precision: 'float32',
    networkDigest: '',
    imagesDigest: digestImages(images, labels),
  };
  return { settings, network, images, labels };
}

/** Seconds per image and epoch, from the first batch on, before which the kernels are compiled. */
async function measureTraining(architecture: Architecture, budget: TrainingBudget): Promise<number> {
  const trainImages = Math.min(budget.trainImages, Math.max(measuredTrainingImages, 2 * budget.batchSize));
  const { examples, imagesDigest } = loadExamples(trainImages);
  const recipe = { seed: 0, amplitude: tutorialPoint.amplitude, rescalingBase: null, epochs: 1, trainImages };
  const settings = {
    architecture,
    ...recipe,
    batchSize: budget.batchSize,
    imagesDigest,
    initialVoltage: 'zero',
  } as const;
  const marks = [{ images: 0, seconds: processorSeconds() }];
  const update = (images: number) => marks.push({ images, seconds: processorSeconds() });
  const monitor = { countImages: () => ({ update, end: () => {} }) };
  await withNetworkFolder(undefined, ({ directory }) =>
    trainNetwork(directory, settings, examples, { workers: 1, monitor }),
  );
  const [first, last] = [marks[marks.length > 2 ? 1 : 0], marks.at(-1)] as [(typeof marks)[0], (typeof marks)[0]];
  return (last.seconds - first.seconds) / (last.images - first.images);
}

async function timeOf(action: () => Promise<unknown>): Promise<number> {
  const before = processorSeconds();
  await action();
  return processorSeconds() - before;
}

/** Processor time of all threads of this process since it began. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
