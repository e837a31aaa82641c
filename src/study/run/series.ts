import { join } from 'node:path';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import type { SeriesSettings, StudySettings } from '../results/settings.ts';
import { trainNetwork } from '../training/train-network.ts';
import type { TrainingSettings } from '../training/training-manifest.ts';
import { digestNetwork } from './digest.ts';
import type { RunOptions, Study } from './study.ts';

/** A network of a series, and the amplitudes at which it is run. */
export interface Member {
  readonly name: string;
  readonly training: TrainingSettings;
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
export function memberSettings(
  { mode, training, ...settings }: SeriesSettings,
  { amplitudes, training: { seed } }: Member,
  network: Network,
): StudySettings {
  return { ...settings, mode, amplitudes, seeds: [seed], networkDigest: digestNetwork(network) };
}

/** The training and test data and the settings of a series. */
export interface SeriesData extends Pick<Study, 'images' | 'labels'> {
  readonly settings: SeriesSettings;
  readonly architecture: Architecture;
  /** Training images with their labels. */
  readonly examples: readonly Example[];
}

/**
 * Trains the networks of a series one after another, or finds them in the folder, and yields each one.
 *
 * @param isTemporary - whether the folder will be removed
 */
export async function* trainMembers(
  { settings, architecture, examples, images, labels }: SeriesData,
  { directory, isTemporary }: { readonly directory: string; readonly isTemporary: boolean },
  { workers, monitor }: RunOptions,
): AsyncGenerator<{ readonly member: Member; readonly study: Study }> {
  const members = planMembers(settings, architecture);
  for (const [index, member] of members.entries()) {
    const label = ` (network ${index + 1} of ${members.length})`;
    const options = { workers, monitor, label, isTemporary };
    const network = await trainNetwork(join(directory, member.name), member.training, examples, options);
    yield { member, study: { settings: memberSettings(settings, member, network), network, images, labels } };
  }
}
