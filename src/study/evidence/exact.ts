import { hundredths, percent } from '../answer/words.ts';
import { endsOf } from '../results/accuracy-curve.ts';
import { describeRow, type Row, type SavedStudy } from '../results/saved-results.ts';
import { isTrained } from '../settings.ts';
import { mean } from '../statistics/statistics.ts';
import { isAtMost } from '../statistics/t-interval.ts';
import { tutorialAmplitude } from '../training/training-budget.ts';
import { curveOf, describeSample, type EvidenceFinding, type FindEvidence } from './study-evidence.ts';

/** C4: with fixed weights, the first layer, which receives images, has the same spikes at every amplitude. */
export const firstLayerIgnoresAmplitude: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve) return undefined;
  const ofSeeds = curve.seeds.map(
    (seed) => new Set(study.rows.filter((row) => row.seed === seed).map((row) => row.spikesPerNeuronStep[0])),
  );
  const holds = ofSeeds.every(({ size }) => size === 1);
  const sentence = `layer 1 ${holds ? 'has' : 'does not have'} the same number of spikes at all ${curve.points.length} amplitudes, for every seed and floor; ${describeSample(curve, study)}`;
  return { sentence, holds };
};

/** C12 holds if timing changes the class of more than one image in 1,000. */
export const changedByTiming = 0.001;

/** C12: with fixed weights and a floor at the smallest amplitude, spikes and rates classify some images differently. */
export const timingChangesClasses: FindEvidence = (study) => {
  const [spikes, rates] = [curveOf(study, 0), curveOf(study, 'rate')];
  if (!spikes || !rates) return undefined;
  const { amplitude } = endsOf(spikes)[0];
  const own = study.rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
  const ofSeeds = own.map(({ agreement }) => 1 - agreement);
  const moved = mean(ofSeeds);
  const isRare = isAtMost(ofSeeds, changedByTiming);
  const accurate = [spikes, rates].map((curve) => hundredths(endsOf(curve)[0].accuracy)).join(' and ');
  const sentence = `at amplitude ${amplitude} spikes and rates classify ${percent(moved)} of the images differently; ${accurate} % are correct; ${describeSample(spikes, study)}`;
  return { sentence, holds: isRare === null ? null : !isRare };
};

/** F1: with fixed weights divided by k, all numbers are the same, spikes included, if k is a power of two. */
export const rescalingChangesNothing: FindEvidence = ({ settings, rows }) => {
  const base = settings.rescalingBase as number;
  const exact = rows.filter(({ amplitude }) => isPowerOfTwo(amplitude / base));
  const amplitudes = new Set(exact.map(({ amplitude }) => amplitude));
  if (amplitudes.size < 2) return undefined;
  const numbers = ({ amplitude, ...rest }: Row) => JSON.stringify(rest);
  const points = new Set(exact.map(({ seed, minVoltage }) => JSON.stringify([seed, minVoltage])));
  const holds = new Set(exact.map(numbers)).size === points.size;
  const sentence = `next weights ÷ amplitude/${base}: accuracies and spikes are ${holds ? 'the same' : 'not the same'} at amplitudes ${[...amplitudes].join(', ')}`;
  return { sentence, holds };
};

/**
 * Whether the ratio of two amplitudes is a power of two, apart from the rounding of decimal amplitudes to doubles.
 */
function isPowerOfTwo(ratio: number): boolean {
  let whole = ratio < 1 ? 1 / ratio : ratio;
  while (whole > 1.5) whole /= 2;
  return whole === 1;
}

/** C7: a point in two studies with the same settings has the same numbers in both. */
export const sharedPointsAgree: FindEvidence = (study, all) =>
  sharedPoints(study, all).map(({ sentence, holds }) => ({ sentence, holds }));

/** C8: the same holds if its network was built and trained for each of the studies. */
export const retrainedNetworksAgree: FindEvidence = (study, all) => {
  if (!isTrained(study.settings)) return undefined;
  const trainedFor = (amplitude: number) => (study.settings.mode === 'fixed' ? tutorialAmplitude : amplitude);
  return sharedPoints(study, all).map(({ shared, sentence, holds }) => {
    const networks = new Set(shared.map(({ seed, amplitude }) => `${seed} ${trainedFor(amplitude)}`));
    return { sentence: `${sentence}; their ${networks.size} networks were trained for each study`, holds };
  });
};

/** The points that a study has in common with each earlier one of the same settings. */
function sharedPoints(
  study: SavedStudy,
  all: readonly SavedStudy[],
): (EvidenceFinding & { readonly shared: readonly Row[] })[] {
  const pointOf = (row: Row) => `${describeRow(row)}, seed ${row.seed}`;
  const earlier = all.slice(0, all.indexOf(study)).filter((other) => describeMaking(other) === describeMaking(study));
  return earlier.flatMap((other) => {
    const before = new Map(other.rows.map((row) => [pointOf(row), JSON.stringify(row)]));
    const shared = study.rows.filter((row) => before.has(pointOf(row)));
    if (shared.length === 0) return [];
    const same = shared.filter((row) => before.get(pointOf(row)) === JSON.stringify(row)).length;
    const sentence = `${same} of the ${shared.length} points that are also in ${other.name} have the same numbers there`;
    return [{ shared, sentence, holds: same === shared.length }];
  });
}

/** Everything, except the point itself, on which the numbers of a point depend. */
function describeMaking({ settings }: SavedStudy): string {
  const { amplitudes: _, minVoltages: __, seeds: ___, ...making } = settings;
  return JSON.stringify(Object.entries(making).sort(([one], [other]) => (one < other ? -1 : 1)));
}
