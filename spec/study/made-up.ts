import { versions } from '../../src/base/version.ts';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import type { Row, SavedStudy, SweepOutput } from '../../src/study/results/saved-results.ts';
import type { StudySettings } from '../../src/study/settings.ts';

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

/** Accuracies at the ends of the curves with floor, without floor, and of the rate network. */
export interface Ends {
  readonly floored?: readonly [number, number];
  readonly free?: readonly [number, number];
  readonly rates?: readonly [number, number];
}

/** A made-up study of 1,000 images at amplitudes 0.01 and 0.5. Each further seed is one point lower. */
export function study(
  kind: Partial<Row>,
  { floored = [0.98, 0.8], free, rates = [0.98, 0.97] }: Ends,
  seeds = 1,
): SavedStudy {
  const curves = [[0, floored] as const, ...(free ? [[null, free] as const] : [])];
  const rows = [0, 1].flatMap((end) =>
    curves.flatMap(([minVoltage, accuracies]) =>
      Array.from({ length: seeds }, (_, seed) =>
        madeUpRow({
          seed,
          minVoltage,
          amplitude: [0.01, 0.5][end] as number,
          spikingAccuracy: (accuracies[end] as number) - seed / 100,
          rateAccuracy: (rates[end] as number) - seed / 100,
          ...kind,
        }),
      ),
    ),
  );
  const { mode = 'fixed' } = kind;
  return { name: 'made-up', settings: { ...someSettings, mode, rescalingBase: 0.01 }, rows };
}

/** The same study of networks that were trained for it. */
export function trainedFor(epochs: number, { settings, ...saved }: SavedStudy): SavedStudy {
  const { networkDigest: _, ...rest } = settings;
  const training = { epochs, batchSize: 50, trainImages: 5000, trainingDigest: '2'.repeat(64) };
  return { ...saved, settings: { ...rest, initialVoltage: 'uniform', ...training } };
}

/** A made-up sweep over several seeds, in which the accuracy of every seed drops. */
export function madeUpSeeds(seeds: readonly number[], kind: Partial<Row> = {}): SweepOutput {
  const rows = [0, 1].flatMap((index) =>
    seeds.map((seed) => {
      const [row] = madeUpRows([0.9 - 0.5 * index - 0.05 * seed], {
        seed,
        images: 100,
        spikesPerNeuronStep: [0.1, (2 + seed) / 10],
        ...kind,
      });
      return { ...(row as NonNullable<typeof row>), amplitude: (index + 1) / 100 };
    }),
  );
  const settings = { ...someSettings, images: 100, amplitudes: [0.01, 0.02], minVoltages: [0], seeds };
  return { versions, settings, answer: answerStudy(rows), rows };
}
