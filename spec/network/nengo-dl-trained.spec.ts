import { expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { classifyFast, differentClasses } from './agreement.ts';
import { answer, trainedNetwork } from './answers.ts';

describeSlow('NengoDL and the reference at amplitude 0.01', { timeout: 3_600_000 }, () => {
  it('predict the same class for all 10,000 images', async () => {
    const network = trainedNetwork(0.01);
    expect(differentClasses(network, answer('predicted'), await classifyFast(network))).toEqual([]);
  });
});
