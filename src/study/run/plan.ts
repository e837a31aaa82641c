import { precisions } from '../../base/precision.ts';
import { flooredIn, neuronTypes } from '../../models/neuron-types.ts';
import type { OperatingPoint } from '../../simulator/network/effective.ts';
import type { Row } from '../results/saved-results.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';

/** Images per task. If the process is killed, at most one task per thread is lost. */
const imagesPerBlock = 50;

/** The operating point of one row of a study. */
export interface StudyPoint extends Pick<Row, 'seed' | 'amplitude' | 'minVoltage'> {}

/**
 * A piece of work: a block of images, shown to the spiking network at a point or to the rate network at an amplitude.
 */
export interface Task extends StudyPoint {
  /** The rate network has no voltage, so its floor is null and its seed is 0. */
  readonly kind: 'spiking' | 'rates';
  /** Index of the first image. */
  readonly first: number;
  readonly count: number;
}

/** The points of a study in the order of its rows: amplitude after amplitude, floor after floor, seed after seed. */
export function planPoints({
  amplitudes,
  minVoltages,
  seeds,
}: Pick<StudySettings, 'amplitudes' | 'minVoltages' | 'seeds'>): StudyPoint[] {
  return amplitudes.flatMap((amplitude) =>
    minVoltages.flatMap((minVoltage) => seeds.map((seed) => ({ seed, amplitude, minVoltage }))),
  );
}

/** Names a point of a study. */
export function describePoint({ amplitude, minVoltage, seed }: StudyPoint): string {
  return `amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, seed ${seed}`;
}

/** Sorts the rows of all networks of a series into the order of its points. */
export function sortRows(rows: readonly Row[], settings: SeriesSettings): Row[] {
  const found = new Map(rows.map((row) => [describePoint(row), row]));
  return planPoints(settings).flatMap((point) => {
    const row = found.get(describePoint(point));
    return row ? [{ ...row, rescaled: row.rescaled || settings.training.rescalingBase !== null }] : [];
  });
}

/** Divides a study into tasks. The rate network has no floor and no voltages, so it is run once per amplitude. */
export function planTasks(settings: StudySettings): Task[] {
  const { images, amplitudes } = settings;
  const blocks = Array.from({ length: Math.ceil(images / imagesPerBlock) }, (_, block) => {
    const first = block * imagesPerBlock;
    return { first, count: Math.min(imagesPerBlock, images - first) };
  });
  return amplitudes.flatMap((amplitude) => {
    const points = planPoints({ ...settings, amplitudes: [amplitude] });
    return [
      ...blocks.map((block): Task => ({ kind: 'rates', amplitude, minVoltage: null, seed: 0, ...block })),
      ...points.flatMap((point) => blocks.map((block): Task => ({ kind: 'spiking', ...point, ...block }))),
    ];
  });
}

/** The operating point of the network in a task. */
export function operatingPoint(
  { amplitude, minVoltage }: Pick<Task, 'amplitude' | 'minVoltage'>,
  settings: StudySettings,
): OperatingPoint {
  const { rescalingBase, precision, steps, dtSeconds, synapseSeconds = 0, flooredLayers } = settings;
  const neurons = neuronTypes[settings.neurons ?? 'lif'];
  return {
    ...{ steps, dtSeconds, synapseSeconds },
    neurons: flooredLayers ? flooredIn(flooredLayers, neurons) : neurons,
    amplitude,
    minVoltage: minVoltage ?? Number.NEGATIVE_INFINITY,
    rescaling: rescalingBase === null ? 1 : amplitude / rescalingBase,
    precision: precisions[precision],
  };
}
