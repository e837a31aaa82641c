import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nengoDlDirectory, savedNetworksDirectory } from '../base/package-root.ts';
import type { Verification } from '../report/claims.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import { numberOf } from '../study/answer/words.ts';
import { readNetwork } from '../study/network/folder.ts';
import type { Row } from '../study/results/row.ts';
import type { SavedStudy } from '../study/results/saved-results.ts';
import type { SeriesSettings, StudySettings } from '../study/results/settings.ts';
import { digestImages, digestNetwork } from '../study/run/digest.ts';
import type { StudyPoint } from '../study/run/plan.ts';
import { type Member, planMembers, sortRows, studySettingsOf } from '../study/run/series.ts';
import { trainingManifestName } from '../study/training/training-manifest.ts';
import { performTraining } from './perform-training.ts';
import { loadImages } from './prepare.ts';
import { rowsOfStudy } from './rows.ts';
import { loadTrainingImages } from './training-budget.ts';

/** Images that are shown again, a study: some seconds with the engine. At least one point is run whole. */
const mostImages = 6_000;

/** Images of a training that is done again, all epochs together: less than a minute for the tutorial network. */
const mostTraining = 60_000;

/**
 * Runs some points of a kept study again, with all its images, and compares every number: the first amplitude and the
 * last. Where networks were trained for the study, one is trained again if that takes seconds, else taken from those that
 * are kept. With a folder `networks`, it is found there or trained there, however long that takes.
 */
export async function verifyStudy(study: SavedStudy, networks?: string): Promise<Verification> {
  const { name, settings } = study;
  const sample = sampleOf(study);
  const { images, labels } = loadImages(settings.images, architectures[settings.network] as Architecture);
  const skip = (skipped: string): Verification => ({ study: name, points: [], differences: [], skipped });
  if (digestImages(images, labels) !== settings.imagesDigest) return skip('the test images are not those of the study');
  const remade =
    'training' in settings ? await trainAgain(settings, sample[0] as Row, networks) : givenNetwork(settings);
  if (typeof remade === 'string') return skip(remade);

  const again: Row[] = [];
  const kept = sample.filter(({ amplitude }) => remade.amplitudes.includes(amplitude));
  for (const row of kept) {
    const point: StudySettings = { ...remade.settings, ...settingsAt(row) };
    const rows = await rowsOfStudy(
      { settings: point, network: remade.network, images, labels },
      { workers: availableParallelism(), engine: 'fast' },
    );
    again.push(...('training' in settings ? sortRows(rows, { ...settings, ...settingsAt(row) }) : rows));
  }
  const differences = kept.flatMap((row, index) => differenceOf(row, again[index] as Row));
  return { study: name, points: kept.map(describePoint), differences };
}

/** Rows to be run again, of the first seed: last amplitude, first amplitude, last amplitude with the last floor. */
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

/** A network of a study, made again, and the amplitudes at which the study runs it. */
interface Remade {
  readonly network: Network;
  readonly settings: StudySettings;
  readonly amplitudes: readonly number[];
}

/** The network of a study of given weights, if it is the one that comes with lifspec; else why not. */
function givenNetwork(settings: StudySettings): Remade | string {
  const network = readNetwork(nengoDlDirectory());
  if (digestNetwork(network) !== settings.networkDigest) return 'its weights do not come with lifspec';
  return { network, settings, amplitudes: settings.amplitudes };
}

/** Finds the network of a row of a series, or trains it again; else says why not. */
async function trainAgain(
  settings: SeriesSettings,
  { seed, amplitude }: Row,
  networks: string | undefined,
): Promise<Remade | string> {
  const member = planMembers(settings, architectures[settings.network] as Architecture).find(
    ({ training, amplitudes }) => training.seed === seed && amplitudes.includes(amplitude),
  ) as Member;
  const folder = networks ?? folderOfKept(member);
  const { epochs, trainImages } = settings.training;
  if (folder === undefined && epochs * trainImages > mostTraining)
    return `its networks were trained for ${numberOf(epochs, 'epoch')} of ${trainImages} images; --networks DIR does that again, and keeps them there`;
  const { examples, imagesDigest } = loadTrainingImages(trainImages);
  if (imagesDigest !== settings.training.imagesDigest) return 'the training images are not those of the study';
  const directory = folder ?? mkdtempSync(join(tmpdir(), 'lifspec-'));
  try {
    const network = await performTraining(join(directory, member.name), member.training, examples, {
      workers: availableParallelism(),
      isKept: folder !== undefined,
    });
    return { network, settings: studySettingsOf(settings, member, network), amplitudes: member.amplitudes };
  } finally {
    if (folder === undefined) rmSync(directory, { recursive: true, force: true });
  }
}

/** The folder that comes with lifspec, if it holds a network. */
function folderOfKept({ name }: Member): string | undefined {
  const folder = savedNetworksDirectory();
  return existsSync(join(folder, name, trainingManifestName)) ? folder : undefined;
}

function settingsAt({ amplitude, minVoltage, seed }: StudyPoint) {
  return { amplitudes: [amplitude], minVoltages: [minVoltage], seeds: [seed] };
}

function differenceOf(kept: Row, now: Row): string[] {
  const changed = (Object.keys(kept) as (keyof Row)[]).filter(
    (name) => JSON.stringify(kept[name]) !== JSON.stringify(now[name]),
  );
  return changed.map(
    (name) => `${describePoint(kept)}: kept ${name} ${JSON.stringify(kept[name])}, now ${JSON.stringify(now[name])}`,
  );
}

function describePoint({ amplitude, minVoltage, seed, images }: Row): string {
  return `amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, seed ${seed}, ${images} images`;
}
