import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../src/base/text.ts';
import { versions } from '../../src/base/version.ts';
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
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const namesWith = (file: string) => readdirSync(folder).filter((name) => existsSync(join(folder, name, file)));
const names = namesWith('results.json');
const explained = namesWith('explanation.json');
const readExplained = (name: string): ExplainOutput =>
  JSON.parse(readFileSync(join(folder, name, 'explanation.json'), 'utf8'));

describe('the saved studies', () => {
  /** Compares without printing the whole file if it differs. */
  const expectSaved = (path: string, text: string) =>
    expect(readFileSync(join(folder, path), 'utf8') === text, `npm run generate rewrites ${path}`).toBe(true);

  it.each(names)('%s: are the output of a sweep with this version', (name) => {
    const { name: _, ...output } = readStudy(join(folder, name));
    expectSaved(join(name, 'results.json'), formatJson(output));
    // reading checks each by the schema that the published one is written from
    if (name === 'nengo-dl') expectSchema('sweep', { ...output, field: 'of a later version' });
    expect(output.versions).toEqual(versions);
    expect(output.answer, 'npm run generate rewrites the answers').toEqual(answerStudy(output.rows));
    const figure = join(name, 'accuracy.svg');
    if (existsSync(join(folder, figure))) expectSaved(figure, drawFigure(figureOfStudies([{ ...output, name }])));
  });

  it.each(explained)('%s: are the output and text of an explanation with this version', (name) => {
    const output = readExplained(name);
    expectSchema('explain', output);
    expect(output.versions).toEqual(versions);
    const { settings, trainedAmplitude } = output;
    expect(output.answer).toEqual(answerExplanation(output, { ...settings, trainedAmplitude }));
    expectSaved(join(name, 'explanation.txt'), formatText(reportExplanation(output)));
  });

  it('can be drawn in one figure: plain and rescaled training', () => {
    const studies = ['tutorial-retrained', 'tutorial-rescaled'].map((name) => ({
      ...readStudy(join(folder, name)),
      name,
    }));
    expectSaved('retrained.svg', drawFigure(figureOfStudies(studies)));
  });

  it("tutorial-all: every seed is as accurate as NengoDL's network", () => {
    const { rows } = readStudy(join(folder, 'tutorial-all'));
    const trained = rows.filter(({ amplitude, minVoltage }) => amplitude === 0.01 && minVoltage === 0);
    expect(trained.map(({ seed, images }) => [seed, images])).toEqual([0, 1, 2, 3, 4].map((seed) => [seed, 10_000]));
    for (const { spikingAccuracy } of trained) {
      // NengoDL's network: 98.73 %; published: 98.70 to 98.74 %; the binomial standard deviation for 10,000 images is
      // 0.11 points
      expect(spikingAccuracy).toBeGreaterThanOrEqual(0.984);
      expect(spikingAccuracy).toBeLessThanOrEqual(0.99);
    }
  });

  it('are all listed in their README with the command that made them', () => {
    const [listed, commands] = [/^\| `([\w-]+)` \|/gm, /`lifspec sweep /g].map((pattern) => [
      ...readme.matchAll(pattern),
    ]);
    expect(listed?.map(([, name]) => name).sort()).toEqual([...names, ...explained].sort());
    expect(commands).toHaveLength(names.length);
    expect([...readme.matchAll(/`lifspec explain /g)]).toHaveLength(explained.length);
  });
});

interface HeldOut {
  readonly name: string;
  readonly amplitudes: readonly number[];
  /** What `explain` said about 300 images, and the accuracies on 1,000. */
  readonly explained?: {
    readonly worse: readonly number[];
    readonly cause: string;
    readonly thousand: Readonly<Record<'floor' | 'no floor' | 'rates', readonly number[]>>;
  };
}

const { networks }: { networks: readonly HeldOut[] } = JSON.parse(readFileSync(join(folder, 'held-out.json'), 'utf8'));

it.each(networks.flatMap(({ explained, ...network }) => (explained ? [{ ...network, ...explained }] : [])))(
  'an explanation from 300 images of a network that nothing was fitted to is what 1,000 images show: $name',
  ({ amplitudes, worse, cause, thousand }) => {
    const lost = (name: keyof typeof thousand, index = amplitudes.length - 1) =>
      (thousand[name][0] as number) - (thousand[name][index] as number);
    for (const [index, amplitude] of amplitudes.entries()) {
      if (worse.includes(amplitude)) expect(lost('floor', index), String(amplitude)).toBeGreaterThan(0.01);
      else expect(lost('floor', index), String(amplitude)).toBeLessThan(0.03);
    }
    expect(cause).toBe(lost('floor') - lost('no floor') > lost('rates') ? 'floor' : 'rates');
  },
);
