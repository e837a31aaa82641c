import { hundredths } from '../answer/words.ts';
import { type AccuracyCurve, type AccuracyDrop, accuracyDrop, endsOf } from '../results/accuracy-curve.ts';
import type { SavedStudy } from '../results/saved-results.ts';
import { differByAgrestiCaffo, fivePercent } from '../statistics/accuracy-tests.ts';
import { mean } from '../statistics/statistics.ts';
import { curveOf, describeSample, type FindEvidence, kindOf } from './study-evidence.ts';

/** C5 and C11: with a floor, accuracy drops with fixed weights, and with networks that the same recipe trains. */
export const findDrop: FindEvidence = (study) => {
  const curve = curveOf(study, 0);
  if (!curve) return undefined;
  const drop = accuracyDrop(curve);
  const sentence = `${describeEnds(curve)}, loses ${describeLoss(drop)}; ${describeSample(curve, study)}`;
  return { sentence, holds: isLost(drop) };
};

/**
 * F2: with fixed weights, accuracy drops with the floor. Without it, accuracy drops by less than half as much and ends
 * no lower than in the rate network.
 */
export const floorCausesDrop: FindEvidence = (study) => {
  const [floored, free, rates] = [curveOf(study, 0), curveOf(study, null), curveOf(study, 'rate')];
  if (!floored || !free || !rates) return undefined;
  const [withFloor, without] = [accuracyDrop(floored), accuracyDrop(free)];
  const [own, limit] = [endsOf(free)[1].accuracy, endsOf(rates)[1].accuracy];
  const isBelow = own < limit && differByAgrestiCaffo(own, limit, free.images, fivePercent);
  const sentence = `with floor ${describeCurveDrop(floored)}, without ${describeCurveDrop(free)}, as a rate network ${describeCurveDrop(rates)}; ${describeSample(free, study)}`;
  return { sentence, holds: isLost(withFloor) && without.lost < withFloor.lost / 2 && !isBelow };
};

/** F4: without a floor, spikes lose no more than the rate network. */
export const restIsInTheRateNetwork: FindEvidence = (study) => {
  const [free, rates] = [curveOf(study, null), curveOf(study, 'rate')];
  if (!free || !rates) return undefined;
  const excess = accuracyDrop(excessOf(free, rates));
  const weights = kindOf(study) === 'fixed' ? 'fixed weights' : 'retrained';
  const sentence = `${weights}: without floor ${describeEnds(free)}, as a rate network ${describeEnds(rates)}, ${describeExcess(excess)}; ${describeSample(free, study)}`;
  const isMore = isLost(excess);
  return { sentence, holds: isMore === null ? null : !isMore };
};

/**
 * From the accuracy that spikes would have if they lost as much as the rate network, to the accuracy that they have.
 */
function excessOf(free: AccuracyCurve, rates: AccuracyCurve): AccuracyCurve {
  const [[first, last], [ratesFirst, ratesLast]] = [endsOf(free), endsOf(rates)];
  const expected = first.ofSeeds.map((accuracy, seed) => {
    const lost = (ratesFirst.ofSeeds[seed] as number) - (ratesLast.ofSeeds[seed] as number);
    return Math.min(1, accuracy - lost);
  });
  return { ...free, points: [{ ...first, accuracy: mean(expected), ofSeeds: expected }, last] };
}

function describeExcess({ lost, interval }: AccuracyDrop): string {
  if (lost >= 0) return `${describeLoss({ lost, interval })} more`;
  return `${describeLoss({ lost: -lost, interval: interval && [-interval[1], -interval[0]] })} less`;
}

/**
 * F3: rescaled training loses less than a tenth of what plain training loses. Each rescaled study is compared with the
 * plain study of the same network, trained equally long on the same images.
 */
export const rescalingTrainsAsWell: FindEvidence = (study, all) => {
  const plainStudy = all.find((other) => kindOf(other) === 'retrained' && isTrainedAlike(other, study));
  const [rescaled, plain] = [curveOf(study, 0), plainStudy && curveOf(plainStudy, 0)];
  if (!rescaled || !plain) return undefined;
  const [own, other] = [accuracyDrop(rescaled), accuracyDrop(plain)];
  const sentence = `rescaled ${describeCurveDrop(rescaled)}, plain ${describeCurveDrop(plain)}; ${describeSample(rescaled, study)}`;
  const isLess = own.lost < other.lost / 10 || (own.isSignificant ? false : null);
  return { sentence, holds: isLost(other) && isLess };
};

function isTrainedAlike(one: SavedStudy, other: SavedStudy): boolean {
  const [own, its] = [one, other].map(({ settings }) => {
    const { epochs, batchSize, imagesDigest } = { ...('training' in settings ? settings.training : undefined) };
    return JSON.stringify([settings.network, epochs, batchSize, imagesDigest]);
  });
  return own === its;
}

/** Whether accuracy is lost; null if chance may explain it. */
function isLost({ lost, isSignificant }: AccuracyDrop): boolean | null {
  return lost > 0 ? isSignificant || null : false;
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
