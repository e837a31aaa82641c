import { type AccuracyCurve, type AccuracyPoint, accuracyCurves, endsOf } from '../results/accuracy-curve.ts';
import type { Row } from '../results/saved-results.ts';
import {
  accuracyVariance,
  differByAgrestiCaffo,
  fivePercent,
  isShownBelow,
  oneAccuracyPoint,
  onePerMille,
} from '../statistics/accuracy-tests.ts';
import { fewestSeeds, isAtMost } from '../statistics/intervals.ts';
import { subtract } from '../statistics/statistics.ts';
import { hundredths, numberOf, percent, points } from './words.ts';

/**
 * The findings of a study, from its numbers: the verdict, then at most two sentences.
 *
 * @param rows - the rows of one kind of network, at least one
 */
export function answerStudy(rows: readonly Row[]): string[] {
  const curves = accuracyCurves(rows);
  const [row] = rows as [Row];
  const [{ points: first }] = curves as [AccuracyCurve];
  return [
    ...(first.length > 1 ? [describeVerdict(curves, row)] : []),
    describeCurves(curves),
    describeUncertainty(curves),
  ];
}

function describeVerdict(curves: readonly AccuracyCurve[], row: Row): string {
  const [{ seeds }] = curves as [AccuracyCurve];
  return `${describeSubject(row, seeds.length)}, ${describeFinding(curves, row)}.`;
}

/** What a verdict is about. Fewer than three seeds show nothing about other networks, so it then names its own. */
function describeSubject(row: Row, seeds: number): string {
  const weights = describeWeights(row);
  if (seeds >= fewestSeeds) return `With ${weights}`;
  if (seeds === 2) return `For these two seeds, with ${weights}`;
  return row.mode === 'fixed' ? `In this network, with ${weights}` : `For this seed, with ${weights}`;
}

function describeWeights({ mode, rescaled }: Row): string {
  if (mode === 'retrained')
    return rescaled ? 'training in units of the amplitude' : 'networks trained for each amplitude';
  return rescaled ? 'the next weights rescaled' : 'fixed weights';
}

function describeFinding(curves: readonly AccuracyCurve[], { mode, rescaled, images }: Row): string {
  const rate = curves.find(({ floor }) => floor === 'rate') as AccuracyCurve;
  const spiking = curves.filter(({ floor }) => floor !== 'rate');
  const floored = spiking.find(({ floor }) => floor !== null);
  const free = spiking.find(({ floor }) => floor === null);
  if (mode === 'retrained' && drops(rate))
    return `training itself is worse at larger amplitudes: the rate network loses up to ${points(largestLoss(rate))}${rescaled ? '' : '; --mode retrained-rescaled trains in units of the amplitude'}`;
  if (!spiking.some(drops)) return describeNoLoss(spiking, mode === 'fixed' && rescaled, images);
  if (!floored || !free) return `up to ${points(Math.max(...spiking.map(largestLoss)))} of accuracy are lost`;
  return describeFloor(floored, free, rate);
}

/** Follows a loss that is neither shown nor excluded. */
const doubt = ' (too few images to exclude a loss above 1 point)';

/** What the voltage floor costs, if accuracy drops with the floor, without it, or both. */
function describeFloor(floored: AccuracyCurve, free: AccuracyCurve, rate: AccuracyCurve): string {
  if (!drops(floored)) {
    if (isKept(floored)) return 'accuracy drops only without a voltage floor';
    return `up to ${points(largestLoss(free))} of accuracy are lost without a voltage floor, and up to ${hundredths(largestLoss(floored))} with it${doubt}`;
  }
  if (!drops(free) && isKept(free)) return 'the voltage floor causes the accuracy loss';
  if (largestLoss(free) >= largestLoss(floored))
    return `up to ${points(largestLoss(floored))} of accuracy are lost with the voltage floor, and no fewer without it`;
  const part = largestLoss(free) < largestLoss(floored) / 2 ? 'most' : 'part';
  return `the voltage floor causes ${part} of the accuracy loss: up to ${points(largestLoss(floored))} with it, ${hundredths(largestLoss(free))} without it${drops(free) ? '' : doubt}, ${hundredths(largestLoss(rate))} in the rate network`;
}

function describeNoLoss(spiking: readonly AccuracyCurve[], isUndone: boolean, images: number): string {
  if (isUndone) {
    const isExact = spiking.every(({ points }) => new Set(points.map(({ accuracy }) => accuracy)).size === 1);
    return isExact ? 'the amplitude has no effect' : 'the amplitude has no effect beyond rounding';
  }
  if (spiking.every((curve) => trendOf(curve) === 'rises')) return 'accuracy rises with the amplitude';
  if (spiking.every(isKept)) return 'the amplitude causes no accuracy loss of 1 point or more';
  const worst = spiking.reduce((one, other) => (largestLoss(other) > largestLoss(one) ? other : one));
  const found = `up to ${points(largestLoss(worst))} measured over ${numberOf(images, 'image')}`;
  return `whether more than 1 point of accuracy is lost is undecided (${found})`;
}

