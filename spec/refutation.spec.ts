import { describe, expect, it } from 'vitest';
import { Refutation } from '../src/conformance/refutation.ts';
import { drawTrain, drawTrains, SpikeTrain } from '../src/conformance/spike-trains.ts';

describe('a refutation', () => {
  it('names the clause and prints both spike trains, one above the other', () => {
    const values = { expected: new SpikeTrain([2, 5], 8), got: new SpikeTrain([3], 8, 'voltage 0.5 after step 2') };
    expect(
      new Refutation({ clause: 'threshold', statement: 'never fires at a current of exactly one' }, values).message,
    ).toBe(
      [
        'threshold: never fires at a current of exactly one',
        '  expected ··|··|··  2 spikes: 2 5',
        '  got      ···|····  1 spike: 3; voltage 0.5 after step 2',
      ].join('\n'),
    );
  });

  it('prints a silent train, and 48 steps of a long one around the first difference', () => {
    expect(drawTrain(new SpikeTrain([], 3))).toBe('···  no spike');
    const [expected, got] = [new SpikeTrain([0, 120], 200), new SpikeTrain([0], 200)];
    expect(drawTrains(expected, got).expected).toBe(
      `steps 96 to 143: ${'·'.repeat(24)}|${'·'.repeat(23)}  2 spikes: 0 120`,
    );
    expect(drawTrains(expected, got)).toMatchObject({ isDrawn: true, stage: 'spikes', step: 120 });
  });

  it('prints the steps around a voltage that differs if the spikes do not', () => {
    const low = new SpikeTrain([0, 120], 200, 'voltage 0.5 after step 60');
    expect(drawTrains(low, low).got).toMatch(/^steps 36 to 83: /);
  });
});
