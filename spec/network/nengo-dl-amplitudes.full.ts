import { describe, expect, it } from 'vitest';
import {
  classifyFast,
  countsAgree,
  differentClasses,
  differentReadouts,
  explanations,
  lateSpike,
} from './agreement.ts';
import { answer, trainedNetwork } from './answers.ts';

describe('the reference and NengoDL', { timeout: 3_600_000 }, () => {
  it('count the same spikes for image 6 if one decision is reversed, and no other close decision explains it', () => {
    expect(explanations(trainedNetwork(0.01), 6, (run) => countsAgree(run, 6))).toEqual([lateSpike]);
  });

  it('have the same read-outs for 90 of 100 images, and one close decision explains each of the others', () => {
    const different = differentReadouts(
      trainedNetwork(0.01),
      Array.from({ length: 100 }, (_, image) => image),
    );
    expect(different.map(({ image }) => image)).toEqual([6, 25, 44, 54, 67, 74, 79, 80, 82, 94]);
    expect(different.map(({ turned }) => turned.length)).toEqual(different.map(() => 1));
  });

  it.each([0.02, 0.05, 0.1, 0.2, 0.5])(
    'predict the same class for 1,000 images at amplitude %d, except for close decisions',
    async (amplitude) => {
      const network = trainedNetwork(amplitude);
      const classes = answer(`predicted-amplitude-${amplitude}`);
      const different = differentClasses(network, classes, await classifyFast(network));
      expect(different.map(({ image }) => image)).toEqual(amplitude === 0.05 ? [217] : []);
      expect(different.filter(({ turned }) => turned.length === 0)).toEqual([]);
    },
  );
});
