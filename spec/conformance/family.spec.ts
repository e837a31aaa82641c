import { describe, expect, it } from 'vitest';
import { precisions } from '../../src/base/precision.ts';
import { explains, roundingsOf } from '../../src/conformance/conventions/deviations.ts';
import { family, keyOf, neighborsOf } from '../../src/conformance/conventions/family.ts';
import { probes, verifications } from '../../src/conformance/conventions/probes.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';

const members = family();
const keys = new Set(members.map(keyOf));
const asked = [...probes, ...verifications];

describe('the family of conventions', () => {
  it('contains every rule once', () => {
    expect(keys.size).toBe(members.length);
    expect(members.length).toBeGreaterThan(100_000);
    expect(members.length).toBeLessThan(120_000);
  });

  it.each(['float64', 'float32'] as const)(
    'can be distinguished by the probes in %s: no member gives the answers of another that differs in one choice',
    (precision) => {
      const alike: string[] = [];
      for (const one of members.filter((_, index) => index % 1009 === 7)) {
        const answers = asked.map((probe) => ({ probe, answer: simulate(one, probe.input, precisions[precision]) }));
        const roundings = roundingsOf(
          precision,
          answers.map(({ answer }) => answer),
        );
        for (const other of neighborsOf(one).filter((other) => keyOf(other) !== keyOf(one))) {
          if (answers.every(({ probe, answer }) => explains(other, probe, answer, precision, roundings)))
            alike.push(`${keyOf(one)} as ${keyOf(other)}`);
        }
      }
      expect(alike).toEqual([]);
    },
  );
});
