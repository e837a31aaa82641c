import { drawNormal } from '../properties/oracles/fluctuating-lif.ts';
import { square } from '../src/base/elementary.ts';
import { type RandomStream, randomStream } from '../src/base/random.ts';
import { curveOf } from '../src/study/evidence/study-evidence.ts';
import { type AccuracyCurve, dropsOfSeeds, endsOf } from '../src/study/results/accuracy-curve.ts';
import type { SavedStudy } from '../src/study/results/saved-results.ts';
import { spreadInterval } from '../src/study/statistics/spread.ts';
import { mean, standardDeviation, subtract } from '../src/study/statistics/statistics.ts';
import { type Interval, tInterval } from '../src/study/statistics/t-interval.ts';

/** How often an interval contains the truth, as fractions of the samples, for three distributions of the seeds. */
export interface IntervalCoverage {
  readonly stated: number;
  readonly normal: number;
  /** Values of the ten seeds of a miniature study, drawn with replacement. */
  readonly resampled: number;
  /** Student's distribution with 3 degrees of freedom. */
  readonly heavyTails: number;
}

/** An interval over seeds, and the study whose ten seeds are drawn. */
interface ClaimInterval {
  readonly stated: number;
  readonly of: (values: readonly number[]) => Interval | null;
  readonly truth: 'mean' | 'deviation';
  readonly pool: string;
  /** One value per seed. */
  readonly valuesOf: (study: SavedStudy) => number[];
}

const student: Pick<ClaimInterval, 'of' | 'stated' | 'truth'> = { of: tInterval, stated: 0.95, truth: 'mean' };
const equivalence = { ...student, of: (values: readonly number[]) => tInterval(values, 90), stated: 0.9 };
const spread: Pick<ClaimInterval, 'of' | 'stated' | 'truth'> = { of: spreadInterval, stated: 0.9, truth: 'deviation' };

const curve = (study: SavedStudy, floor: AccuracyCurve['floor']) => curveOf(study, floor) as AccuracyCurve;
const dropsWithFloor = (study: SavedStudy) => dropsOfSeeds(curve(study, 0));
const excess = (floor: 0 | null) => (study: SavedStudy) =>
  subtract(dropsOfSeeds(curve(study, floor)), dropsOfSeeds(curve(study, 'rate')));
const lastOf = (study: SavedStudy, floor: AccuracyCurve['floor']) => endsOf(curve(study, floor))[1].ofSeeds;

/** The interval that decides each claim. C6 is decided by a test without an interval. */
export const claimIntervals: Readonly<Record<string, ClaimInterval>> = {
  C5: { ...student, pool: 'miniature-fixed', valuesOf: dropsWithFloor },
  C9: { ...spread, pool: 'miniature-fixed', valuesOf: (study) => [...lastOf(study, 0)] },
  C11: { ...student, pool: 'miniature-retrained', valuesOf: dropsWithFloor },
  C12: { ...equivalence, pool: 'miniature-fixed', valuesOf: changedClasses },
  F2: {
    ...equivalence,
    pool: 'miniature-fixed',
    valuesOf: (study) => subtract(lastOf(study, 'rate'), lastOf(study, null)),
  },
  F3: { ...equivalence, pool: 'miniature-rescaled', valuesOf: dropsWithFloor },
  F4: { ...equivalence, pool: 'miniature-fixed', valuesOf: excess(null) },
  F5: { ...equivalence, pool: 'miniature-synapse', valuesOf: excess(0) },
};

/** The fraction of images that spikes and rates classify differently at the smallest amplitude, with a floor. */
function changedClasses(study: SavedStudy): number[] {
  const { amplitude } = endsOf(curve(study, 0))[0];
  const own = study.rows.filter((row) => row.amplitude === amplitude && row.minVoltage === 0);
  return own.map(({ agreement }) => 1 - agreement);
}

const samples = 10_000;

/**
 * Simulates how often the interval of a claim contains the truth; undefined for a claim without an interval.
 *
 * @param seeds - the number of seeds of the study that decides the claim
 */
export function simulateCoverage(
  claim: string,
  seeds: number,
  studies: readonly SavedStudy[],
): IntervalCoverage | undefined {
  const interval = claimIntervals[claim];
  if (!interval) return undefined;
  const pool = interval.valuesOf(studies.find(({ name }) => name === interval.pool) as SavedStudy);
  const covered = (world: string, draw: (stream: RandomStream) => number, truth: number) => {
    const stream = randomStream(`coverage of ${claim}, ${world}`);
    const ends = Array.from({ length: samples }, () =>
      interval.of(Array.from({ length: seeds }, () => draw(stream))),
    ) as Interval[];
    return ends.filter(([low, high]) => low <= truth && truth <= high).length / samples;
  };
  const truthOf = (center: number, deviation: number) => (interval.truth === 'mean' ? center : deviation);
  const deviation = standardDeviation(pool) * Math.sqrt((pool.length - 1) / pool.length);
  return {
    stated: interval.stated,
    normal: covered('normal', drawNormal, truthOf(0, 1)),
    resampled: covered(
      'resampled',
      (stream) => pool[Math.floor(stream() * pool.length)] as number,
      truthOf(mean(pool), deviation),
    ),
    heavyTails: covered('heavy tails', drawStudent, truthOf(0, Math.sqrt(3))),
  };
}

/** Draws from Student's distribution with 3 degrees of freedom: g/√(χ²/3), with a standard deviation of √3. */
function drawStudent(stream: RandomStream): number {
  const chiSquared = [0, 1, 2].reduce((sum) => sum + square(drawNormal(stream)), 0);
  return drawNormal(stream) / Math.sqrt(chiSquared / 3);
}
