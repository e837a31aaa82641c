import { describe, expect, it } from 'vitest';
import { formatJson } from '../../src/base/text.ts';
import type { Case } from '../../src/conformance/judge/case.ts';
import { type Exchange, History, mostShown, showExchanges } from '../../src/conformance/judge/exchange.ts';
import { judge } from '../../src/conformance/judge/judge.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { memoryInUse } from '../collect-garbage.ts';
import { changed, largeState } from './changed.ts';
import { failure, judged, madeUp, right } from './judged.ts';

const count = (length: number) => Array.from({ length }, (_, step) => step);

/** A run that continues from a state, with an answer of some length. */
const exchangeOf = (spikes: readonly number[], asked: readonly number[] = [1], state: unknown = 7) =>
  ({
    capability: 'neuron',
    input: { a: Float32Array.of(1), b: NaN, asked, state },
    output: { spikes: [spikes, [1]], state },
  }) satisfies Exchange;

describe('an exchange', () => {
  const input = { a: [1], b: 'NaN', asked: [1], state: 'of an earlier answer' };

  it('is shown as plain data, without states', async () => {
    const shown = [{ capability: 'neuron', input, got: { spikes: [[1, 2], [1]] } }];
    expect(await showExchanges([exchangeOf([1, 2])])).toEqual({ exchanges: shown });
  });

  it('is shown without its answer, or not at all, if a verdict has no room for it', async () => {
    const long = count(100_000);
    const omitted = 'the answers, which are too long';
    expect(await showExchanges([exchangeOf(long)])).toEqual({ exchanges: [{ capability: 'neuron', input }], omitted });
    expect(await showExchanges([exchangeOf([], long)])).toMatchObject({ exchanges: [] });
  });
});

describe('what a check keeps', () => {
  /** A case that fails with an answer of some length. */
  const failsWith = (id: string, length: number): Case =>
    madeUp(id, { outcome: 'failed', failure, exchanges: [exchangeOf(count(length))] });

  it('is within a limit, and the verdict says which causes were not looked for', async () => {
    const cases = [failsWith('small', 10), failsWith('large', 3000), failsWith('other', 20)];
    const history = new History(1000);
    const { results } = await judge(right, { cases, history });
    const omitted = 'a search for its cause, because the answers of a check may take 256 MB in all';
    expect(results.map((one) => one.failure?.omitted)).toEqual([undefined, omitted, undefined]);
    expect(history.failing.get('large')).toBeUndefined();
    expect(history.failing.get('other')).toEqual([exchangeOf(count(20), [1], {})]);
  });

  it('includes no state, but which answer it came from', () => {
    const history = new History(1000);
    const state = { voltages: count(10_000) };
    expect(history.keep('one', [exchangeOf([1], [1], state), exchangeOf([2], [1], state)])).toBe(true);
    const [one, other] = history.failing.get('one') as ReturnType<typeof exchangeOf>[];
    expect(one?.output.state).toEqual({});
    expect(other?.input.state).toBe(one?.output.state);
  });

  it('is little, however large the states of failing answers are', async () => {
    const wrong = changed({ answer: (output) => ({ ...output, spikes: [[0]], state: largeState() }) });
    const vectors = publishedVectors().filter(({ capability }) => capability === 'neuron');
    const [history, before] = [new History(), memoryInUse()];
    const { results } = await judge(wrong, { cases: vectors.map((one) => vectorCase(one)), history });
    const kept = memoryInUse() - before;
    expect(results.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(50);
    expect(history.failing.get((results[0] as (typeof results)[number]).case.id)).toHaveLength(1);
    expect(kept).toBeLessThan(50 * 2 ** 20);
  });

  it('does not include the first answer to be repeated if that does not fit', () => {
    const history = new History(1000);
    for (const length of [5000, 50, 5]) history.add(exchangeOf(count(length)));
    expect(history.early.get('neuron')?.answer.length).toBe(JSON.stringify({ spikes: [count(50), [1]] }).length);
  });
});

describe('a verdict', () => {
  it('stays short, however many cases fail with long answers', async () => {
    const most = count(mostShown.failure / 64);
    const failing = { ...failure, smallest: (await showExchanges([exchangeOf(most)])).exchanges };
    const cases = count(100).map((id) => madeUp(`${id}`, { outcome: 'failed', failure: failing }));
    const verdict = await judged(right, { cases });
    const text = formatJson(verdict);
    expect(text.length).toBeLessThan(16 * 2 ** 20);
    expect(verdict.counts.failed).toBe(100);
    const failures = verdict.clauses.flatMap((clause) => clause.cases.map((one) => one.failure));
    expect(failures[0]).toEqual(failing);
    expect(failures.at(-1)).toEqual({ ...failure, omitted: 'the input and answers: there are too many' });
  });
});
