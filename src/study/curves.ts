import type { Row } from './row.ts';

/** Accuracy over amplitude: of the spiking network with one floor, or of the rate network; the mean over seeds. */
export interface Curve {
  /** What the curve is of, as in a legend. */
  readonly name: string;
  /** `rate`, or how the floor is: a number, or null for none. */
  readonly floor: number | null | 'rate';
  /** Number of seeds over which it is the mean. */
  readonly seeds: number;
  /** In the order of the amplitudes. */
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly amplitude: number;
  /** 0 … 1 */
  readonly accuracy: number;
}

/** The curves of a study: one a floor, in the order in which they were asked for, then the rate network's. */
export function curvesOf(rows: readonly Row[]): Curve[] {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  const seeds = new Set(rows.map((row) => row.seed)).size;
  return [
    ...floors.map((floor): Curve => {
      const points = meanOverSeeds(
        rows.filter((row) => row.minVoltage === floor),
        (row) => row.spikingAccuracy,
      );
      return { name: floor === null ? 'spiking, no floor' : `spiking, floor ${floor}`, floor, seeds, points };
    }),
    { name: 'rate network', floor: 'rate', seeds, points: meanOverSeeds(rows, (row) => row.rateAccuracy) },
  ];
}

function meanOverSeeds(rows: readonly Row[], accuracyOf: (row: Row) => number): CurvePoint[] {
  const amplitudes = [...new Set(rows.map((row) => row.amplitude))].sort((a, b) => a - b);
  return amplitudes.map((amplitude) => {
    const values = rows.filter((row) => row.amplitude === amplitude).map(accuracyOf);
    return { amplitude, accuracy: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
}
