import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifiesDigitsAsNengoDl } from '../../properties/network/digits.ts';
import { networkUnder } from '../../src/conformance/conventions/network.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';

describe('the law about digits, held to a declared rule', () => {
  const conventions = profiles.find(({ id }) => id === 'norse-box')?.conventions ?? expect.unreachable();
  const right = networkUnder(conventions, 'float32');
  const breaks = async (network: (input: NetworkInput) => ReturnType<typeof right>) => {
    const implementation: Implementation = {
      name: 'Euler',
      precision: 'float32',
      network: async (input) => network(input),
    };
    const property = classifiesDigitsAsNengoDl.property(implementation, conventions);
    return (await fc.check(property, { numRuns: 4, endOnFailure: true })).failed;
  };

  it('is not broken by a simulator of that rule', async () => {
    expect(await breaks(right)).toBe(false);
  });

  it('is broken by one that always answers 0', async () => {
    expect(await breaks((input) => ({ ...right(input), predicted: input.images.map(() => 0) }))).toBe(true);
  });
});
