import { whyNoKernel } from '../../engine/kernel.ts';
import { type Architecture, productsPerStep } from '../../simulator/network/architecture.ts';
import type { StudySettings } from '../results/settings.ts';
import { planPoints } from './plan.ts';
import type { RunOptions } from './study.ts';

/** Trainings and evaluations of networks of one architecture. */
export interface Workload {
  readonly networks: number;
  /** Images that each training shows, all epochs together. */
  readonly trainingImages: number;
  /** Operating points. */
  readonly evaluations: number;
  /** Images per evaluation. */
  readonly images: number;
}

/** The time that a network takes on one core. */
export interface UnitCost {
  /** Time until a process has loaded the network and the images. */
  readonly startSeconds: number;
  /** Time per image and epoch of training. */
  readonly secondsPerTrainingImage: number;
  /** Time per test image. */
  readonly secondsPerImage: number;
}

/**
 * Multiplies the cost of one network.
 *
 *   training: start + epochs · images · time per image;  evaluation: start + images · time per image
 */
export function secondsOf(
  { networks, trainingImages, evaluations, images }: Workload,
  { startSeconds, secondsPerTrainingImage, secondsPerImage }: UnitCost,
): { readonly training: number; readonly evaluation: number } {
  return {
    training: networks * (startSeconds + trainingImages * secondsPerTrainingImage),
    evaluation: evaluations * (startSeconds + images * secondsPerImage),
  };
}

/**
 * The estimated cost of a network on a core from 2024, before anything is measured: a constant per step, and a time per
 * product of a weight and an input. Other machines and amplitudes differ by a factor of up to four.
 */
export function typicalCost(architecture: Architecture, steps: number, engine: RunOptions['engine']): UnitCost {
  const products = productsPerStep(architecture);
  const secondsPerProduct = engine === 'fast' ? 2e-11 : 4.5e-10;
  return {
    startSeconds: 0,
    secondsPerTrainingImage: 4.5e-5 + 1.2e-10 * products,
    secondsPerImage: steps * (2e-6 + secondsPerProduct * products),
  };
}

/** The workload of a study, and what its time depends on. */
export interface PlannedWork extends Workload {
  readonly architecture: Architecture;
  readonly steps?: number;
  /** Whether the kernel cannot run it. */
  readonly isReadable?: boolean;
}

/** The evaluations of a study whose networks exist. */
export function evaluationsOf(settings: Omit<StudySettings, 'networkDigest'>, architecture: Architecture): PlannedWork {
  const { images, steps, neurons = 'lif' } = settings;
  const isReadable = neurons !== 'lif';
  const evaluations = planPoints(settings).length;
  return { architecture, networks: 0, trainingImages: 0, evaluations, images, steps, isReadable };
}

/** Announces how long all of the work will take, before it starts. */
export function announce(
  work: readonly PlannedWork[],
  { workers, engine, monitor }: RunOptions,
  advice?: string,
): void {
  const hasKernel = engine === 'fast' && whyNoKernel() === undefined;
  const seconds = work.map(({ architecture, steps = 0, isReadable = false, ...workload }) => {
    const cost = typicalCost(architecture, steps, hasKernel && !isReadable ? 'fast' : 'readable');
    const { training, evaluation } = secondsOf(workload, cost);
    return training + evaluation;
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  monitor?.expect?.(sum(seconds) / workers, {
    networks: sum(work.map(({ networks }) => networks)),
    images: sum(work.map(({ evaluations, images }) => evaluations * images)),
    ...(advice !== undefined && { advice }),
  });
}

/** The same for the training of one network on a number of images. */
export function announceTraining(architecture: Architecture, trainingImages: number, options: RunOptions): void {
  announce([{ architecture, networks: 1, trainingImages, evaluations: 0, images: 0 }], options);
}
