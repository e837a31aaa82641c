import { expect, it } from 'vitest';
import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { explaining, roundingsOf } from '../../src/conformance/conventions/deviations.ts';
import { family, keyOf, neighborsOf } from '../../src/conformance/conventions/family.ts';
import { probes, verifications } from '../../src/conformance/conventions/probes.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import { describeSlow } from '../slow.ts';

/** Pairs of members that differ in one choice and give the same answers to all probes, for one in 1,009 members. */
function membersAlike(members: readonly Conventions[], precision: PrecisionName): string[] {
  const alike: string[] = [];
  for (const one of members.filter((_, index) => index % 1009 === 7)) {
    const answers = [...probes, ...verifications].map((probe) => ({
      probe,
      answer: simulate(one, probe.input, precisions[precision]),
    }));
    const given = answers.map(({ answer }) => answer);
    const roundings = roundingsOf(precision, given);
    for (const other of neighborsOf(one).filter((other) => keyOf(other) !== keyOf(one))) {
      if (answers.every((asked) => explaining(asked, precision, roundings)(other)))
        alike.push(`${keyOf(one)} as ${keyOf(other)}`);
    }
  }
  return alike;
}

// npm test tries the neighbors of known simulators (fingerprint.spec.ts)
describeSlow('the family of conventions', () => {
  const members = family();

  it('contains every rule once', () => {
    expect(new Set(members.map(keyOf)).size).toBe(members.length);
    expect(members.length).toBeGreaterThan(100_000);
    expect(members.length).toBeLessThan(120_000);
  });

  it.each(['float64', 'float32'] as const)(
    'can be distinguished by the probes in %s: no member gives the answers of another that differs in one choice',
    (precision) => expect(membersAlike(members, precision)).toEqual([]),
  );
});
