import fc from 'fast-check';
import { failingOf } from '../src/conformance/ask.ts';
import type { CapabilityName, Implementation, InputOf } from '../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../src/conformance/law.ts';
import type { SkippedCase } from '../src/conformance/protocol/driver/fault.ts';
import { requireThat } from './require.ts';

/** Changes that each make a valid input invalid, by the mistake that they make, such as `a max rate of 1/τ_ref`. */
export type Spoils<Input> = Readonly<Record<string, (valid: Input) => Partial<Input>>>;

/**
 * A law that invalid input is refused. Each input is made invalid in every way, because a check must not leave it to
 * chance which rule it tests.
 */
export function refusalLaw<Name extends CapabilityName>(
  capability: Name,
  about: Pick<Law, 'id' | 'statement'> & Pick<Partial<Law>, 'assumes' | 'mostRuns'>,
  valid: (implementation: Implementation) => fc.Arbitrary<InputOf<Name>>,
  spoils: Spoils<InputOf<Name>>,
): Law {
  const law: Law = {
    clause: 'refusal',
    needs: [capability],
    mostRuns: 1,
    ...about,
    assumes: ['refusals', ...(about.assumes ?? [])],
    property: (implementation) =>
      fc.asyncProperty(valid(implementation), async (input) => {
        const run = capabilityOf(implementation, capability) as (input: object) => unknown;
        const skipped: SkippedCase[] = [];
        const answered: { readonly what: string; readonly got: unknown }[] = [];
        for (const [what, spoil] of Object.entries(spoils)) {
          try {
            answered.push({ what, got: await run({ ...(input as object), ...spoil(input) }) });
          } catch (error) {
            const failing = failingOf(error);
            if (failing.is === 'skip') skipped.push(failing.error);
            // an answer that is not a number is none of the refusals that the rules require
            else if (failing.is === 'invalid') answered.push({ what, got: failing.error.message });
            else if (failing.is === 'error') throw error;
          }
        }
        const [first] = answered;
        requireThat(first === undefined, law, () => ({
          expected: `a refusal of ${answered.map(({ what }) => what).join('; ')}`,
          got: first?.got,
        }));
        // a simulator need not support everything that can be wrong
        if (skipped.length === Object.keys(spoils).length) throw skipped[0];
      }),
  };
  return law;
}
