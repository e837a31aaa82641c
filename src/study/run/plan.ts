import { type Architecture, architectures } from '../../simulator/network/architecture.ts';
import type { Row } from '../results/saved-results.ts';
import { isTrained, type StudySettings, type TrainingSettings, tutorialAmplitude } from '../settings.ts';

/** Images per task. If the process is killed, at most one task per thread is lost. */
const imagesPerBlock = 50;

/** The operating point of one row of a study. */
export interface StudyPoint extends Pick<Row, 'seed' | 'amplitude' | 'minVoltage'> {}

/** The values of the operating points of a study. */
type Grid = Pick<StudySettings, 'amplitudes' | 'minVoltages' | 'seeds'>;

/** The points of a study in the order of its rows: amplitude after amplitude, floor after floor, seed after seed. */
export function planPoints({ amplitudes, minVoltages, seeds }: Grid): StudyPoint[] {
  return amplitudes.flatMap((amplitude) =>
    minVoltages.flatMap((minVoltage) => seeds.map((seed) => ({ seed, amplitude, minVoltage }))),
  );
}

export function describePoint({ amplitude, minVoltage, seed }: StudyPoint): string {
  return `amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, seed ${seed}`;
}

/** A network of a study, and the amplitudes and seeds at which it is run. */
export interface Member {
  readonly name: string;
  readonly amplitudes: readonly number[];
  readonly seeds: readonly number[];
  /** How it is trained; undefined if it is given. */
  readonly training?: TrainingSettings;
}

/**
 * The networks of a study: the given one, or those that are trained, seed after seed and, if they are retrained,
 * amplitude after amplitude.
 */
export function planMembers(settings: StudySettings, architecture = architectures[settings.network]): Member[] {
  const { mode, network, seeds, amplitudes } = settings;
  if (!isTrained(settings)) return [{ name: network, amplitudes, seeds }];
  const groups = mode === 'fixed' ? [amplitudes] : amplitudes.map((amplitude) => [amplitude]);
  return seeds.flatMap((seed) =>
    groups.map((group): Member => {
      const amplitude = mode === 'fixed' ? tutorialAmplitude : (group[0] as number);
      const trained = trainingOf(settings, architecture as Architecture, { seed, amplitude });
      const rescaled = trained.rescalingBase === null ? '' : '-rescaled';
      const name = `${network}-seed${seed}-amplitude${amplitude}-epochs${trained.epochs}${rescaled}`;
      return { name, amplitudes: group, seeds: [seed], training: trained };
    }),
  );
}

/** How a network of a study is trained. Fixed weights are rescaled when they are run, not while they are trained. */
function trainingOf(
  settings: StudySettings,
  architecture: Architecture,
  one: Pick<TrainingSettings, 'seed' | 'amplitude'>,
): TrainingSettings {
  const { mode, epochs, batchSize, trainImages, trainingDigest, initialVoltage } = settings;
  const rescalingBase = mode === 'fixed' ? null : settings.rescalingBase;
  const recipe = { epochs, batchSize, trainImages, imagesDigest: trainingDigest, initialVoltage };
  return { architecture, ...one, rescalingBase, ...recipe } as TrainingSettings;
}

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

/** The tasks of a study, network after network. */
export function planTasks(settings: StudySettings): Task[] {
  return planMembers(settings).flatMap(({ amplitudes, seeds }) => tasksOf({ ...settings, amplitudes, seeds }));
}

/** Divides the points of one network into tasks. The rate network has no floor and no voltages: once per amplitude. */
export function tasksOf({ images, amplitudes, minVoltages, seeds }: Grid & Pick<StudySettings, 'images'>): Task[] {
  const blocks = Array.from({ length: Math.ceil(images / imagesPerBlock) }, (_, block) => {
    const first = block * imagesPerBlock;
    return { first, count: Math.min(imagesPerBlock, images - first) };
  });
  return amplitudes.flatMap((amplitude) => {
    const points = planPoints({ amplitudes: [amplitude], minVoltages, seeds });
    return [
      ...blocks.map((block): Task => ({ kind: 'rates', amplitude, minVoltage: null, seed: 0, ...block })),
      ...points.flatMap((point) => blocks.map((block): Task => ({ kind: 'spiking', ...point, ...block }))),
    ];
  });
}
