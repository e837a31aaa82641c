import type { Row } from '../../src/study/results/saved-results.ts';
import type { StudySettings } from '../../src/study/results/settings.ts';

/** Settings of a made-up study. */
export const someSettings: StudySettings = {
  mode: 'fixed',
  network: 'miniature',
  images: 50,
  amplitudes: [0.01, 0.5],
  minVoltages: [0, null],
  seeds: [0],
  rescalingBase: null,
  initialVoltage: 'file',
  steps: 30,
  dtSeconds: 0.001,
  precision: 'float32',
  networkDigest: '0'.repeat(64),
  imagesDigest: '1'.repeat(64),
};

/** A row of a made-up study, with default numbers. */
export function madeUpRow(row: Partial<Row>): Row {
  return {
    mode: 'fixed',
    network: 'miniature',
    seed: 0,
    amplitude: 0.01,
    minVoltage: 0,
    rescaled: false,
    images: 1000,
    spikingAccuracy: 0.9,
    rateAccuracy: 0.9,
    agreement: 0.9,
    spikesPerNeuronStep: [0.1, 0.2],
    ...row,
  };
}

/** Rows of a curve: accuracies with spikes at amplitudes 0.01, 0.02 …. */
export function madeUpRows(accuracies: readonly number[], row: Partial<Row> = {}): Row[] {
  return accuracies.map((spikingAccuracy, index) =>
    madeUpRow({ amplitude: (index + 1) / 100, spikingAccuracy, ...row }),
  );
}
