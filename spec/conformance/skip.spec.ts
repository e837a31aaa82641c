import { describe, expect, it } from 'vitest';
import type { Case } from '../../src/conformance/judge/case.ts';
import { matches, readSkips, skipOf } from '../../src/conformance/judge/skip.ts';

const cases = ['neuron/lif/current-one', 'neuron/lif/refuses-no-step', 'lif/resets-to-zero'].map((id): Case => {
  const run = async () => ({ outcome: 'passed' }) as const;
  return { id, clause: 'threshold', kind: 'vector', title: '', needs: [], assumes: [], run };
});
const file = (...skips: unknown[]) => JSON.stringify({ skips });
const skip = { id: 'neuron/lif/*', reason: 'has no vectors' };

describe('a skip file', () => {
  it('lists cases, clauses, or patterns', () => {
    const [one, , three] = cases as [Case, Case, Case];
    expect(skipOf(one, readSkips('skips.json', file(skip), cases))).toEqual(skip);
    expect(skipOf(three, [skip])).toBeUndefined();
  });

  it.each([
    ['threshold', 'matches'],
    ['lif/*', 'does not match'],
    ['neuron*no*step', 'matches'],
    ['neuron*no*no*step', 'does not match'],
    ['neuron/lif/refuses-no-step*step', 'does not match'],
    [`${'*e'.repeat(4)}${'*'.repeat(40)}x`, 'does not match'],
  ])('%s, as a pattern, %s neuron/lif/refuses-no-step', (pattern, answer) => {
    expect(matches(pattern, cases[1] as Case)).toBe(answer === 'matches');
  });

  it.each([
    ['is not JSON', '{', 'skips.json: is not JSON'],
    ['has no list', '{}', 'expected {"skips":[{"id":"…","reason":"…"}]}'],
    ['lacks a reason', file({ id: 'threshold' }), 'skips[0].reason: expected string, but got nothing'],
    [
      'has a blank reason',
      file({ id: 'threshold', reason: '  ' }),
      'skips[0].reason: expected string of at least 1 characters, but got "  "',
    ],
    [
      'has a long reason',
      file({ ...skip, reason: 'r'.repeat(1001) }),
      'skips[0].reason: expected string of at most 1000',
    ],
    ['has a long pattern', file({ ...skip, id: '*'.repeat(201) }), 'skips[0].id: expected string of at most 200'],
    ['has more patterns than cases', file(...Array(1001).fill(skip)), 'skips: expected array of at most 1000 items'],
    ['has a misspelled field', file({ ...skip, tri: false }), 'skips[0].tri: is not a field; expected {'],
    ['repeats an id', file(skip, skip), 'skips.json: neuron/lif/* is listed twice'],
    ['names no case', file({ ...skip, id: 'C9' }), 'skips.json: C9 is not a case or clause; lifspec check --list'],
    [
      'misspells a case',
      file({ ...skip, id: 'lif/reset-to-0' }),
      '(did you mean lif/resets-to-zero?); lifspec check --list',
    ],
  ])('is refused if it %s', (_, text, message) => {
    expect(() => readSkips('skips.json', text, cases)).toThrow(message);
  });
});
