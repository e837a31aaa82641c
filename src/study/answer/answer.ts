import { type Curve, type CurvePoint, curvesOf } from '../results/accuracy-curve.ts';
import type { Row } from '../results/row.ts';
import { accuracyVariance, differ, fivePercent, onePerMille } from '../statistics/accuracy-tests.ts';
import { numberOf } from './number-of.ts';
import { percent } from './percent.ts';
import { describeZigZags } from './zig-zag-answer.ts';

/**
 * What a study says, in a few sentences worked out from its numbers.
 *
 * The first and the last amplitude differ if chance makes accuracies so different in less than 5 % of studies; so does
 * the lowest of many, for which 1 ‰ is asked: 50 amplitudes compared with the first are mistaken together in at most 5 %
 * of studies (Bonferroni).
 *
 * @param rows - of one network, at least one
 */
export function answer(rows: readonly Row[]): string[] {
  const images = rows[0]?.images ?? 0;
  const curves = curvesOf(rows);
  const courses = curves.map((curve) => `${subjectOf(curve)} ${describe(curve, images)}`);
  const spiking = curves.filter(({ floor }) => floor !== 'rate');
  const rate = curves.find(({ floor }) => floor === 'rate') as Curve;
  return [
    `${courses.join('; ')}.`.replace(/^./, (letter) => letter.toUpperCase()),
    ...conclusion(spiking, rate, rows),
    ...retrainedConclusion(rate, rows),
    ...describeZigZags(spiking, rows),
    uncertainty(curves, images),
  ];
}

/** How a curve goes. */
type Course = 'one point' | 'the same' | 'level' | 'falls' | 'rises' | 'dips in between';

function courseOf({ points }: Curve, images: number): Course {
  const first = points[0] as CurvePoint;
  const last = points.at(-1) as CurvePoint;
  if (points.length === 1) return 'one point';
  if (points.every(({ accuracy }) => accuracy === first.accuracy)) return 'the same';
  if (differ(first.accuracy, last.accuracy, images, fivePercent))
    return last.accuracy < first.accuracy ? 'falls' : 'rises';
  const lowest = lowestOf(points);
  return lowest.accuracy < first.accuracy && differ(first.accuracy, lowest.accuracy, images, onePerMille)
    ? 'dips in between'
    : 'level';
}

function subjectOf({ floor }: Curve): string {
  if (floor === 'rate') return 'the accuracy of the rate network with the same weights';
  return floor === null
    ? 'without a floor of the voltage accuracy'
    : `with a floor of the voltage at ${floor} accuracy`;
}

function describe(curve: Curve, images: number): string {
  const { points } = curve;
  const first = points[0] as CurvePoint;
  const last = points.at(-1) as CurvePoint;
  const lowest = lowestOf(points);
  const course = courseOf(curve, images);
  const ends = `from ${percent(first.accuracy)} at amplitude ${first.amplitude} to ${percent(last.accuracy)} at ${last.amplitude}`;
  const bottom =
    lowest.accuracy < Math.min(first.accuracy, last.accuracy)
      ? `, lowest ${percent(lowest.accuracy)} at ${lowest.amplitude}`
      : '';
  if (course === 'one point') return `is ${percent(first.accuracy)} at amplitude ${first.amplitude}`;
  if (course === 'the same') return `is ${percent(first.accuracy)} at every amplitude`;
  if (course === 'level') return `stays within ${spread(points)} points, ${ends}${bottom}`;
  return `${course} ${ends}${bottom}`;
}