function describeCurves(curves: readonly AccuracyCurve[]): string {
  const [first, last] = endsOf(curves[0] as AccuracyCurve);
  const range =
    first === last ? `at amplitude ${first.amplitude}` : `from amplitude ${first.amplitude} to ${last.amplitude}`;
  return `Accuracy ${range}: ${curves.map(describeCurve).join(', ')}.`;
}

function describeCurve(curve: AccuracyCurve): string {
  const [first, last] = endsOf(curve);
  const lowest = lowestOf(curve);
  const ends = first === last ? percent(first.accuracy) : `${hundredths(first.accuracy)} → ${percent(last.accuracy)}`;
  const isBelow = lowest.accuracy < Math.min(first.accuracy, last.accuracy);
  const start = startOf(curve);
  const peak = start === first || start === last ? '' : ` (highest ${percent(start.accuracy)} at ${start.amplitude})`;
  const dip = isBelow ? ` (lowest ${percent(lowest.accuracy)} at ${lowest.amplitude})` : '';
  return `${ends} ${describeNetwork(curve)}${peak}${dip}`;
}

function describeNetwork({ floor }: AccuracyCurve): string {
  if (floor === 'rate') return 'as a rate network';
  return floor === null ? 'without a floor' : `with floor ${floor}`;
}

/** How far an accuracy may be from the accuracy over all possible images: half of the widest 95 % interval. */
function describeUncertainty(curves: readonly AccuracyCurve[]): string {
  const [{ seeds, images }] = curves as [AccuracyCurve];
  const accuracies = curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
  const widest = Math.max(...accuracies.map((one) => fivePercent * Math.sqrt(accuracyVariance(one, images))));
  const sample =
    seeds.length > 1 ? `a mean of ${seeds.length} seeds over ${images} images` : `over ${numberOf(images, 'image')}`;
  return `Each accuracy is ${sample}, ± ${points(widest)} at most (95 %).`;
}

/** How far a curve falls below the point where it starts to fall. `accuracyDrop` is about its ends instead. */
function largestLoss(curve: AccuracyCurve): number {
  return startOf(curve).accuracy - lowestOf(curve).accuracy;
}

/**
 * The point that losses of a curve are counted from: the first or, if that is shown to be lower, the highest. Below the
 * amplitude of training, accuracy may rise first.
 */
function startOf({ points, images }: AccuracyCurve): AccuracyPoint {
  const [first] = points as [AccuracyPoint];
  const highest = points.reduce((one, other) => (other.accuracy > one.accuracy ? other : one));
  return differByAgrestiCaffo(first.accuracy, highest.accuracy, images, onePerMille) ? highest : first;
}

/** Whether a curve drops beyond what the choice of images explains. */
const drops = (curve: AccuracyCurve): boolean => trendOf(curve) === 'drops';

/**
 * The trend of a curve. Its ends are compared at the 5 % level, its lowest point with the start of the losses at the 0.1 %
 * level, because it is the lowest of many. With 50 amplitudes, at most 5 % of studies drop by chance (Bonferroni).
 */
function trendOf(curve: AccuracyCurve): 'drops' | 'rises' | 'level' {
  const [first, last] = endsOf(curve);
  const isBelow = (one: AccuracyPoint, other: AccuracyPoint, deviations: number) =>
    one.accuracy < other.accuracy && differByAgrestiCaffo(one.accuracy, other.accuracy, curve.images, deviations);
  if (isBelow(last, first, fivePercent) || isBelow(lowestOf(curve), startOf(curve), onePerMille)) return 'drops';
  return isBelow(first, last, fivePercent) ? 'rises' : 'level';
}

/**
 * Whether no point is lower than the first by one percentage point: every loss is shown to be below it. With enough
 * seeds, it is shown over seeds, on these images, as for the claims; otherwise over images. If one loss is larger, all
 * tests show the contrary in at most 5 % of studies.
 *
 * @see Berger (1982), Technometrics 24, 295
 */
function isKept(curve: AccuracyCurve): boolean {
  const { images } = curve;
  const first = startOf(curve);
  return lossesIn(curve).every(({ accuracy, ofSeeds }) => {
    if (ofSeeds.length < fewestSeeds)
      return isShownBelow({ before: first.accuracy, after: accuracy, images }, oneAccuracyPoint);
    return isAtMost(subtract(first.ofSeeds, ofSeeds), oneAccuracyPoint) === true;
  });
}

/** The points from the start of the losses on. */
const lossesIn = (curve: AccuracyCurve) => curve.points.slice(curve.points.indexOf(startOf(curve)));

function lowestOf(curve: AccuracyCurve): AccuracyPoint {
  return lossesIn(curve).reduce((lowest, point) => (point.accuracy < lowest.accuracy ? point : lowest));
}
