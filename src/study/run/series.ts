import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Row } from '../results/row.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';
import type { TrainingSettings } from '../training/training-manifest.ts';
import { digestNetwork } from './digest.ts';

/** A network of a series, and the amplitudes at which it is run. */
export interface Member {
  /** Name of its folder. */
  readonly name: string;
  /** How it is trained. */
  readonly training: TrainingSettings;
  /** At which it is run. */
  readonly amplitudes: readonly number[];
}

/** The networks of a series: seed after seed and, if they are retrained, amplitude after amplitude. */
export function planMembers(settings: SeriesSettings, architecture: Architecture): Member[] {
  const { mode, seeds, amplitudes, training } = settings;
  const groups = mode === 'fixed' ? [amplitudes] : amplitudes.map((amplitude) => [amplitude]);
  return seeds.flatMap((seed) =>
    groups.map((group): Member => {
      const amplitude = training.amplitude ?? (group[0] as number);
      const { epochs, batchSize, trainImages, imagesDigest, rescalingBase } = training;
      const recipe = { seed, amplitude, rescalingBase, epochs, batchSize, trainImages, imagesDigest };
      const rescaled = rescalingBase === null ? '' : '-rescaled';
      return {
        name: `${architecture.name}-seed${seed}-amplitude${amplitude}-epochs${epochs}${rescaled}`,
        training: { architecture, ...recipe, initialVoltage: settings.initialVoltage },
        amplitudes: group,
      };
    }),
  );
}

/** The study of one network of a series. */
export function studySettingsOf(
  { mode, training, ...settings }: SeriesSettings,
  { amplitudes, training: { seed } }: Member,
  network: Network,
): StudySettings {
  return { ...settings, mode, amplitudes, seeds: [seed], networkDigest: digestNetwork(network) };
}

/** The rows of all networks in the order of a study: amplitude after amplitude, floor after floor, seed after seed. */
export function sortRows(rows: readonly Row[], { amplitudes, minVoltages, seeds, training }: SeriesSettings): Row[] {
  const rescaled = (row: Row): Row => ({
    ...row,
    rescaled: row.rescaled || training.rescalingBase !== null,
  });
  return amplitudes.flatMap((amplitude) =>
    minVoltages.flatMap((floor) =>
      seeds.flatMap((seed) =>
        rows
          .filter((row) => row.amplitude === amplitude && row.minVoltage === floor && row.seed === seed)
          .map(rescaled),
      ),
    ),
  );
}
