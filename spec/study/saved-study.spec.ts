import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatRows } from '../../src/base/text.ts';
import { reportExplanation } from '../../src/report/explanation.ts';
import { drawFigure } from '../../src/report/figure.ts';
import { figureOfStudies } from '../../src/report/studies.ts';
import { formatText } from '../../src/report/text.ts';
import { answerExplanation } from '../../src/study/answer/answer-explanation.ts';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { readStudy } from '../../src/study/results/read-saved.ts';
import { expectSchema } from '../cli/command-line.ts';

const folder = 'fixtures/studies';
const namesWith = (file: string) => readdirSync(folder).filter((name) => existsSync(join(folder, name, file)));
const names = namesWith('results.json');
const explained = namesWith('explanation.json');
const readExplained = (name: string): ExplainOutput =>
  JSON.parse(readFileSync(join(folder, name, 'explanation.json'), 'utf8'));

describe('the saved studies', () => {
  /** Compares without printing the whole file if it differs. */
  const expectSaved = (path: string, text: string) =>
    expect(readFileSync(join(folder, path), 'utf8') === text, `npm run generate rewrites ${path}`).toBe(true);

  it.each(names)('%s: are the output of a sweep', (name) => {
    const { name: _, ...output } = readStudy(join(folder, name));
    expectSaved(join(name, 'results.json'), formatRows(output));
    // reading checks each by the schema that the published one is written from
    if (name === 'nengo-dl') expectSchema('sweep', { ...output, field: 'of a later version' });
    expect(output.answer, 'npm run generate rewrites the answers').toEqual(answerStudy(output.rows));
    const figure = join(name, 'accuracy.svg');
    if (existsSync(join(folder, figure))) expectSaved(figure, drawFigure(figureOfStudies([{ ...output, name }])));
  });

  it.each(explained)('%s: are the output and text of an explanation', (name) => {
    const output = readExplained(name);
    expectSchema('explain', output);
    expect(output.answer).toEqual(answerExplanation(output, { ...output.settings, ...output }));
    expectSaved(join(name, 'explanation.txt'), formatText(reportExplanation(output)));
  });
});
