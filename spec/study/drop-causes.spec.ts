import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropCauses } from '../../src/study/explanation/drop-causes.ts';

describe('an accuracy drop', () => {
  it('is divided among rate network, spikes and floor', () => {
    const fall = dropCauses({ rate: 0.99, floored: 0.98, free: 0.98 }, { rate: 0.97, floored: 0.8, free: 0.98 });
    expect(fall.total).toBeCloseTo(0.18, 12);
    expect(fall.rates).toBeCloseTo(0.02, 12);
    expect(fall.spikes).toBeCloseTo(-0.02, 12);
    expect(fall.floor).toBeCloseTo(0.18, 12);
  });

  it('has no remainder, whatever was measured', () => {
    const share = () => fc.double({ min: 0, max: 1, noNaN: true });
    const accuracies = () => fc.record({ rate: share(), floored: share(), free: share() });
    fc.assert(
      fc.property(accuracies(), accuracies(), (first, here) => {
        const { total, rates, spikes, floor } = dropCauses(first, here);
        expect(rates + spikes + floor).toBeCloseTo(total, 12);
      }),
    );
  });
});
