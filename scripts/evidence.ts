import { square } from '../src/base/elementary.ts';
import { hundredths, milliseconds, numberOf, percent } from '../src/study/answer/words.ts';
import {
  type AccuracyCurve,
  type AccuracyDrop,
  accuracyCurve,
  accuracyDrop,
  dropsOfSeeds,
  endsOf,
} from '../src/study/results/accuracy-curve.ts';
import { type Row, type SavedStudy, type WeightKind, weightKindOf } from '../src/study/results/saved-results.ts';
import { accuracyVariance, oneAccuracyPoint } from '../src/study/statistics/accuracy-tests.ts';
import { fewestSeeds, isAtMost, spreadInterval, tInterval } from '../src/study/statistics/intervals.ts';
import { mean, subtract } from '../src/study/statistics/statistics.ts';
import { isMostlyOwn, isRougherThan, zigZagOf } from '../src/study/statistics/zig-zag.ts';

/** The evidence of a saved study about a claim. */
export interface StudyEvidence extends EvidenceFinding {
  readonly claim: string;
  readonly study: string;
  readonly network: string;
}

/** What a study shows about a claim. */
interface EvidenceFinding {
  /** The numbers, in words. */
  readonly sentence: string;
  /** Whether the claim holds in this study; null: chance is not excluded, or there are fewer than three seeds. */
  readonly holds: boolean | null;
}

/** Finds the evidence of a study about one claim; none if the study has no rows for it. */
type FindEvidence = (study: SavedStudy, all: readonly SavedStudy[]) => EvidenceFinding | undefined;

/** C5 and C11: with a floor, accuracy drops with fixed weights, and with networks that the same recipe trains. */
const findDrop: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve) return undefined;
  const sentence = `${describeEnds(curve)}, loses ${describeLoss(accuracyDrop(curve))}; ${describeSample(curve, study)}`;
  return { sentence, holds: isLost(curve) };
};

/**
 * F2: with fixed weights, accuracy drops with the floor. Without it, accuracy drops by less than half as much, and ends
 * at most one point below the rate network.
 */
const floorCausesDrop: FindEvidence = (study) => {
  const [floored, free, rates] = [curveOf(study, 0), curveOf(study, null), curveOf(study, 'rate')];
  if (!floored || !free || !rates) return undefined;
  const sentence = `with floor ${describeCurveDrop(floored)}, without ${describeCurveDrop(free)}, as a rate network ${describeCurveDrop(rates)}; ${describeSample(free, study)}`;
  const half = dropsOfSeeds(floored).map((lost) => lost / 2);
  const isBelowHalf = isAtMost(subtract(dropsOfSeeds(free), half), 0);
  const follows = isAtMost(subtract(endsOf(rates)[1].ofSeeds, endsOf(free)[1].ofSeeds), oneAccuracyPoint);
  return { sentence, holds: allShown(isLost(floored), isBelowHalf, follows) };
};

/** F4: without a floor, spikes lose at most one point more than the rate network. */
const restIsInTheRateNetwork: FindEvidence = (study) => compareWithRates(study, null, 'fixed weights: without floor');

/** F5: with a synapse between layers, spikes with a floor lose at most one point more than the rate network. */
const synapsePreventsDrop: FindEvidence = (study) => {
  const { synapseSeconds } = study.settings;
  if (synapseSeconds === undefined) return undefined;
  return compareWithRates(study, 0, `synapses of ${milliseconds(synapseSeconds)}: with floor`);
};

function compareWithRates(study: SavedStudy, floor: number | null, what: string): EvidenceFinding | undefined {
  const [spikes, rates] = [curveOf(study, floor), curveOf(study, 'rate')];
  if (!spikes || !rates) return undefined;
  const excess = subtract(dropsOfSeeds(spikes), dropsOfSeeds(rates));
  const sentence = `${what} ${describeEnds(spikes)}, as a rate network ${describeEnds(rates)}, ${describeExcess(excess)}; ${describeSample(spikes, study)}`;
  return { sentence, holds: isAtMost(excess, oneAccuracyPoint) };
}

