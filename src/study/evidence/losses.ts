import { hundredths, percent } from '../answer/words.ts';
import {
  type AccuracyCurve,
  type AccuracyDrop,
  accuracyDrop,
  dropsOfSeeds,
  endsOf,
} from '../results/accuracy-curve.ts';
import type { SavedStudy } from '../results/saved-results.ts';
import { oneAccuracyPoint } from '../statistics/accuracy-tests.ts';
import { isAtMost, tInterval } from '../statistics/intervals.ts';
import { mean, subtract } from '../statistics/statistics.ts';
import { curveOf, describeSample, type EvidenceFinding, type FindEvidence, kindOf } from './study-evidence.ts';

/** C5 and C11: with a floor, accuracy drops with fixed weights, and with networks that the same recipe trains. */
export const findDrop: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve) return undefined;
  const sentence = `${describeEnds(curve)}, loses ${describeLoss(accuracyDrop(curve))}; ${describeSample(curve, study)}`;
  return { sentence, holds: isLost(curve) };
};

/**
 * F2: with fixed weights, accuracy drops with the floor. Without it, accuracy drops by less than half as much, and ends
 * at most one point below the rate network.
 */
export const floorCausesDrop: FindEvidence = (study) => {
  const [floored, free, rates] = [curveOf(study, 0), curveOf(study, null), curveOf(study, 'rate')];
  if (!floored || !free || !rates) return undefined;
  const sentence = `with floor ${describeCurveDrop(floored)}, without ${describeCurveDrop(free)}, as a rate network ${describeCurveDrop(rates)}; ${describeSample(free, study)}`;
  const half = dropsOfSeeds(floored).map((lost) => lost / 2);
  const isBelowHalf = isAtMost(subtract(dropsOfSeeds(free), half), 0);
  const follows = isAtMost(subtract(endsOf(rates)[1].ofSeeds, endsOf(free)[1].ofSeeds), oneAccuracyPoint);
  return { sentence, holds: allShown(isLost(floored), isBelowHalf, follows) };
};

/** F4: without a floor, spikes lose at most one point more than the rate network. */
export const restIsInTheRateNetwork: FindEvidence = (study) =>
  compareWithRates(study, null, 'fixed weights: without floor');

/** F5: with a synapse between layers, spikes with a floor lose at most one point more than the rate network. */
export const synapsePreventsDrop: FindEvidence = (study) => {
  const { synapseSeconds } = study.settings;
  if (synapseSeconds === undefined) return undefined;
  return compareWithRates(study, 0, `synapses of ${1000 * synapseSeconds} ms: with floor`);
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

/**
 * F3: rescaled training loses at most one point, where plain training loses accuracy. Each rescaled study is compared
 * with the plain study of the same network, trained equally long on the same images.
 */
export const rescalingTrainsAsWell: FindEvidence = (study, all) => {
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
