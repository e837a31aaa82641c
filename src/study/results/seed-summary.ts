import { bootstrapInterval } from '../statistics/bootstrap.ts';
import { mean, standardDeviation } from '../statistics/statistics.ts';
import type { Row } from './row.ts';

/** A number of which there is one a seed. */
export interface OverSeeds {
  /** Over all seeds. */
  readonly mean: number;
  /** 95 % bootstrap interval of the mean; null for fewer than 3 seeds. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Of the worst seed. */
  readonly least: number;
  /** Of the best seed. */
  readonly greatest: number;
  /** Standard deviation between seeds; null for one seed. */
  readonly deviation: number | null;
}

/** What all seeds did at an operating point. */
export interface SeedSummary
  extends Pick<Row, 'mode' | 'network' | 'amplitude' | 'minVoltage' | 'rescaled' | 'images'> {
  /** Ascending. */
  readonly seeds: readonly number[];
  /** Share of the images in the right class, with spikes. */
  readonly spikingAccuracy: OverSeeds;
  /** The same as a rate network. */
  readonly rateAccuracy: OverSeeds;
  /** Mean number of spikes a neuron and step over seeds [layer]. */
  readonly spikesPerNeuronStep: readonly number[];
}

/**
 * Sums up rows over their seeds: one summary for each mode, network, amplitude, floor and rescaling, in the order in
 * which they first come.
 *
 * @param rows - at each operating point one a seed
 */
export function summarizeSeeds(rows: readonly Row[]): SeedSummary[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const place = placeOf(row);
    groups.set(place, [...(groups.get(place) ?? []), row]);
  }
  return [...groups].map(([place, group]) => summarizeGroup(place, group));
}

/** Names the operating point of a row, all but its seed. */
export function placeOf({ mode, network, amplitude, minVoltage, rescaled, images }: Row): string {
  const weights = rescaled ? `${mode}, rescaled` : mode;
  return `${network}, ${weights}, amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, ${images} images`;
}

function summarizeGroup(place: string, unsorted: readonly Row[]): SeedSummary {
  // the order of seeds changes no bit
  const rows = [...unsorted].sort((a, b) => a.seed - b.seed);
  const { mode, network, amplitude, minVoltage, rescaled, images, spikesPerNeuronStep } = rows[0] as Row;
  const overSeeds = (what: 'spikingAccuracy' | 'rateAccuracy'): OverSeeds => {
    const values = rows.map((row) => row[what]);
    return {
      mean: mean(values),
      interval: bootstrapInterval(values, `${place}/${what}`),
      least: Math.min(...values),
      greatest: Math.max(...values),
      deviation: values.length > 1 ? standardDeviation(values) : null,
    };
  };
  return {
    mode,
    network,
    amplitude,
    minVoltage,
    rescaled,
    images,
    seeds: rows.map(({ seed }) => seed),
    spikingAccuracy: overSeeds('spikingAccuracy'),
    rateAccuracy: overSeeds('rateAccuracy'),
    spikesPerNeuronStep: spikesPerNeuronStep.map((_, layer) =>
      mean(rows.map((row) => row.spikesPerNeuronStep[layer] as number)),
    ),
  };
}
