import { expect, it } from 'vitest';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import type { Row } from '../../src/study/results/saved-results.ts';
import { madeUpRow, madeUpRows } from './made-up.ts';

const both = (floored: readonly number[], free: readonly number[], row: Partial<Row> = {}) => [
  ...madeUpRows(floored, row),
  ...madeUpRows(free, { ...row, minVoltage: null }),
];
const ofSeeds = (seeds: readonly number[], end = 0.5) => seeds.flatMap((seed) => madeUpRows([0.9, end], { seed }));
/** A study of retrained networks whose rate network ends at an accuracy. */
const retrained = (rescaled: boolean, end: number) =>
  madeUpRows([0.9, 0.5], { mode: 'retrained', rescaled }).map((row, index) => {
    return { ...row, rateAccuracy: [0.9, end][index] as number };
  });

const situations: Readonly<Record<string, readonly Row[]>> = {
  'accuracy drops with and without a floor': both([0.98, 0.6], [0.98, 0.7]),
  'accuracy drops mostly with a floor': both([0.98, 0.7], [0.98, 0.94]),
  'accuracy drops only without a floor': both([0.98, 0.98], [0.98, 0.6], { images: 10_000 }),
  'accuracy drops only with a floor, if 1,000 images could show it': both([0.98, 0.6], [0.98, 0.975]),
  'accuracy drops no less without a floor': both([0.98, 0.9], [0.98, 0.89]),
  'accuracy stays': both([0.98, 0.98], [0.98, 0.979], { images: 10_000 }),
  'accuracy stays, if 1,000 images could show it': both([0.98, 0.975], [0.98, 0.98]),
  'accuracy dips between equal ends': madeUpRows([0.9, 0.5, 0.9]),
  'accuracy rises, and then drops': madeUpRows([0.3, 0.66, 0.295]),
  'accuracy rises, and then drops to more than at first': madeUpRows([0.3, 0.66, 0.4]),
  'accuracy rises': madeUpRows([0.3, 0.66, 0.65]),
  'seeds disagree, however many images there are': [-0.04, 0, 0.04].flatMap((lost, seed) =>
    madeUpRows([0.9, 0.9 - lost], { seed, images: 100_000 }),
  ),
  '20 images show less than 1,000': madeUpRows([0.95, 0.8], { images: 20, rateAccuracy: 0.95 }),
  'the next weights are rescaled': madeUpRows([0.9, 0.9, 0.9], { rescaled: true }),
  'accuracy drops although the next weights are rescaled': madeUpRows([0.9, 0.5], { rescaled: true }),
  'training itself is worse': retrained(false, 0.6),
  'rescaled training itself is worse': retrained(true, 0.6),
  'only spikes are worse after training': retrained(false, 0.89),
  'only spikes are worse after rescaled training': retrained(true, 0.89),
  'there are three seeds': ofSeeds([0, 1, 2]),
  'there is one amplitude': [madeUpRow({})],
};

it('the answer of a study says in every situation what spec/study/golden/answers.txt contains', async () => {
  const texts = Object.entries(situations).map(([name, rows]) => `If ${name}: ${answerStudy(rows).join(' ')}\n`);
  await expect(texts.join('')).toMatchFileSnapshot('golden/answers.txt');
});
