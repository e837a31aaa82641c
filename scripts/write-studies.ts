import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatRows } from '../src/base/text.ts';
import { reportExplanation } from '../src/report/explanation.ts';
import { drawFigure } from '../src/report/figure.ts';
import { figureOfStudies } from '../src/report/studies.ts';
import { formatText } from '../src/report/text.ts';
import { answerExplanation } from '../src/study/answer/answer-explanation.ts';
import { answerStudy } from '../src/study/answer/answer-study.ts';
import type { ExplainOutput } from '../src/study/explanation/explanation-schema.ts';
import type { SweepOutput } from '../src/study/results/saved-results.ts';

const folder = join('fixtures', 'studies');

/** Rewrites what follows from the numbers of the saved studies: answers, and the figures that documents show. */
export function writeStudies(): void {
  for (const name of readdirSync(folder)) {
    if (existsSync(join(folder, name, 'explanation.json'))) writeExplanation(name);
    if (existsSync(join(folder, name, 'results.json'))) writeSweep(name);
  }
}

function writeExplanation(name: string): void {
  const saved: ExplainOutput = JSON.parse(readFileSync(join(folder, name, 'explanation.json'), 'utf8'));
  const explanation = { ...saved, answer: answerExplanation(saved, { ...saved.settings, ...saved }) };
  write(join(name, 'explanation.json'), formatRows(explanation));
  write(join(name, 'explanation.txt'), formatText(reportExplanation(explanation)));
}

function writeSweep(name: string): void {
  const saved = readSweep(name);
  const output = { ...saved, answer: answerStudy(saved.rows) };
  write(join(name, 'results.json'), formatRows(output));
  const figure = join(name, 'accuracy.svg');
  if (existsSync(join(folder, figure))) write(figure, drawFigure(figureOfStudies([{ name, ...output }])));
}

function readSweep(name: string): SweepOutput {
  return JSON.parse(readFileSync(join(folder, name, 'results.json'), 'utf8'));
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}
