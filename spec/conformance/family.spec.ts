import { describe, expect, it } from 'vitest';
import { precisions } from '../../src/base/precision.ts';
import { waysOf } from '../../src/conformance/conventions/at-threshold.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { explains } from '../../src/conformance/conventions/deviation.ts';
import { canonical, choices, family, fieldNames, keyOf } from '../../src/conformance/conventions/family.ts';
import { probes, verifications } from '../../src/conformance/conventions/probes.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';

const members = family();
const keys = new Set(members.map(keyOf));
const asked = [...probes, ...verifications];

/** Members that differ from one in a single choice. A spike's height is told by itself. */
function neighboursOf(one: Conventions): Conventions[] {
  const others = fieldNames
    .filter((field) => field !== 'spikeHeight')
    .flatMap((field) => choices[field].map((choice) => canonical({ ...one, [field]: choice })));
  return others.filter((other) => keys.has(keyOf(other)) && keyOf(other) !== keyOf(one));
}

describe('the family of conventions', () => {
  it('holds every rule under one name', () => {
    expect(keys.size).toBe(members.length);
    expect(members.length).toBeGreaterThan(100_000);
    expect(members.length).toBeLessThan(120_000);
  });

  it.each(['float64', 'float32'] as const)(
    'is told apart by the probes in %s: no member explains what one answers that differs in a choice',
    (precision) => {
      const alike: string[] = [];
      for (const one of members.filter((_, place) => place % 1009 === 7)) {
        const answers = asked.map((probe) => ({ probe, answer: simulate(one, probe.input, precisions[precision]) }));
        const ways = waysOf(
          precision,
          answers.map(({ answer }) => answer),
        );
        for (const other of neighboursOf(one)) {
          if (answers.every(({ probe, answer }) => explains(other, probe, answer, precision, ways)))
            alike.push(`${keyOf(one)} as ${keyOf(other)}`);
        }
      }
      expect(alike).toEqual([]);
    },
  );
});
