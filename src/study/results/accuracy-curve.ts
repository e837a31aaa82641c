import { mean } from '../statistics/statistics.ts';
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
  /** The same for each seed alone, if there are several and they differ [seed][point]. */
  readonly perSeed: readonly (readonly CurvePoint[])[];
}

/** A point of a curve. */
export interface CurvePoint {
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** 0 … 1 */
  readonly accuracy: number;
}

/** The curves of a study: one a floor, in the order in which they were asked for, then the rate network's. */
export function curvesOf(rows: readonly Row[]): Curve[] {
  const floors = [...new Set(rows.map((row) => row.minVoltage))];
  return [
    ...floors.map((floor): Curve => {
      const name = floor === null ? 'spiking, no floor' : `spiking, floor ${floor}`;
      const own = rows.filter((row) => row.minVoltage === floor);
      return { name, floor, ...overSeeds(own, (row) => row.spikingAccuracy) };
    }),
    { name: 'rate network', floor: 'rate', ...overSeeds(rows, (row) => row.rateAccuracy) },
  ];
}

function overSeeds(
  rows: readonly Row[],
  accuracyOf: (row: Row) => number,
): Pick<Curve, 'seeds' | 'points' | 'perSeed'> {
  const seeds = [...new Set(rows.map((row) => row.seed))];
  const ofSeeds = seeds.map((seed) =>
    meanAtAmplitudes(
      rows.filter((row) => row.seed === seed),
      accuracyOf,
    ),
  );
  // the same weights with other voltages: one rate network
  const differ = new Set(ofSeeds.map((points) => JSON.stringify(points))).size > 1;
  return { seeds: seeds.length, points: meanAtAmplitudes(rows, accuracyOf), perSeed: differ ? ofSeeds : [] };
}

function meanAtAmplitudes(rows: readonly Row[], accuracyOf: (row: Row) => number): CurvePoint[] {
  const amplitudes = [...new Set(rows.map((row) => row.amplitude))].sort((a, b) => a - b);
  return amplitudes.map((amplitude) => {
    const values = rows.filter((row) => row.amplitude === amplitude).map(accuracyOf);
    return { amplitude, accuracy: mean(values) };
  });
}