/** What follows from the curves together: which of them is to blame, if one is. */
function conclusion(spiking: readonly Curve[], rate: Curve, rows: readonly Row[]): string[] {
  if (spiking.every(({ points }) => points.length < 2)) return [];
  const images = rows[0]?.images ?? 0;
  if (rows.every(({ mode, rescaled }) => mode === 'fixed' && rescaled)) return [rescaledConclusion(spiking, images)];
  const floored = spiking.find(({ floor }) => typeof floor === 'number');
  const free = spiking.find(({ floor }) => floor === null);
  if (!floored || !free) return [];
  const withFloor = goesDown(courseOf(floored, images));
  const without = goesDown(courseOf(free, images));
  if (withFloor && !without) return ['So it is the floor that makes accuracy fall, not the amplitude as such.'];
  if (withFloor) return [sharedBlame(floored, free, rate)];
  if (without) return ['So here it is the lack of a floor with which accuracy falls.'];
  return [`So in this study the amplitude lowers accuracy by no more than ${images} images can tell.`];
}

/** What is said if accuracy falls with a floor and without: how far, and how much of it is the rate network's own. */
function sharedBlame(floored: Curve, free: Curve, rate: Curve): string {
  const [withFloor, without, own] = [floored, free, rate].map(fallOf) as [number, number, number];
  const compared =
    without > own
      ? `where the rate network with the same weights loses ${own.toFixed(1)}`
      : `no more than the rate network with the same weights, which loses ${own.toFixed(1)}`;
  return `So the floor is not all of it: without one accuracy falls by ${without.toFixed(1)} points in place of ${withFloor.toFixed(1)}, ${compared}.`;
}

/** How far a curve falls from its first point to its lowest, in points. */
function fallOf({ points }: Curve): number {
  return 100 * ((points[0] as CurvePoint).accuracy - lowestOf(points).accuracy);
}

/** What follows for networks that were trained for each amplitude, from the rate network: training is what it is made by. */
function retrainedConclusion(rate: Curve, rows: readonly Row[]): string[] {
  const [{ mode, rescaled, images }] = rows as [Row];
  if (mode !== 'retrained' || rate.points.length < 2) return [];
  const falls = goesDown(courseOf(rate, images));
  if (rescaled)
    return [
      falls
        ? 'The rate network trains worse at larger amplitudes although the amplitude is undone in the units of training.'
        : 'With the amplitude undone in the units of training, the rate network trains as well at every amplitude.',
    ];
  if (falls)
    return [
      'The rate network itself trains worse at larger amplitudes: start and learning rate are too coarse for what is fed by spikes, and --rescale puts them into its units.',
    ];
  return ['The rate network trains as well at every amplitude.'];
}

const goesDown = (course: Course): boolean => course === 'falls' || course === 'dips in between';

function rescaledConclusion(spiking: readonly Curve[], images: number): string {
  const courses = spiking.map((curve) => courseOf(curve, images));
  if (courses.every((course) => course === 'the same'))
    return 'So with the amplitude undone in the next weights it changes nothing.';
  if (courses.some(goesDown)) return 'So accuracy falls although the amplitude is undone in the next weights.';
  return 'So with the amplitude undone in the next weights only rounding is left of it.';
}

/** How far each accuracy may be from that over all images one could draw: half the interval in which it lies, 95 %. */
function uncertainty(curves: readonly Curve[], images: number): string {
  const all = curves.flatMap(({ points }) => points);
  const widest = Math.max(...all.map(({ accuracy }) => fivePercent * Math.sqrt(accuracyVariance(accuracy, images))));
  const [{ seeds }] = curves as [Curve];
  const mean = seeds > 1 ? `the mean of ${seeds} seeds over ` : 'that of ';
  return `Each accuracy is ${mean}${numberOf(images, 'image')}, so it is uncertain by up to ± ${(100 * widest).toFixed(1)} points (95 %).`;
}

function lowestOf(points: readonly CurvePoint[]): CurvePoint {
  return points.reduce((lowest, point) => (point.accuracy < lowest.accuracy ? point : lowest));
}

function spread(points: readonly CurvePoint[]): string {
  const values = points.map(({ accuracy }) => accuracy);
  return (100 * (Math.max(...values) - Math.min(...values))).toFixed(1);
}
