import { expect, it } from 'vitest';
import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { type Conventions, fieldNames } from '../../src/conformance/choices/conventions.ts';
import { family, neighborsOf } from '../../src/conformance/conventions/family.ts';
import { identify } from '../../src/conformance/conventions/identify.ts';
import { probes, verifications } from '../../src/conformance/choices/probes.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import { describeSlow } from '../slow.ts';

const keyOf = (conventions: Conventions) => JSON.stringify(fieldNames.map((field) => conventions[field]));

/** Pairs of members that differ in one choice and give the same answers to all probes, for one in 701 members. */
function membersAlike(members: readonly Conventions[], precision: PrecisionName): string[] {
  const alike: string[] = [];
  for (const one of members.filter((_, index) => index % 701 === 7)) {
    const answered = [...probes, ...verifications].map((probe) => ({
      ...{ probe, outcome: 'answered' as const },
      answer: simulate(one, probe.input, precisions[precision]),
    }));
    const others = neighborsOf(one).filter((other) => keyOf(other) !== keyOf(one));
    for (const other of identify(answered, precision, [one, ...others]).members.slice(1))
      alike.push(`${keyOf(one)} as ${keyOf(other)}`);
  }
  return alike;
}

// npm test tries the neighbors of known simulators (fingerprint.spec.ts)
describeSlow('the family of conventions', () => {
  const members = family();

  it('contains every rule once', () => {
    expect(new Set(members.map(keyOf)).size).toBe(members.length);
    expect(members.length).toBeGreaterThan(90_000);
    expect(members.length).toBeLessThan(100_000);
  });

  it.each(['float64', 'float32'] as const)(
    'can be distinguished by the probes in %s: no member gives the answers of another that differs in one choice',
    (precision) => expect(membersAlike(members, precision)).toEqual([]),
  );
});
