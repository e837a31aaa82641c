import { planLayers } from '../../simulator/network/architecture.ts';
import type { Study } from '../prepare.ts';
import type { Row } from '../results/saved-results.ts';
import { planPoints, type StudyPoint, type Task } from './plan.ts';
import type { BlockResult } from './task-runner.ts';

/** The results of all images at one point. */
export interface PointResult {
  readonly row: Row;
  /** Class assigned by the spiking network [image]. */
  readonly predicted: readonly number[];
  /** Class assigned by the rate network [image]. */
  readonly ratePredicted: readonly number[];
}

/**
 * Collects the results of a network's blocks.
 *
 *   accuracy = images in the right class / images,   spikes per neuron per step = spikes / (images · steps · neurons)
 *
 * @param blocks - one for each task, in the same order
 * @returns results in the order of `planPoints`
 */
export function collectResults(
  { settings, architecture, labels }: Pick<Study, 'settings' | 'architecture' | 'labels'>,
  tasks: readonly Task[],
  blocks: readonly BlockResult[],
): PointResult[] {
  const { mode, network, images, steps, rescalingBase } = settings;
  const blocksOf = (isWanted: (task: Task) => boolean) => blocks.filter((_, index) => isWanted(tasks[index] as Task));
  return planPoints(settings).map((point) => {
    const spiking = blocksOf((task) => task.kind === 'spiking' && isAt(point, task));
    const rates = blocksOf((task) => task.kind === 'rates' && task.amplitude === point.amplitude);
    const predicted = spiking.flatMap((block) => block.predicted);
    const ratePredicted = rates.flatMap((block) => block.predicted);
    const row: Row = {
      ...{ mode, network, ...point, rescaled: rescalingBase !== null, images },
      spikingAccuracy: fractionEqual(predicted, labels),
      rateAccuracy: fractionEqual(ratePredicted, labels),
      agreement: fractionEqual(predicted, ratePredicted),
      spikesPerNeuronStep: planLayers(architecture).map(({ neurons }, layer) => {
        const spikes = spiking.reduce((sum, block) => sum + (block.spikes[layer] as number), 0);
        return spikes / (images * steps * neurons);
      }),
    };
    return { row, predicted, ratePredicted };
  });
}

function isAt(point: StudyPoint, task: Task): boolean {
  return task.amplitude === point.amplitude && task.minVoltage === point.minVoltage && task.seed === point.seed;
}

function fractionEqual(classes: readonly number[], expected: ArrayLike<number>): number {
  return classes.filter((label, image) => label === expected[image]).length / classes.length;
}
