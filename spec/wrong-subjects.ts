import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Tests that every mutant of something other than an implementation breaks a law, and that every law has a mutant. */
export function describeWrong<Subject, Mutant extends { readonly difference: string }>(
  name: string,
  laws: readonly { readonly id: string; readonly property: (subject: Subject) => fc.IProperty<unknown> }[],
  mutants: readonly Mutant[],
  numRuns: number,
  subjectOf: (mutant: Mutant) => Subject,
): void {
  describe(`a wrong ${name}`, () => {
    const broken = mutants.map((mutant) =>
      laws.filter(({ property }) => fc.check(property(subjectOf(mutant)), { numRuns, endOnFailure: true }).failed),
    );

    it.each(mutants.map(({ difference }, index) => [difference, broken[index]]))(
      'that %s breaks a law',
      (_, ofMutant) => expect(ofMutant).not.toEqual([]),
    );

    it('exists for every law', () => {
      expect(new Set(broken.flat())).toEqual(new Set(laws));
    });
  });
}
