import { architectures, planLayers } from '../simulator/network/architecture.ts';
import { countParameters } from '../simulator/training/parameters.ts';
import { countJobs, type JobKind, type JobStudy, type JobTraining } from './jobs.ts';
import { type Measurement, secondsOfEvaluation, secondsOfTraining } from './measurement.ts';

/** What the jobs of one kind cost together. */
export interface JobCost {
  /** What the jobs do. */
  readonly kind: JobKind;
  /** Number of jobs. */
  readonly jobs: number;
  /** Time of one core for one job, seconds; the mean, if floors differ. */
  readonly secondsEach: number;
  /** Time of one core for all. */
  readonly coreHours: number;
  /** Memory of one job. */
  readonly memoryMegabytes: number;
  /** What stays on the disk of all. */
  readonly diskMegabytes: number;
}

/** What a study costs. */
export interface StudyCost {
  /** By what the jobs do, in the order in which they run. */
  readonly kinds: readonly JobCost[];
  /** Number of all jobs. */
  readonly jobs: number;
  /** Time of one core for all. */
  readonly coreHours: number;
  /** Memory of the largest job. */
  readonly memoryMegabytes: number;
  /** What stays on the disk of all. */
  readonly diskMegabytes: number;
}

/** How long a study takes on several cores. */
export interface Duration {
  /** Number of cores, a job on each. */
  readonly cores: number;
  /** From the first job to the last. */
  readonly hours: number;
}

/** What a study would cost that had twice as many of something. */
export interface Growth {
  /** Of what there is twice as much. */
  readonly twice: 'amplitudes' | 'seeds' | 'epochs' | 'training images' | 'test images';
  /** Time of one core for the larger study. */
  readonly coreHours: number;
  /** Core hours over those of the study. */
  readonly factor: number;
}

/** What a job leaves besides its result, its log and what the engine notes of it: two blocks of a file system, bytes. */
const bytesAJob = 2 * 4096;
/** Settings, versions and the first digits of an evaluation or a network's description, bytes. */
const bytesAHead = 4096;
/** The class by spikes and the class by rates of an image, each a digit and a comma, bytes. */
const bytesAnImage = 4;

/**
 * Estimates what studies cost from what a short measurement found: time grows with the images shown, on one core a job.
 *
 *   training: start + epochs · images/speed;  evaluation: start + images · (1/speed with spikes + 1/speed of the rates)
 *
 * @throws {RangeError} if the measurement says nothing of a floor, or of training, that the study needs
 */
export function estimateCost(study: JobStudy, measurement: Measurement): StudyCost {
  const jobs = countJobs(study);
  const { images, training } = study;
  const { startSeconds, memoryMegabytes } = measurement.evaluation;
  const evaluations = study.minVoltages.map((floor) => secondsOfEvaluation(measurement, floor, images));
  const trained = training && jobs.train > 0 ? secondsOfTraining(measurement, training) : 0;
  const each: Record<JobKind, Pick<JobCost, 'secondsEach' | 'memoryMegabytes'> & { readonly bytes: number }> = {
    train: {
      secondsEach: trained,
      memoryMegabytes: measurement.training?.memoryMegabytes ?? 0,
      bytes: bytesOfNetwork(study) + bytesAHead,
    },
    evaluate: {
      secondsEach: evaluations.reduce((sum, seconds) => sum + seconds, 0) / evaluations.length,
      memoryMegabytes,
      bytes: images * bytesAnImage + bytesAHead,
    },
    summarize: { secondsEach: startSeconds, memoryMegabytes, bytes: bytesAHead },
    draw: { secondsEach: startSeconds, memoryMegabytes, bytes: bytesAHead },
  };
  return addUp(
    (Object.keys(each) as JobKind[])
      .filter((kind) => jobs[kind] > 0)
      .map((kind) => {
        const { bytes, ...rest } = each[kind];
        const coreHours = (jobs[kind] * rest.secondsEach) / 3600;
        return { kind, jobs: jobs[kind], ...rest, coreHours, diskMegabytes: (jobs[kind] * (bytes + bytesAJob)) / 1e6 };
      }),
  );
}

function addUp(kinds: readonly JobCost[]): StudyCost {
  const sum = (value: (cost: JobCost) => number) => kinds.reduce((total, cost) => total + value(cost), 0);
  return {
    kinds,
    jobs: sum(({ jobs }) => jobs),
    coreHours: sum(({ coreHours }) => coreHours),
    memoryMegabytes: Math.max(...kinds.map((cost) => cost.memoryMegabytes)),
    diskMegabytes: sum(({ diskMegabytes }) => diskMegabytes),
  };
}

/** Parameters and initial voltages, float32. */
function bytesOfNetwork({ network }: JobStudy): number {
  const architecture = architectures[network];
  if (architecture === undefined) throw new RangeError(`network must be one that has a name, but is ${network}`);
  const neurons = planLayers(architecture).reduce((sum, layer) => sum + layer.neurons, 0);
  return 4 * (countParameters(architecture) + neurons);
}

/**
 * Estimates how long a study takes on several cores, a job on each, kind after kind.
 *
 *   ⌈jobs/cores⌉ · time of a job, added over the kinds
 */
export function estimateDuration({ kinds }: Pick<StudyCost, 'kinds'>, cores: number): Duration {
  const seconds = kinds.reduce((sum, { jobs, secondsEach }) => sum + Math.ceil(jobs / cores) * secondsEach, 0);
  return { cores, hours: seconds / 3600 };
}

/** Estimates how the cost of a study grows with its size. */
export function estimateGrowth(study: JobStudy, measurement: Measurement): Growth[] {
  const { coreHours: before } = estimateCost(study, measurement);
  const { amplitudes, seeds, images, training } = study;
  const trained = (change: (training: JobTraining) => JobTraining) => ({ training: training && change(training) });
  const larger: readonly (readonly [Growth['twice'], Partial<JobStudy>])[] = [
    ['amplitudes', { amplitudes: twice(amplitudes) }],
    ['seeds', { seeds: twice(seeds) }],
    ['epochs', trained((recipe) => ({ ...recipe, epochs: 2 * recipe.epochs }))],
    ['training images', trained((recipe) => ({ ...recipe, trainImages: 2 * recipe.trainImages }))],
    ['test images', { images: 2 * images }],
  ];
  return larger.map(([what, change]) => {
    const { coreHours } = estimateCost({ ...study, ...change }, measurement);
    return { twice: what, coreHours, factor: coreHours / before };
  });
}

/** As many numbers again, all different. */
function twice(numbers: readonly number[]): number[] {
  const largest = Math.max(...numbers);
  return [...numbers, ...numbers.map((_, index) => largest + 1 + index)];
}
