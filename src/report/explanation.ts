import type { ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { tabulateExplanation } from './explanation-tables.ts';
import { describeSettings } from './study-text.ts';
import { formatTextTable } from './table.ts';

export type { ExplainOutput } from '../study/explanation/explanation-schema.ts';

/** Writes an explanation for the terminal: the answer, then the tables. */
export function formatExplanationText(output: ExplainOutput): string {
  const lines = [
    `lifspec ${output.versions.lifspec}: why accuracy drops, and what to change`,
    describeExplained(output),
    '',
    ...output.answer,
    ...tabulateExplanation(output).flatMap(({ title, columns }) => ['', title, '', ...formatTextTable(columns)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Writes an explanation as JSON, as in `explanation.json`. */
export function formatExplanationJson(output: ExplainOutput): string {
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Names the network and the settings of an explanation. */
export function describeExplained({ settings, trainedAmplitude, retraining }: ExplainOutput): string {
  const retrained = retraining
    ? `; retrained from seed ${retraining.seed}, ${retraining.epochs} × ${retraining.trainImages} images`
    : '';
  return `${settings.network} network trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}${retrained}`;
}
