import { describe, expect, it } from 'vitest';
import { silentAtCurrentOne } from '../../properties/neuron/lif.ts';
import { defaultLif, lifConstants } from '../../src/neuron/lif.ts';
import { holds } from '../holds.ts';

describe('a LIF neuron', () => {
  it('covers 4.9 % of the distance to its current in a millisecond', () => {
    expect(lifConstants(defaultLif).charge).toBe(0.04877057549928599);
  });

  holds(silentAtCurrentOne);
});
