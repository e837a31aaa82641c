import all from '../../../fixtures/studies/nengo-dl-all/results.json' with { type: 'json' };
import type { Points } from '../../chart/accuracy.ts';

/** The kept study of NengoDL's own network on all 10,000 test digits, in per cent. */
export const keptImages = all.settings.images;

/** Its curves: spikes with a floor, without, and the rate network. */
export const keptCurves: Readonly<Record<'with' | 'without' | 'rate', Points>> = {
  with: all.rows.filter(({ minVoltage }) => minVoltage === 0).map((row) => [row.amplitude, 100 * row.spikingAccuracy]),
  without: all.rows
    .filter(({ minVoltage }) => minVoltage === null)
    .map((row) => [row.amplitude, 100 * row.spikingAccuracy]),
  rate: all.rows.filter(({ minVoltage }) => minVoltage === 0).map((row) => [row.amplitude, 100 * row.rateAccuracy]),
};
