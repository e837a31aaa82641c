import { join } from 'node:path';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import type { LabeledImages } from '../dataset/images-folder.ts';
import type { SeriesSettings, StudySettings, TrainingSettings } from '../results/settings.ts';
import { type NetworkFolder, trainNetwork } from '../training/train-network.ts';
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
  const { mode, seeds, amplitudes, initialVoltage } = settings;
  const { epochs, batchSize, trainImages, imagesDigest, rescalingBase, amplitude: trainedFor } = settings.training;
  const groups = mode === 'fixed' ? [amplitudes] : amplitudes.map((amplitude) => [amplitude]);
  return seeds.flatMap((seed) =>
    groups.map((group): Member => {
      const amplitude = trainedFor ?? (group[0] as number);
      const recipe = { seed, amplitude, rescalingBase, epochs, batchSize, trainImages, imagesDigest, initialVoltage };
      const rescaled = rescalingBase === null ? '' : '-rescaled';
      const name = `${architecture.name}-seed${seed}-amplitude${amplitude}-epochs${epochs}${rescaled}`;
      return { name, training: { architecture, ...recipe }, amplitudes: group };
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

/** The settings of a series, its training images and its test images. */
export interface Series extends LabeledImages {
  readonly settings: SeriesSettings;
  readonly architecture: Architecture;
  /** Training images with their labels. */
  readonly examples: readonly Example[];
}

/** Trains the networks of a series one after another, or finds them in the folder, and yields the study of each one. */
export async function* trainMembers(
  { settings, architecture, examples, images, labels }: Series,
  { directory, isTemporary }: NetworkFolder,
  { workers, monitor }: RunOptions,
): AsyncGenerator<{ readonly name: string; readonly study: Study }> {
  const members = planMembers(settings, architecture);
  for (const [index, member] of members.entries()) {
    const label = ` (network ${index + 1} of ${members.length})`;
    const options = { workers, monitor, label, isTemporary };
    const network = await trainNetwork(join(directory, member.name), member.training, examples, options);
    yield {
      name: member.name,
      study: { settings: memberSettings(settings, member, network), network, images, labels },
    };
  }
}
