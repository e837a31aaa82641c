import { groupBy } from '../../base/group-by.ts';
import { type Interval, tInterval } from '../statistics/intervals.ts';
import { mean, standardDeviation } from '../statistics/statistics.ts';
import type { Row } from './saved-results.ts';

export interface OverSeeds {
  readonly mean: number;
  /** Student's 95 % interval of the mean; null for fewer than 3 seeds. */
  readonly interval: Interval | null;
  /** Standard deviation; null for one seed. */
  readonly deviation: number | null;
}

export interface SeedSummary extends Pick<Row, 'amplitude' | 'minVoltage'> {
  /** Ascending. */
  readonly seeds: readonly number[];
  readonly spikingAccuracy: OverSeeds;
  readonly rateAccuracy: OverSeeds;
}

/** Summarizes the rows of a study over seeds: one summary per operating point, in the order of the first row of each. */
export function summarizeSeeds(rows: readonly Row[]): SeedSummary[] {
  return [...groupBy(rows, ({ amplitude, minVoltage }) => `${amplitude} ${minVoltage}`).values()].map(summarizePoint);
}

function summarizePoint(ofSeeds: readonly Row[]): SeedSummary {
  const rows = ofSeeds.toSorted((a, b) => a.seed - b.seed); // sums must not depend on the order of the files
  const { amplitude, minVoltage } = rows[0] as Row;
  const overSeeds = (what: 'spikingAccuracy' | 'rateAccuracy'): OverSeeds => {
    const values = rows.map((row) => row[what]);
    return {
      mean: mean(values),
      interval: withinFractions(tInterval(values)),
      deviation: values.length > 1 ? standardDeviation(values) : null,
    };
  };
  return {
    ...{ amplitude, minVoltage },
    seeds: rows.map(({ seed }) => seed),
    spikingAccuracy: overSeeds('spikingAccuracy'),
    rateAccuracy: overSeeds('rateAccuracy'),
  };
}

/** The part of an interval of an accuracy that lies between 0 and 1. */
function withinFractions(interval: Interval | null): Interval | null {
  return interval && [Math.max(0, interval[0]), Math.min(1, interval[1])];
}
