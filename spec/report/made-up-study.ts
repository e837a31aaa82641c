import { versions } from '../../src/base/version.ts';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import type { Row, SweepOutput } from '../../src/study/results/saved-results.ts';
import { madeUpRows, someSettings } from '../study/made-up.ts';

/** A made-up sweep in which accuracy drops with the floor but hardly without it. */
export function madeUpOutput(row: Partial<Row> = {}): SweepOutput {
  const rows = [
    ...madeUpRows([1, 0.5, 0], { rateAccuracy: 0.98, ...row }),
    ...madeUpRows([1, 0.96, 0.94], { rateAccuracy: 0.98, minVoltage: null, ...row }),
  ];
  const settings = { ...someSettings, amplitudes: [0.01, 0.02, 0.03] };
  return { versions, settings, answer: answerStudy(rows), rows };
}

/** A made-up sweep over several seeds, in which the accuracy of every seed drops. */
export function madeUpSeeds(seeds: readonly number[]): SweepOutput {
  const rows = [0, 1].flatMap((index) =>
    seeds.map((seed) => {
      const [row] = madeUpRows([0.9 - 0.5 * index - 0.05 * seed], {
        seed,
        images: 100,
        spikesPerNeuronStep: [0.1, (2 + seed) / 10],
      });
      return { ...(row as NonNullable<typeof row>), amplitude: (index + 1) / 100 };
    }),
  );
  const settings = { ...someSettings, images: 100, amplitudes: [0.01, 0.02], minVoltages: [0], seeds };
  return { versions, settings, answer: answerStudy(rows), rows };
}
