import { groupBy } from '../../base/group-by.ts';
import { differByAgrestiCaffo, fivePercent } from '../statistics/accuracy-tests.ts';
import { type Interval, tInterval } from '../statistics/intervals.ts';
import { mean, subtract } from '../statistics/statistics.ts';
import type { Row } from './saved-results.ts';

/** The accuracy of one network against the spike amplitude. Accuracies are fractions, 0 … 1. */
export interface AccuracyCurve {
  /** Name for a legend. */
  readonly name: string;
  /** The voltage floor, null for none; or `rate` for the rate network. */
  readonly floor: number | null | 'rate';
  readonly images: number;
  /** The seeds ascend. */
  readonly seeds: readonly number[];
  /** The amplitudes ascend. */
  readonly points: readonly AccuracyPoint[];
}

export interface AccuracyPoint {
  readonly amplitude: number;
  /** Mean over seeds. */
  readonly accuracy: number;
  /** [seed] */
  readonly ofSeeds: readonly number[];
}

/** The fields of a row that curves need. */
export type CurveRow = Pick<Row, 'amplitude' | 'minVoltage' | 'seed' | 'images' | 'spikingAccuracy' | 'rateAccuracy'>;

/** The curves of a study: one per voltage floor, in the order of the rows, then the rate network's. */
export function accuracyCurves(rows: readonly CurveRow[]): AccuracyCurve[] {
  const [first] = rows;
  if (first === undefined) return [];
  const floors = groupBy(rows, ({ minVoltage }) => String(minVoltage));
  return [
    ...[...floors.values()].map((own) => curveOf(own, (own[0] as CurveRow).minVoltage)),
    // the rate network has no voltage, so it is the same in the rows of every floor
    curveOf(floors.get(String(first.minVoltage)) as CurveRow[], 'rate'),
  ];
}

/** One curve of a study; undefined if the study has no rows for it. */
export function accuracyCurve(rows: readonly CurveRow[], floor: AccuracyCurve['floor']): AccuracyCurve | undefined {
  return accuracyCurves(rows).find((curve) => curve.floor === floor);
}

/** @param rows - of one floor */
function curveOf(rows: readonly CurveRow[], floor: AccuracyCurve['floor']): AccuracyCurve {
  const own = rows.toSorted((a, b) => a.seed - b.seed);
  const amplitudes = [...groupBy(own, ({ amplitude }) => String(amplitude)).values()];
  const points = amplitudes.map((here): AccuracyPoint => {
    const ofSeeds = here.map((row) => (floor === 'rate' ? row.rateAccuracy : row.spikingAccuracy));
    return { amplitude: (here[0] as CurveRow).amplitude, accuracy: mean(ofSeeds), ofSeeds };
  });
  return {
    name: nameOf(floor),
    floor,
    images: (own[0] as CurveRow).images,
    seeds: [...new Set(own.map(({ seed }) => seed))],
    points: points.sort((a, b) => a.amplitude - b.amplitude),
  };
}

function nameOf(floor: AccuracyCurve['floor']): string {
  if (floor === 'rate') return 'rate network';
  return floor === null ? 'spiking, no floor' : `spiking, floor ${floor}`;
}

/** The curve of each seed; none if all are equal, as for a rate network when the seeds only draw voltages. */
export function seedCurves({ seeds, points }: AccuracyCurve): Pick<AccuracyPoint, 'amplitude' | 'accuracy'>[][] {
  if (points.every(({ ofSeeds }) => new Set(ofSeeds).size === 1)) return [];
  return seeds.map((_, seed) =>
    points.map(({ amplitude, ofSeeds }) => ({ amplitude, accuracy: ofSeeds[seed] as number })),
  );
}

export function endsOf({ points }: Pick<AccuracyCurve, 'points'>): [first: AccuracyPoint, last: AccuracyPoint] {
  return [points[0] as AccuracyPoint, points.at(-1) as AccuracyPoint];
}

export function dropsOfSeeds(curve: Pick<AccuracyCurve, 'points'>): number[] {
  const [first, last] = endsOf(curve);
  return subtract(first.ofSeeds, last.ofSeeds);
}

/** The accuracy lost from the smallest to the largest amplitude. */
export interface AccuracyDrop {
  /** Mean over seeds; negative if accuracy rises. */
  readonly lost: number;
  /** Student's 95 % interval over seeds; null for fewer than 3. */
  readonly interval: Interval | null;
  /** Whether chance is excluded: by the number of images and, if there are enough seeds, by the interval. */
  readonly isSignificant: boolean;
}

/** How far the last point of a curve is below its first point. */
export function accuracyDrop(curve: Pick<AccuracyCurve, 'points' | 'images'>): AccuracyDrop {
  const [first, last] = endsOf(curve);
  const interval = tInterval(dropsOfSeeds(curve));
  const lost = first.accuracy - last.accuracy;
  const isSeen = lost > 0 && differByAgrestiCaffo(first.accuracy, last.accuracy, curve.images, fivePercent);
  return { lost, interval, isSignificant: isSeen && (interval === null || interval[0] > 0) };
}