function describeExcess(excess: readonly number[]): string {
  const [lost, interval] = [mean(excess), tInterval(excess)];
  if (lost >= 0) return `${describeLoss({ lost, interval })} more`;
  return `${describeLoss({ lost: -lost, interval: interval && [-interval[1], -interval[0]] })} less`;
}

/** C12 holds if timing changes the class of more than one image in 1,000. */
const changedByTiming = 0.001;

/** C12: with fixed weights and a floor at the smallest amplitude, spikes and rates classify some images differently. */
const timingChangesClasses: FindEvidence = (study) => {
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

/**
 * F3: rescaled training loses at most one point, where plain training loses accuracy. Each rescaled study is compared
 * with the plain study of the same network, trained equally long on the same images.
 */
const rescalingTrainsAsWell: FindEvidence = (study, all) => {
  const plainStudy = all.find((other) => kindOf(other) === 'retrained' && isTrainedAlike(other, study));
  const [rescaled, plain] = [curveOf(study, 0), plainStudy && curveOf(plainStudy, 0)];
  if (!rescaled || !plain) return undefined;
  const sentence = `rescaled ${describeCurveDrop(rescaled)}, plain ${describeCurveDrop(plain)}; ${describeSample(rescaled, study)}`;
  return { sentence, holds: allShown(isLost(plain), isAtMost(dropsOfSeeds(rescaled), oneAccuracyPoint)) };
};

/** False if one is shown to be false, true if all are shown to be true, else null. */
function allShown(...verdicts: readonly (boolean | null)[]): boolean | null {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

function isTrainedAlike(one: SavedStudy, other: SavedStudy): boolean {
  const [own, its] = [one, other].map(({ settings }) => {
    const { network, epochs, batchSize, trainingDigest } = settings;
    return JSON.stringify([network, epochs, batchSize, trainingDigest]);
  });
  return own === its;
}

/** Whether accuracy is lost: true or false if that is shown, false if the loss is shown to be below one point. */
function isLost(curve: AccuracyCurve): boolean | null {
  const { interval, isSignificant } = accuracyDrop(curve);
  if (interval !== null && isSignificant) return true;
  return isAtMost(dropsOfSeeds(curve), oneAccuracyPoint) ? false : null;
}

/** The accuracies at both ends of a curve, such as `98.7 → 80.6 %`. */
function describeEnds(curve: AccuracyCurve): string {
  const [first, last] = endsOf(curve);
  return `${hundredths(first.accuracy)} → ${hundredths(last.accuracy)} %`;
}

/** The ends of a curve and, with enough seeds, the 95 % interval of the loss between them. */
function describeCurveDrop(curve: AccuracyCurve): string {
  const { interval } = accuracyDrop(curve);
  return `${describeEnds(curve)}${interval === null ? '' : ` (${describeInterval(interval)} points lost)`}`;
}

/** A loss in points with its interval. */
function describeLoss({ lost, interval }: Pick<AccuracyDrop, 'lost' | 'interval'>): string {
  return `${hundredths(lost)} points${interval === null ? '' : ` (${describeInterval(interval)})`}`;
}

function describeInterval(interval: readonly [low: number, high: number]): string {
  return interval.map(hundredths).join(' … ');
}

/**
 * C6: with a floor, less than half of the zig-zag is common to all seeds, whether weights are fixed or retrained. Only
 * the nearly straight part of the curve counts.
 */
const zigZagIsPerSeed: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  const zigZag = curve && curve.seeds.length > 2 && zigZagOf(curve);
  if (!zigZag) return undefined;
  const count = curve.seeds.length;
  const ratio = zigZag.ofMean / zigZag.single;
  const common = (count * square(ratio) - 1) / (count - 1);
  const retrained = kindOf(study) === 'retrained' ? 'retrained: ' : '';
  const own = (1 / Math.sqrt(count)).toFixed(2);
  const sentence = `${retrained}the mean of ${count} seeds is ${ratio.toFixed(2)} times as rough as one seed (${own} if every seed has its own zig-zag, 1 if all have the same); ${describeSample(curve, study)}`;
  return { sentence, holds: isMostlyOwn(common, count, zigZag.points) };
};

/**
 * F6: with a floor, curves of retrained networks are more than twice as rough as the choice of images explains, and
 * curves of fixed weights are smoother than that.
 */
const zigZagComesFromRetraining: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  const zigZag = curve && zigZagOf(curve);
  if (!zigZag) return undefined;
  const { single, chance } = zigZag;
  const isRetrained = kindOf(study) === 'retrained';
  const sentence = `${isRetrained ? 'retrained from the same seed' : 'fixed weights'}: the curve of one seed has a roughness of ${hundredths(single)} points, of which the choice of images explains up to ${hundredths(chance)}; ${describeSample(curve, study)}`;
  const count = curve.seeds.length;
  const isRougher = isRougherThan(isRetrained ? 2 * chance : chance, single, count, zigZag.points);
  return { sentence, holds: count < fewestSeeds || isRougher === null ? null : isRougher === isRetrained };
};

