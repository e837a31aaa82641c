import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { Refusal } from '../../src/base/requirement.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { ImplementationFault, SkippedCase } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';

/** A program that refuses every request but one, and the number of its requests. */
function refusingAllBut(accepted: number, { needs: [capability] }: Law, otherwise: () => Error) {
  const program = { asked: 0, implementation: reference() };
  const run = () => {
    if (program.asked++ === accepted) return {};
    throw otherwise();
  };
  program.implementation = { ...reference(), [capability as string]: run } as Implementation;
  return program;
}

const refusal = () => new Refusal('invalid');
const tryOnce = (law: Law, implementation: Implementation) =>
  fc.check(law.property(implementation), { numRuns: 1, endOnFailure: true });

const refusalLaws = laws.filter(({ clause }) => clause === 'refusal');

it('a law of refusals lists every input that is not refused', async () => {
  const law = refusalLaws.find(({ id }) => id === 'tuning/refuses-the-impossible') as Law;
  const accepting = { ...reference(), tuning: () => ({ gain: [], bias: [], ratesHz: [], outputs: [] }) };
  const { errorInstance } = await tryOnce(law, accepting);
  const { expected } = errorInstance as { readonly expected: string };
  expect(expected).toMatch(/^a refusal of .*; .*an intercept of 1/);
});

it('a law of refusals takes an infinite number for an answer that should be a refusal', async () => {
  const law = refusalLaws.find(({ id }) => id === 'tuning/refuses-the-impossible') as Law;
  const infinite = () => new ImplementationFault('not-finite', 'run', 'an answer contains Infinity');
  const { errorInstance } = await tryOnce(law, refusingAllBut(-1, law, infinite).implementation);
  expect(errorInstance).toMatchObject({
    expected: expect.stringContaining('an intercept of 1'),
    got: infinite().message,
  });
});

for (const law of refusalLaws)
  describe(law.id, () => {
    it('refutes a program that accepts any one of its inputs, in a single run', async () => {
      const all = refusingAllBut(-1, law, refusal);
      expect((await tryOnce(law, all.implementation)).failed).toBe(false);
      for (let accepted = 0; accepted < all.asked; accepted++) {
        const { failed } = await tryOnce(law, refusingAllBut(accepted, law, refusal).implementation);
        expect(failed, `input ${accepted}`).toBe(true);
      }
    });

    it('holds for the reference', async () => {
      expect((await tryOnce(law, reference())).errorInstance).toBe(null);
    });

    it('is skipped by a program that skips every input, and by no other', async () => {
      const skip = () => new SkippedCase('unsupported', 'implementation');
      expect((await tryOnce(law, refusingAllBut(-1, law, skip).implementation)).errorInstance).toBeInstanceOf(
        SkippedCase,
      );
      expect((await tryOnce(law, refusingAllBut(0, law, skip).implementation)).errorInstance).not.toBeInstanceOf(
        SkippedCase,
      );
    });
  });
