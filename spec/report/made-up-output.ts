import { versions } from '../../src/base/version.ts';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import type { Row } from '../../src/study/results/row.ts';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
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
