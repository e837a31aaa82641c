import { join } from 'node:path';
import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { nengoDlDirectory, savedNetworksDirectory } from '../base/package-root.ts';
import { isThere } from '../base/read-text.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import { numberOf } from './answer/words.ts';
import { readNetwork } from './network/folder.ts';
import type { Row, SavedStudy } from './results/saved-results.ts';
import type { SeriesSettings, StudySettings } from './results/settings.ts';
import { digestImages, digestNetwork } from './run/digest.ts';
import { announceTraining } from './run/duration.ts';
import { describePoint, sortRows } from './run/plan.ts';
import type { PointResult } from './run/point-results.ts';
import { loadTestImages } from './run/prepare-study.ts';
import { runStudy } from './run/run-study.ts';
import { type Member, memberSettings, planMembers } from './run/series.ts';
import type { RunOptions, Study } from './run/study.ts';
import { trainNetwork, withNetworkFolder } from './training/train-network.ts';
import { loadExamples } from './training/training-budget.ts';
import { trainingManifestName } from './training/training-manifest.ts';

/** The schema of the result of rerunning points of a saved study. */
export const verificationSchema = z.object({
  study: z.string(),
  points: z.array(z.string()).describe('that were rerun'),
  differences: z.array(z.string()).describe('the numbers that differ'),
  skipped: z.string().exactOptional().describe('why no point was rerun'),
});

/** The result of rerunning points of a saved study. */
export interface Verification extends DataOf<typeof verificationSchema> {}

/**
 * Most images shown per study, which takes a few seconds with the engine. At least one point is rerun with all its
 * images.
 */
const mostImages = 6_000;

/** Most images, over all epochs, with which a network is trained again: less than a minute for the tutorial network. */
const mostTrainingImages = 60_000;

/**
 * Reruns some points of a saved study with all their images, and compares every number. A network that was trained for
 * the study is read from the saved networks, or trained again if that takes only seconds.
 *
 * @param networks - folder in which networks are found or trained, however long that takes
 */
export async function verifyStudy(
  study: SavedStudy,
  networks: string | undefined,
  options: RunOptions,
): Promise<Verification> {
  const { name, settings } = study;
  const sample = sampleOf(study);
  const skip = (skipped: string): Verification => ({ study: name, points: [], differences: [], skipped });
  const architecture = architectures[settings.network];
  if (architecture === undefined) return skip(`lifspec does not include the network ${settings.network}`);
  const digits = loadTestImages(settings, architecture);
  if (digestImages(digits) !== settings.imagesDigest) return skip('the test images are not the ones of the study');
  const isSeries = 'training' in settings;
  const found = isSeries
    ? await findTrainedNetwork(settings, sample[0] as Row, networks, options)
    : findGivenNetwork(settings);
  if (typeof found === 'string') return skip(found);

  const rerun = sample.filter(({ amplitude }) => found.settings.amplitudes.includes(amplitude));
  const differences: string[] = [];
  for (const row of rerun) {
    const grid = { amplitudes: [row.amplitude], minVoltages: [row.minVoltage], seeds: [row.seed] };
    const [{ row: result }] = (await runStudy(
      { settings: { ...found.settings, ...grid }, network: found.network, ...digits },
      options,
    )) as [PointResult];
    const [again] = isSeries ? sortRows([result], { ...settings, ...grid }) : [result];
    differences.push(...compareRows(row, again as Row));
  }
  return { study: name, points: rerun.map(describeRerun), differences };
}

/** The rows of the first seed that are rerun: last amplitude, first amplitude, last amplitude with the last floor. */
function sampleOf({ settings, rows }: SavedStudy): Row[] {
  const { amplitudes, minVoltages, seeds, images } = settings;
  const wanted = [
    [amplitudes.at(-1), minVoltages[0]],
    [amplitudes[0], minVoltages[0]],
    [amplitudes.at(-1), minVoltages.at(-1)],
  ];
  const found = wanted.map(([amplitude, floor]) =>
    rows.find((row) => row.seed === seeds[0] && row.amplitude === amplitude && row.minVoltage === floor),
  );
  return [...new Set(found as Row[])].slice(0, Math.max(1, Math.floor(mostImages / images)));
}

/** The network of a study with given weights, or why there is none. */
function findGivenNetwork(settings: StudySettings): Pick<Study, 'network' | 'settings'> | string {
  const network = readNetwork(nengoDlDirectory());
  if (digestNetwork(network) !== settings.networkDigest) return 'lifspec does not include its weights';
  return { network, settings };
}

/** The network of a row of a series with its study, saved or trained again, or why there is none. */
async function findTrainedNetwork(
  settings: SeriesSettings,
  { seed, amplitude }: Row,
  networks: string | undefined,
  run: RunOptions,
): Promise<Pick<Study, 'network' | 'settings'> | string> {
  const { workers, monitor } = run;
  const architecture = architectures[settings.network] as Architecture;
  const member = planMembers(settings, architecture).find(
    ({ training, amplitudes }) => training.seed === seed && amplitudes.includes(amplitude),
  ) as Member;
  const saved = savedNetworksDirectory();
  const isSaved = isThere(join(saved, member.name, trainingManifestName));
  const folder = networks ?? (isSaved ? saved : undefined);
  const { epochs, trainImages } = settings.training;
  if (folder === undefined && epochs * trainImages > mostTrainingImages)
    return `its networks were trained for ${numberOf(epochs, 'epoch')} of ${trainImages} images; --networks DIR repeats that and saves them`;
  const { examples, imagesDigest } = loadExamples(trainImages);
  if (imagesDigest !== settings.training.imagesDigest) return 'the training images are not the ones of the study';
  return withNetworkFolder(folder, async ({ directory, isTemporary }) => {
    const onStart = (images: number) => announceTraining(architecture, images, run);
    const options = { workers, monitor, isTemporary, onStart };
    const network = await trainNetwork(join(directory, member.name), member.training, examples, options);
    return { network, settings: memberSettings(settings, member, network) };
  });
}

function compareRows(saved: Row, now: Row): string[] {
  const text = (row: Row, name: keyof Row) => JSON.stringify(row[name]);
  const changed = (Object.keys(saved) as (keyof Row)[]).filter((name) => text(saved, name) !== text(now, name));
  return changed.map((name) => `${describeRerun(saved)}: saved ${name} ${text(saved, name)}, now ${text(now, name)}`);
}

function describeRerun(row: Row): string {
  return `${describePoint(row)}, ${row.images} images`;
}
