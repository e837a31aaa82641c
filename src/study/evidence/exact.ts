import { hundredths, percent } from '../answer/words.ts';
import { type AccuracyCurve, accuracyCurve, endsOf } from '../results/accuracy-curve.ts';
import { describeRow, type Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-results.ts';
import { mean } from '../statistics/statistics.ts';
import { describeSample, evidenceOf, type FindEvidence, inStudies } from './study-evidence.ts';

/** C4: with fixed weights, the first layer, which receives images, has the same spikes at every amplitude. */
export const firstLayerIgnoresAmplitude: FindEvidence = inStudies('C4', ['fixed'], (study) => {
  const curve = accuracyCurve(study.rows, 0);
  if (!curve || curve.points.length < 2) return undefined;
  const ofSeeds = curve.seeds.map(
    (seed) => new Set(study.rows.filter((row) => row.seed === seed).map((row) => row.spikesPerNeuronStep[0])),
  );
  const holds = ofSeeds.every(({ size }) => size === 1);
  const sentence = `layer 1 ${holds ? 'has' : 'does not have'} the same number of spikes at all ${curve.points.length} amplitudes, for every seed and floor; ${describeSample(curve, study)}`;
  return { sentence, holds };
});

/** C12: with fixed weights and a floor at the smallest amplitude, spikes and rates classify some images differently. */
export const timingChangesClasses: FindEvidence = inStudies('C12', ['fixed'], (study) => {
  const [spikes, rates] = [accuracyCurve(study.rows, 0), accuracyCurve(study.rows, 'rate')];
  if (!spikes || !rates || spikes.points.length < 2) return undefined;
  const { amplitude } = endsOf(spikes)[0];
  const own = study.rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
  const moved = 1 - mean(own.map(({ agreement }) => agreement));
  const accurate = [spikes, rates].map((curve: AccuracyCurve) => hundredths(endsOf(curve)[0].accuracy)).join(' and ');
  const sentence = `at amplitude ${amplitude} spikes and rates classify ${percent(moved)} of the images differently; ${accurate} % are correct; ${describeSample(spikes, study)}`;
  return { sentence, holds: moved > 0 || null };
});

/** F1: with fixed weights divided by k, all numbers are the same, spikes included, if k is a power of two. */
export const rescalingChangesNothing: FindEvidence = inStudies('F1', ['fixed, rescaled'], ({ settings, rows }) => {
  const base = settings.rescalingBase as number;
  const exact = rows.filter(({ amplitude }) => isPowerOfTwo(amplitude / base));
  const amplitudes = new Set(exact.map(({ amplitude }) => amplitude));
  if (amplitudes.size < 2) return undefined;
  const numbers = ({ amplitude, ...rest }: Row) => JSON.stringify(rest);
  const points = new Set(exact.map(({ seed, minVoltage }) => JSON.stringify([seed, minVoltage])));
  const holds = new Set(exact.map(numbers)).size === points.size;
  const sentence = `next weights ÷ amplitude/${base}: accuracies and spikes are ${holds ? 'the same' : 'not the same'} at amplitudes ${[...amplitudes].join(', ')}`;
  return { sentence, holds };
});

/**
 * Whether a ratio of two amplitudes is intended to be a power of two. Amplitudes are decimal numbers rounded to
 * doubles.
 */
function isPowerOfTwo(ratio: number): boolean {
  let whole = ratio < 1 ? 1 / ratio : ratio;
  while (whole > 1.5) whole /= 2;
  return whole === 1;
}

/** C7: a point in two studies with the same settings has the same numbers in both. */
export const sharedPointsAgree: FindEvidence = (studies) =>
  sharedPoints(studies).map(({ study, sentence, holds }) => evidenceOf('C7', study, { sentence, holds }));

/** C8: the same holds if its network was built and trained for each of the studies. */
export const retrainedNetworksAgree: FindEvidence = (studies) =>
  sharedPoints(studies).flatMap(({ study, shared, sentence, holds }) => {
    if (!('training' in study.settings)) return [];
    const { training } = study.settings;
    const networks = new Set(shared.map(({ seed, amplitude }) => `${seed} ${training.amplitude ?? amplitude}`));
    const trained = `${sentence}; their ${networks.size} networks were trained for each study`;
    return [evidenceOf('C8', study, { sentence: trained, holds })];
  });

/** The points that a study and an earlier one have in common. */
interface SharedPoints {
  readonly study: SavedStudy;
  readonly shared: readonly Row[];
  readonly sentence: string;
  readonly holds: boolean;
}

/** All pairs of studies that have the same settings and points in common. */
function sharedPoints(studies: readonly SavedStudy[]): SharedPoints[] {
  return studies.flatMap((study, index) =>
    studies
      .slice(0, index)
      .filter((other) => describeMaking(other) === describeMaking(study))
      .flatMap((other) => compareStudies(study, other)),
  );
}

function compareStudies(study: SavedStudy, other: SavedStudy): SharedPoints[] {
  const pointOf = (row: Row) => `${describeRow(row)}, seed ${row.seed}`;
  const before = new Map(other.rows.map((row) => [pointOf(row), JSON.stringify(row)]));
  const shared = study.rows.filter((row) => before.has(pointOf(row)));
  if (shared.length === 0) return [];
  const same = shared.filter((row) => before.get(pointOf(row)) === JSON.stringify(row)).length;
  const sentence = `${same} of ${shared.length} points that ${other.name} contains too have the same numbers there`;
  return [{ study, shared, sentence, holds: same === shared.length }];
}

/** Everything, except the point itself, on which the numbers of a point depend. */
function describeMaking({ settings }: SavedStudy): string {
  const { amplitudes: _, minVoltages: __, seeds: ___, ...making } = settings;
  return JSON.stringify(Object.entries(making).sort(([one], [other]) => (one < other ? -1 : 1)));
}
