import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { type Architecture, architectures, planLayers } from '../simulator/network/architecture.ts';
import { tutorialPoint } from '../simulator/network/effective.ts';
import { countParameters } from '../simulator/training/parameters.ts';
import { settingsSchema } from './results/settings.ts';
import { secondsOf, type UnitCost } from './run/duration.ts';
import type { SweepRequest } from './run/prepare-study.ts';
import type { Monitor } from './run/study.ts';
import { runSweep } from './run/sweep.ts';
import { imagesOf, trainingBudget } from './training/training-budget.ts';

/** The schema of a study that is computed as many jobs. */
export const plannedStudy = z.object({
  modes: z.array(settingsSchema.shape.mode).min(1),
  network: z.string().min(1),
  amplitudes: z.array(z.number().positive()).min(1),
  seeds: z.array(z.int().min(0)).min(1),
  minVoltages: settingsSchema.shape.minVoltages,
  rescaled: z.boolean(),
  training: trainingBudget.nullable().describe('null if the weights already exist'),
  images: z.int().min(1),
});

/** A study that is computed as many jobs, each on one core. */
export interface PlannedStudy extends DataOf<typeof plannedStudy> {}

/** The cost of one network of a study, measured on one core at the largest amplitude; the mean over floors. */
export interface MemberCost extends UnitCost {
  /** Peak memory of the process. */
  readonly memoryMegabytes: number;
}

const positive = z.number().min(0);

/** The schema of a study's cost. */
export const studyCost = z.object({
  networks: z.int().min(0).describe('to be trained'),
  evaluations: z.int().min(1).describe('operating points'),
  trainingCoreHours: positive,
  evaluationCoreHours: positive,
  coreHours: positive,
  memoryMegabytes: positive.describe('memory for one job'),
  diskMegabytes: positive.describe('disk space for all networks and results'),
});

/** The cost of a study. */
export interface StudyCost extends DataOf<typeof studyCost> {}

/** Bytes of a job's files apart from its numbers: settings, versions, a log. */
const bytesPerJob = 3 * 4096;
/** Bytes per image of the classes from spikes and from rates, each a digit and a comma. */
const bytesPerImage = 4;

/** Multiplies the cost of one network. */
export function estimateCost(study: PlannedStudy, member: MemberCost): StudyCost {
  const { modes, amplitudes, seeds, minVoltages, training, images } = study;
  const networks = training === null ? 0 : networksPerSeed(study).size * seeds.length;
  const evaluations = modes.length * amplitudes.length * minVoltages.length * seeds.length;
  const trainingImages = training === null ? 0 : imagesOf(training);
  const seconds = secondsOf({ networks, trainingImages, evaluations, images }, member);
  const [trainingCoreHours, evaluationCoreHours] = [seconds.training / 3600, seconds.evaluation / 3600];
  const networkBytes = bytesOfNetwork(architectures[study.network] as Architecture);
  const bytes = networks * (networkBytes + bytesPerJob) + evaluations * (images * bytesPerImage + bytesPerJob);
  return {
    networks,
    evaluations,
    trainingCoreHours,
    evaluationCoreHours,
    coreHours: trainingCoreHours + evaluationCoreHours,
    memoryMegabytes: member.memoryMegabytes,
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

/** Most images of the measured training and evaluation. */
const sample = { trainImages: 2000, images: 100 };

/** Measures one network of a study on this machine: runs a short sweep at the largest amplitude, with every floor. */
export async function measureMember({ network, training, ...study }: PlannedStudy): Promise<MemberCost> {
  const runs: Mark[][] = [];
  const monitor: Monitor = {
    countImages: () => {
      const marks = [markAt(0)];
      runs.push(marks);
      return { update: (images) => marks.push(markAt(images)), end: () => {} };
    },
  };
  const trainImages = training && Math.min(training.trainImages, Math.max(sample.trainImages, 2 * training.batchSize));
  const request: SweepRequest = {
    mode: 'fixed',
    network,
    amplitudes: [Math.max(...study.amplitudes)],
    minVoltages: study.minVoltages,
    images: Math.min(study.images, sample.images),
    steps: tutorialPoint.steps,
    precision: 'float32',
    initialVoltage: 'file',
    ...(training && trainImages && { seeds: [0], epochs: 1, trainImages, batchSize: training.batchSize }),
  };
  await runSweep(request, { workers: 1, engine: 'fast', monitor });
  const [first, last] = [runs[0], runs.at(-1)] as [Mark[], Mark[]];
  return {
    startSeconds: (first[0] as Mark).seconds,
    secondsPerTrainingImage: training ? secondsPerImage(first) : 0,
    secondsPerImage: secondsPerImage(last),
    memoryMegabytes: process.resourceUsage().maxRSS / 1000,
  };
}

/** The processor time that all threads of this process have used when a run has completed a number of images. */
interface Mark {
  readonly images: number;
  readonly seconds: number;
}

function markAt(images: number): Mark {
  const { user, system } = process.cpuUsage();
  return { images, seconds: (user + system) / 1e6 };
}

/** Counts from the second mark on if there are more, because the kernels are compiled during the first batch. */
function secondsPerImage(marks: readonly Mark[]): number {
  const [start, end] = [marks[marks.length > 2 ? 1 : 0], marks.at(-1)] as [Mark, Mark];
  return (end.seconds - start.seconds) / (end.images - start.images);
}
