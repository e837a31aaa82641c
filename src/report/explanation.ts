import { tablesOf } from './explanation-columns.ts';
import type { ExplainOutput } from './explanation-schema.ts';
import { describeSettings } from './sweep-text.ts';
import { drawTable } from './text-table.ts';

export type { ExplainOutput } from './explanation-schema.ts';

/** Writes an explanation for the terminal: what was run, the tables and the answer. */
export function formatExplanationText(output: ExplainOutput): string {
  const lines = [
    `lifspec ${output.versions.lifspec}: why accuracy falls, and what to change`,
    describeExplained(output),
    '',
    ...tablesOf(output).flatMap(({ columns }) => [...withoutEmptyGroups(drawTable(columns)), '']),
    ...output.answer,
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of `explanation.json`. */
export function formatExplanationJson(output: ExplainOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Says what was run for an explanation. */
export function describeExplained({ settings, trainedAmplitude, retraining }: ExplainOutput): string {
  const anew = retraining
    ? `; retrained from seed ${retraining.seed}, ${retraining.epochs} × ${retraining.trainImages} images`
    : '';
  return `the ${settings.network} network, trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}${anew}`;
}

/** A table of columns without groups has no line of their headings. */
function withoutEmptyGroups(lines: readonly string[]): readonly string[] {
  return lines[0] === '' ? lines.slice(1) : lines;
}
