import { type Architecture, planLayers } from '../../simulator/network/architecture.ts';
import type { Row } from '../results/row.ts';
import type { StudySettings } from '../results/settings.ts';
import type { Block } from './evaluator.ts';
import { planPoints, type StudyPoint, type Task } from './plan.ts';

/** What all images came to at a point. */
export interface PointResult {
  /** The numbers of the point. */
  readonly row: Row;
  /** Class given by the spiking network [image]. */
  readonly predicted: readonly number[];
  /** Class given by the rate network [image]. */
  readonly ratePredicted: readonly number[];
}

/**
 * Puts the blocks of a study together.
 *
 *   accuracy = images given their label / images,   spikes a neuron and step = spikes / (images · steps · neurons)
 *
 * @param blocks - one for each task, in the same order
 * @returns results in the order of `planPoints`
 */
export function summarize(
  settings: StudySettings,
  architecture: Architecture,
  labels: Uint8Array,
  tasks: readonly Task[],
  blocks: readonly Block[],
): PointResult[] {
  const done = tasks.map((task, index) => ({ task, block: blocks[index] as Block }));
  const blocksOf = (isWanted: (task: Task) => boolean) =>
    done.filter(({ task }) => isWanted(task)).map(({ block }) => block);
  return planPoints(settings).map((point) => {
    const spiking = blocksOf((task) => task.kind === 'spiking' && isAt(point, task));
    const rates = blocksOf((task) => task.kind === 'rates' && task.amplitude === point.amplitude);
    const predicted = spiking.flatMap((block) => block.predicted);
    const ratePredicted = rates.flatMap((block) => block.predicted);
    const row: Row = {
      mode: settings.mode,
      network: settings.network,
      ...point,
      rescaled: settings.rescalingBase !== null,
      images: settings.images,
      spikingAccuracy: shareEqual(predicted, labels),
      rateAccuracy: shareEqual(ratePredicted, labels),
      agreement: shareEqual(predicted, ratePredicted),
      spikesPerNeuronStep: spikesPerNeuronStep(spiking, settings, architecture),
    };
    return { row, predicted, ratePredicted };
  });
}

function spikesPerNeuronStep(
  spiking: readonly Block[],
  { images, steps }: StudySettings,
  architecture: Architecture,
): number[] {
  return planLayers(architecture).map(({ neurons }, layer) => {
    const spikes = spiking.reduce((sum, block) => sum + (block.spikes[layer] as number), 0);
    return spikes / (images * steps * neurons);
  });
}

function isAt(point: StudyPoint, task: Task): boolean {
  return task.amplitude === point.amplitude && task.minVoltage === point.minVoltage && task.seed === point.seed;
}

function shareEqual(classes: readonly number[], expected: ArrayLike<number>): number {
  return classes.filter((label, image) => label === expected[image]).length / classes.length;
}
