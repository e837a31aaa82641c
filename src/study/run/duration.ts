import { whyNoKernel } from '../../engine/kernel.ts';
import { type Architecture, productsPerStep } from '../../simulator/network/architecture.ts';
import type { StudySettings } from '../settings.ts';
import type { RunOptions } from './monitor.ts';
import { planPoints } from './plan.ts';

/** Trainings and evaluations of networks of one architecture. */
export interface PlannedWork {
  readonly architecture: Architecture;
  readonly networks: number;
  /** Images that each training shows, all epochs together. */
  readonly trainingImages: number;
  /** Operating points. */
  readonly evaluations: number;
  /** Images per evaluation. */
  readonly images: number;
  readonly steps: number;
  /** Whether the kernel cannot run it. */
  readonly isReadable?: boolean;
}

/** The evaluations of a study whose networks exist. */
export function evaluationsOf(settings: StudySettings, architecture: Architecture): PlannedWork {
  const { images, steps, neurons = 'lif' } = settings;
  const evaluations = planPoints(settings).length;
  return { architecture, networks: 0, trainingImages: 0, evaluations, images, steps, isReadable: neurons !== 'lif' };
}

/** Announces how long all of the work will take, before it starts. */
export function announce(
  work: readonly PlannedWork[],
  { workers, engine, monitor }: RunOptions,
  advice?: string,
): void {
  const hasKernel = engine !== 'readable' && whyNoKernel() === undefined;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  monitor?.expect?.(sum(work.map((one) => typicalSeconds(one, hasKernel && !one.isReadable))) / workers, {
    networks: sum(work.map(({ networks }) => networks)),
    images: sum(work.map(({ evaluations, images }) => evaluations * images)),
    ...(advice !== undefined && { advice }),
  });
}

/**
 * The estimated seconds on a core from 2024, before anything is measured: a constant per step, and a time per product of
 * a weight and an input. Other machines and amplitudes differ by a factor of up to four.
 */
export function typicalSeconds(
  { architecture, networks, trainingImages, evaluations, images, steps }: PlannedWork,
  hasKernel: boolean,
): number {
  const products = productsPerStep(architecture);
  const secondsPerProduct = hasKernel ? 2e-11 : 4.5e-10;
  const training = networks * trainingImages * (4.5e-5 + 1.2e-10 * products);
  return training + evaluations * images * steps * (2e-6 + secondsPerProduct * products);
}