/**
 * C9: with fixed weights and a floor, the standard deviation over seeds at the largest amplitude is above one point,
 * beyond what the choice of images explains.
 */
const seedsMatter: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve || curve.seeds.length < 2) return undefined;
  const { amplitude, ofSeeds } = endsOf(curve)[1];
  const [worst, best] = [Math.min(...ofSeeds), Math.max(...ofSeeds)];
  const sentence = `at amplitude ${amplitude} seeds are between ${hundredths(worst)} and ${hundredths(best)} %${describeMean(ofSeeds)}; ${describeSample(curve, study)}`;
  return { sentence, holds: areApart(ofSeeds, curve.images) };
};

/** A standard deviation of one percentage point or less counts as no difference between seeds. */
const margin = 0.01;

/** Whether seeds differ by more than the margin: two one-sided tests at 5 % each; null if neither shows it. */
function areApart(accuracies: readonly number[], images: number): boolean | null {
  const interval = spreadInterval(accuracies);
  if (interval === null) return null;
  const byImages = accuracyVariance(mean(accuracies), images);
  if (square(interval[0]) - byImages > square(margin)) return true;
  return interval[1] < margin ? false : null;
}

/** The mean over seeds with its 95 % interval, if there are enough seeds. */
function describeMean(accuracies: readonly number[]): string {
  const interval = tInterval(accuracies);
  if (interval === null) return '';
  return `, ${hundredths(mean(accuracies))} % on average (${interval.map(hundredths).join(' … ')})`;
}

/** The origin of a study's weights. */
function kindOf({ rows }: SavedStudy): WeightKind {
  return weightKindOf(rows[0] as Row);
}

/** The curve of a study, if it has two amplitudes or more. */
function curveOf({ rows }: SavedStudy, floor: AccuracyCurve['floor']): AccuracyCurve | undefined {
  const curve = accuracyCurve(rows, floor);
  return curve && curve.points.length > 1 ? curve : undefined;
}

/** The sample behind a curve, such as `10,000 images, 3 seeds, 10 epochs`. */
function describeSample({ images, seeds }: AccuracyCurve, { settings }: SavedStudy): string {
  const parts = [`${images.toLocaleString('en')} images`];
  if (seeds.length > 1) parts.push(`${seeds.length} seeds`);
  if (settings.epochs !== undefined) parts.push(numberOf(settings.epochs, 'epoch'));
  return parts.join(', ');
}

/** What a saved study shows about each claim that is measured. */
export const finders: Readonly<Record<string, FindEvidence>> = {
  C5: findDrop,
  C6: zigZagIsPerSeed,
  C9: seedsMatter,
  C11: findDrop,
  C12: timingChangesClasses,
  F2: floorCausesDrop,
  F3: rescalingTrainsAsWell,
  F4: restIsInTheRateNetwork,
  F5: synapsePreventsDrop,
  F6: zigZagComesFromRetraining,
};

/** The evidence of the saved studies about every claim, in the order in which the claims list the studies. */
export function gatherEvidence(
  claims: readonly { readonly id: string; readonly studies?: readonly string[] }[],
  saved: readonly SavedStudy[],
): StudyEvidence[] {
  return claims.flatMap(({ id, studies = [] }) =>
    studies.flatMap((name) => {
      const study = saved.find((one) => one.name === name);
      const found = study && finders[id]?.(study, saved);
      return found ? [{ claim: id, study: name, network: study.settings.network, ...found }] : [];
    }),
  );
}
