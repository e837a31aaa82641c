import { describe, expect, it } from 'vitest';
import { membersAlike } from './members-alike.ts';

describe('the family of conventions', () => {
  it.each(['float64', 'float32'] as const)(
    'has members that the probes tell apart in %s, in a sample of 110',
    (precision) => {
      expect(membersAlike(1009, precision)).toEqual([]);
    },
  );
});
