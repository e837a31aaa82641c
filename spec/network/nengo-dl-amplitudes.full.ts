import { describe, expect, it } from 'vitest';
import { differences } from './agreement.ts';
import { answer, trainedNetwork } from './answers.ts';

describe('NengoDL and the reference at amplitude', { timeout: 3_600_000 }, () => {
  it.each([0.02, 0.05, 0.1, 0.2, 0.5])(
    '%d give the same class to 1,000 images, but for what one close spike explains',
    (amplitude) => {
      const different = differences(trainedNetwork(amplitude), answer(`predicted-amplitude-${amplitude}`));
      console.log(amplitude, JSON.stringify(different));
      expect(different.filter(({ turned }) => turned === undefined)).toEqual([]);
      expect(different.length).toBeLessThanOrEqual(1);
    },
  );
});
