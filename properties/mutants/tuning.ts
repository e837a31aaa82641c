import { runTuning, tuningFields } from '../../src/conformance/choices/tuning.ts';
import { changedAnswers } from './changed.ts';
import { mistakesOf } from './choices.ts';
import type { Mutant } from './mutant.ts';

export const tuningMutants: readonly Mutant[] = [
  ...mistakesOf('tuning', tuningFields, runTuning),
  ...changedAnswers('tuning', {
    'tunes-in-tiles-of-64-inputs': [
      'repeats the tile before for the inputs of an incomplete last tile of 64',
      ({ ratesHz }) => ({
        ratesHz: ratesHz.map((rates, x) => ratesHz[isInLastTile(x, ratesHz) ? x - 64 : x] ?? rates),
      }),
    ],
  }),
];

const isInLastTile = (point: number, { length }: readonly unknown[]) => point >= 64 && point >= length - (length % 64);
