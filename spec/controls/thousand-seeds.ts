import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isApplicable, type Law } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { sampleOf } from '../slow.ts';

/** A thousand seeds that were not used while the laws were written, or a sample of 50. */
const seeds = sampleOf(
  Array.from({ length: 1000 }, (_, index) => 1_000_000 + index),
  20,
);

/** Specifies that a correct implementation breaks no law with any seed. A failure names law and seed. */
export function survives(control: Implementation): void {
  it(control.name, async () => {
    const alarms: string[] = [];
    for (const law of laws.filter((one) => isApplicable(one, control))) alarms.push(...(await alarmsOf(law, control)));
    expect(alarms).toEqual([]);
  });
}

/** One input per seed. Laws whose inputs are large, such as digits, are tried with fewer seeds. */
async function alarmsOf(law: Law, control: Implementation): Promise<string[]> {
  const alarms: string[] = [];
  for (const seed of seeds.slice(0, law.mostRuns)) {
    const { failed, errorInstance } = await fc.check(law.property(control), { seed, numRuns: 1, endOnFailure: true });
    if (failed) alarms.push(`${law.id}, FC_SEED=${seed}: ${errorInstance}`);
  }
  return alarms;
}
