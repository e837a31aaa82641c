import { mean, roughness } from '../../src/study/statistics/statistics.ts';

/** A row of a saved sweep. */
export interface SavedRow {
  readonly seed: number;
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly spikingAccuracy: number;
  readonly rateAccuracy: number;
}

/** Roughness of the mean over seeds divided by the rms roughness of a seed, with the floor, from amplitude 0.2 to 0.5. */
export function roughnessRatio(rows: readonly SavedRow[]): number {
  const curves = curvesOf(rows, 0.01);
  const average = (curves[0] as number[]).map((_, index) => mean(curves.map((curve) => curve[index] as number)));
  return roughness(average) / zigZag(rows, 0.01);
}

/** The rms roughness of a seed, with the floor, from amplitude 0.2 to 0.5, at amplitudes a distance apart. */
export function zigZag(rows: readonly SavedRow[], distance: number): number {
  return Math.sqrt(mean(curvesOf(rows, distance).map((curve) => roughness(curve) ** 2)));
}

/** The accuracies of every seed with the floor, from amplitude 0.2 to 0.5, at amplitudes a distance apart. */
export function curvesOf(rows: readonly SavedRow[], distance: number): number[][] {
  const isMultiple = (amplitude: number) => Math.abs(amplitude / distance - Math.round(amplitude / distance)) < 1e-9;
  const chosen = rows.filter(
    ({ amplitude, minVoltage }) => amplitude > 0.195 && minVoltage === 0 && isMultiple(amplitude),
  );
  return [...new Set(chosen.map(({ seed }) => seed))].map((seed) =>
    chosen
      .filter((row) => row.seed === seed)
      .sort((a, b) => a.amplitude - b.amplitude)
      .map(({ spikingAccuracy }) => spikingAccuracy),
  );
}
