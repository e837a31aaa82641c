import { versions } from '../base/version.ts';
import { answerStudy } from '../study/answer/answer-study.ts';
import { writeWhole } from '../study/folder/study-folder.ts';
import type { SweepOutput } from '../study/results/saved-results.ts';

/** What a sweep says: its settings and rows, what they come to in words, and what made them. */
export function outputOf({ settings, rows }: Pick<SweepOutput, 'settings' | 'rows'>): SweepOutput {
  return { versions, settings, answer: answerStudy(rows), rows };
}

/** Writes `results.json` into a folder, in one go. */
export function writeNumbers(directory: string, output: SweepOutput): void {
  writeWhole(directory, 'results.json', formatResultsJson(output));
}

/** The text of `results.json`. */
export function formatResultsJson(output: SweepOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}
