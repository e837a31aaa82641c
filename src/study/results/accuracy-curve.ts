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
  const floors = [...new Set(rows.map(({ minVoltage }) => minVoltage))];
  return [...floors, 'rate' as const].flatMap((floor) => accuracyCurve(rows, floor) ?? []);
}

/** One curve of a study; undefined if the study has no rows for it. */
export function accuracyCurve(rows: readonly CurveRow[], floor: AccuracyCurve['floor']): AccuracyCurve | undefined {
  // the rate network has no voltage, so it is the same in the rows of every floor
  const minVoltage = floor === 'rate' ? rows[0]?.minVoltage : floor;
  const own = rows.filter((row) => row.minVoltage === minVoltage).sort((a, b) => a.seed - b.seed);
  const [first] = own;
  if (first === undefined) return undefined;
  const amplitudes = [...new Set(own.map(({ amplitude }) => amplitude))].sort((a, b) => a - b);
  return {
    name: nameOf(floor),
    floor,
    images: first.images,
    seeds: [...new Set(own.map(({ seed }) => seed))],
    points: amplitudes.map((amplitude) => {
      const here = own.filter((row) => row.amplitude === amplitude);
      const ofSeeds = here.map((row) => (floor === 'rate' ? row.rateAccuracy : row.spikingAccuracy));
      return { amplitude, accuracy: mean(ofSeeds), ofSeeds };
    }),
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
