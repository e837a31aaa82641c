import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../../src/conformance/judge/judge.ts';
import { findLikenesses, rankBroken } from '../../src/conformance/judge/likeness.ts';

const ids = Array.from({ length: 20 }, (_, place) => `case-${place}`);

/** Twenty cases. The first ones fail. */
const failing = (count: number) =>
  ids.map((id, place) => ({ case: { id }, outcome: place < count ? 'failed' : 'passed' })) as unknown as CaseResult[];

/** A mutant that fails a range of the cases. */
const mutant = (from: number, to: number) => ({ name: 'wrong', difference: 'is wrong', fails: ids.slice(from, to) });

const aliken = (results: readonly CaseResult[], from: number, to: number) =>
  findLikenesses(results, [mutant(from, to)]).map(({ alike }) => alike);

describe('the broken clauses', () => {
  it('begin with the one that few mutants break', () => {
    const subjectOf = ({ case: { id } }: CaseResult) => ['often', 'seldom'][Math.floor(ids.indexOf(id) / 2)] ?? 'never';
    const mutants = [mutant(0, 2), mutant(0, 3), mutant(1, 2)];
    expect(rankBroken(failing(4), mutants, subjectOf)).toEqual(['seldom', 'often']);
    expect(rankBroken(failing(2), mutants, subjectOf)).toEqual(['often']);
  });
});

describe('a mutant with similar failures', () => {
  it('is named if a third of the failures are the same', () => {
    expect(aliken(failing(4), 0, 4)).toEqual([1]);
    expect(aliken(failing(4), 1, 5)).toEqual([3 / 5]);
    expect(aliken(failing(4), 3, 7)).toEqual([]);
  });

  it('is named only if nearly all failures are the same, provided that most cases fail', () => {
    expect(aliken(failing(16), 0, 16)).toEqual([1]);
    expect(aliken(failing(16), 2, 18)).toEqual([]);
  });

  it('is not sought among cases that end in an error of the program', () => {
    const failure = { message: '', expected: 'an answer', got: 'no such file', isError: true } as const;
    const results = failing(4).map((one, index) => (index < 3 ? { ...one, failure } : one));
    expect(aliken(results, 0, 3)).toEqual([]);
    expect(aliken(results, 0, 4)).toEqual([1]);
  });
});
