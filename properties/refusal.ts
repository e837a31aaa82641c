import fc from 'fast-check';
import { failingOf } from '../src/conformance/ask.ts';
import type { CapabilityName, Implementation, InputOf } from '../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../src/conformance/law.ts';
import { SkippedCase } from '../src/conformance/protocol/driver/fault.ts';
import { Refutation } from '../src/conformance/refutation.ts';

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
    ...{ clause: 'refusal', needs: [capability], mostRuns: 1 },
    ...about,
    assumes: ['refusals', ...(about.assumes ?? [])],
    property: (implementation) =>
      fc.asyncProperty(valid(implementation), async (input) => {
        const run = capabilityOf(implementation, capability) as (input: object) => unknown;
        const skipped: SkippedCase[] = [];
        for (const [what, spoil] of Object.entries(spoils)) {
          try {
            await requireRefusal(law, what, () => run({ ...(input as object), ...spoil(input) }));
          } catch (error) {
            if (!(error instanceof SkippedCase)) throw error;
            skipped.push(error);
          }
        }
        // a simulator need not support everything that can be wrong
        if (skipped.length === Object.keys(spoils).length) throw skipped[0];
      }),
  };
  return law;
}

/**
 * Refutes a law unless `run` throws a `Refusal`. Any other error is passed on: the implementation may have stopped,
 * or may skip the case.
 */
async function requireRefusal(law: Law, what: string, run: () => unknown): Promise<void> {
  let got: unknown;
  try {
    got = await run();
  } catch (error) {
    if (failingOf(error).is === 'refusal') return;
    throw error;
  }
  throw new Refutation(law, { expected: `a refusal of ${what}`, got });
}
