import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isApplicable, type Law } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';

/** Seeds that no law was tried with while it was written: those of the specification are 1830 and what `FC_SEED` says. */
const seeds = Array.from({ length: 1000 }, (_, index) => 1_000_000 + index);

/** Puts into the document that a right implementation breaks no law, whatever the seed: a false alarm is named with its seed. */
export function survives(control: Implementation): void {
  it(control.name, async () => {
    const alarms: string[] = [];
    for (const law of laws.filter((one) => isApplicable(one, control))) alarms.push(...(await alarmsOf(law, control)));
    expect(alarms).toEqual([]);
  });
}

/** One case a seed: a thousand seeds are a thousand cases. */
async function alarmsOf(law: Law, control: Implementation): Promise<string[]> {
  const alarms: string[] = [];
  for (const seed of seeds) {
    const { failed, errorInstance } = await fc.check(law.property(control), { seed, numRuns: 1, endOnFailure: true });
    if (failed) alarms.push(`${law.id}, FC_SEED=${seed}: ${errorInstance}`);
  }
  return alarms;
}
