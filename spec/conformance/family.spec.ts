import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/conformance/conventions/family.ts';
import { describeSlow } from '../slow.ts';
import { members, membersAlike } from './members-alike.ts';

describe('the family of conventions', () => {
  it('contains every rule once', () => {
    expect(new Set(members.map(keyOf)).size).toBe(members.length);
    expect(members.length).toBeGreaterThan(100_000);
    expect(members.length).toBeLessThan(120_000);
  });

  // the slow test compares ten times as many
  it.each(['float64', 'float32'] as const)(
    'can be distinguished by the probes in %s: no member gives the answers of another that differs in one choice',
    (precision) => expect(membersAlike(10_009, precision)).toEqual([]),
  );
});

describeSlow('the family of conventions', () => {
  it.each(['float64', 'float32'] as const)(
    'has members that the probes tell apart in %s, in a sample of 110',
    (precision) => {
      expect(membersAlike(1009, precision)).toEqual([]);
    },
  );
});
