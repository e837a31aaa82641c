import { describe, expect, it } from 'vitest';
import { adapters, areWrong } from '../../adapters/validation/adapters.ts';
import { type ComparedPair, pairsOf, rulesBetween, unexpectedInPair } from '../../adapters/validation/pairs.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';

const { simulators, pairs: saved } = readVerdicts();
const declared = (name: string) => ({ ...nengoConventions, ...simulators[name]?.conventions.differing });

describe('the comparisons of the simulators', () => {
  it('cover every adapter with neurons, each with Nengo, Brian2 and NEST', () => {
    expect(saved.map(({ a, b }) => [a, b])).toEqual(pairsOf(adapters).map(([a, b]) => [a.name, b.name]));
  });

  it('name the rules in which the declared conventions differ, for every pair without a known mistake', () => {
    const known = saved.filter(({ a, b }) => simulators[a] !== undefined && simulators[b] !== undefined);
    const programs = adapters.filter(({ isOf }) => isOf === undefined);
    expect(known).toHaveLength(3 * (programs.length - 2));
    for (const { a, b, rules, sameSpikes, inputs } of known) {
      if (!areWrong(a) && !areWrong(b))
        expect(rules.toSorted(), `${a} and ${b}`).toEqual(rulesBetween(declared(a), declared(b)).toSorted());
      expect(sameSpikes < inputs, `${a} and ${b}`).toBe(rules.length > 0);
    }
  });
});

describe('the validation of a pair', () => {
  const found: ComparedPair = { a: 'x', b: 'y', sameSpikes: 1, inputs: 9, rules: ['reset', 'floor'] };
  const unexpected = (changes: Partial<ComparedPair>, ...expected: string[]) =>
    unexpectedInPair({ ...found, ...changes }, expected, [found]);

  it('fails for rules other than the declared ones, agreement that is new, or a missing baseline', () => {
    expect(unexpected({}, 'floor', 'reset')).toEqual([]);
    expect(unexpected({}, 'floor')).toEqual(['x and y: names the rules floor, reset, expected floor']);
    expect(unexpected({ sameSpikes: 9 }, 'floor', 'reset')).toEqual(['x and y: differed before, but no longer']);
    expect(unexpected({ b: 'z' }, 'floor', 'reset')).toEqual(['x and z: has no baseline; --update writes one']);
  });

  it('expects no rule that changes no spike', () => {
    const [nengo, zero] = ['nengo', 'snntorch-zero'].map((id) => profiles.find((one) => one.id === id)?.conventions);
    expect(rulesBetween(nengo as never, zero as never)).toEqual(['refractory', 'inputScale', 'floor']);
  });
});
