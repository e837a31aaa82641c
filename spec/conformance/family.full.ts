import { describe, expect, it } from 'vitest';
import { membersAlike } from './members-alike.ts';

describe('the family of conventions', () => {
  it.each(['float64', 'float32'] as const)('can be distinguished by the probes in %s, for 110 members', (precision) => {
    expect(membersAlike(1009, precision)).toEqual([]);
  });
});
