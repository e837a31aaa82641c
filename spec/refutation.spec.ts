import { describe, expect, it } from 'vitest';
import { Refutation, raster, SpikeTrain } from '../properties/refutation.ts';

describe('a refutation', () => {
  it('names the claim and draws both spike trains, one above the other', () => {
    const evidence = { expected: new SpikeTrain([2, 5], 8), got: new SpikeTrain([3], 8, 'voltage 0.5 after step 2') };
    expect(
      new Refutation({ claim: 'C3', statement: 'never fires at a current of exactly one' }, evidence).message,
    ).toBe(
      [
        'C3: never fires at a current of exactly one',
        '  expected ··|··|·· 2 spikes, steps 2 5',
        '  got      ···|···· 1 spike, steps 3; voltage 0.5 after step 2',
      ].join('\n'),
    );
  });

  it('draws a silent train too, and no more than 100 steps of a long one', () => {
    expect(raster(new SpikeTrain([], 3))).toBe('··· no spikes');
    expect(raster(new SpikeTrain([120], 200))).toBe(`${'·'.repeat(100)}… 1 spike, steps 120`);
  });
});
