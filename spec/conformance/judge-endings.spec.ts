import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls } from '../../properties/index.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { doubledAmplitudeDoubles, spikesIgnoreAmplitude } from '../../properties/neuron/lif-amplitude.ts';
import { silentAtCurrentOne } from '../../properties/neuron/lif-threshold.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Skip } from '../../src/conformance/judge/skip.ts';
import type { Law } from '../../src/conformance/law.ts';
import { AnsweredError, ImplementationFault, SkippedCase } from '../../src/conformance/protocol/driver/fault.ts';
import { vectorCase } from '../../src/conformance/vectors/vector-case.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { casesOf, fails, judged, lifCases, madeUp, oneStep, outcomesOf, passes, right } from './judged.ts';

describe('nothing passes', () => {
  it('without a case', async () => {
    expect(await judged(right, { cases: [] })).toMatchObject({ level: 'none', conforming: false });
  });

  it('if it never fires, not even the law that it stays silent', async () => {
    const silent: Implementation = {
      ...{ name: 'silent', precision: 'float64' },
      neuron: ({ initialVoltage }) => ({ spikes: initialVoltage.map(() => []), spikeHeight: 1000 }),
    };
    const deviations = { integrator: 'has another integrator' };
    const verdict = await judged(silent, { cases: casesOf([silentAtCurrentOne, spikesIgnoreAmplitude]), deviations });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['failed']));
    expect(verdict).toMatchObject({ conforming: false, counts: { passed: 0 } });
  });

  it('of silence alone, but by one that can fire', async () => {
    const cases = casesOf([silentAtCurrentOne]);
    expect(await judged(right, { cases })).toMatchObject({ conforming: true, counts: { passed: 1, failed: 0 } });
    const vectors = publishedVectors().filter(({ id }) => id === 'neuron/lif/current-one');
    const verdict = await judged(right, { cases: vectors.map((one) => vectorCase(one)) });
    expect(verdict).toMatchObject({ level: 'bits', conforming: true });
  });

  it('that takes for granted what an implementation does otherwise', async () => {
    const deviations = { amplitude: 'has no amplitude' };
    const verdict = await judged(right, { cases: casesOf([doubledAmplitudeDoubles]), deviations });
    expect(verdict.claims[0]).toMatchObject({
      outcome: 'not applicable',
      level: null,
      cases: [{ outcome: 'not applicable', reason: 'has no amplitude' }],
    });
  });

  it('that looks at a part which is left out', async () => {
    const spikesOnly = controls.find(({ name }) => name.endsWith('spikes only')) as Implementation;
    const verdict = await judged(spikesOnly, { cases: lifCases });
    const passedOver = Object.entries(outcomesOf(verdict)).filter(([, outcome]) => outcome === 'not applicable');
    const looking = lifLaws.filter(({ looksAt }) => looksAt !== undefined).map(({ id }) => id);
    expect(passedOver.map(([id]) => id).toSorted()).toEqual(looking.toSorted());
  });
});

describe('skips', () => {
  const skip = (id: string, more: Partial<Skip> = {}): Skip[] => [{ id, reason: 'known', ...more }];

  it('are no failures, and are told with their reason', async () => {
    const verdict = await judged(right, { cases: [passes, fails], skips: skip('fails') });
    expect(verdict).toMatchObject({ conforming: true, level: 'bits', counts: { passed: 1, skipped: 1 } });
    expect(verdict.skips).toEqual([{ reason: 'known', by: 'file', cases: ['fails'] }]);
  });

  it('that would pass are failures', async () => {
    const verdict = await judged(right, { cases: [passes, fails], skips: [...skip('passes'), ...skip('fails')] });
    expect(outcomesOf(verdict)).toEqual({ passes: 'unneeded skip', fails: 'skipped' });
    expect(verdict.conforming).toBe(false);
  });

  it('are not even tried if that would end the implementation', async () => {
    const verdict = await judged(right, { cases: [passes, fails], skips: skip('passes', { try: false }) });
    expect(outcomesOf(verdict)).toEqual({ passes: 'skipped', fails: 'failed' });
  });

  it('are made by the implementation too', async () => {
    const refuses = new SkippedCase('cannot');
    const verdict = await judged(right, { cases: [passes, madeUp('unable', refuses)] });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', unable: 'skipped' });
    expect(verdict.skips).toEqual([{ reason: 'cannot', by: 'implementation', cases: ['unable'] }]);
    const nothing = await judged({ ...right, neuron: () => Promise.reject(refuses) }, { cases: lifCases });
    expect(nothing).toMatchObject({ level: 'none', conforming: false, counts: { passed: 0, failed: 0 } });
  });

  it('say what is no longer tested', async () => {
    const cases = casesOf(lifLaws);
    const skips = [...skip('C4', { try: false })];
    const { untested } = await judged(right, { cases, skips });
    expect(untested).toContainEqual({
      ...{ kind: 'claim', id: 'C4', because: 'skips' },
      what: "Doubling the amplitude doubles a layer's output.",
    });
    expect(untested.map(({ id }) => id)).toContain('ignores-amplitude');
    expect((await judged(right, { cases })).untested).toEqual([]);
  });
});

describe('an implementation that ends before its time', () => {
  const gone = new ImplementationFault('crash', 'run', 'ended with 3');

  it('is told apart from one that is wrong, with the case it was in', async () => {
    const verdict = await judged(right, { cases: [passes, madeUp('deadly', gone), fails] });
    expect(verdict.fault).toEqual({ kind: 'crash', message: 'ended with 3', case: 'deadly' });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', deadly: 'not run', fails: 'not run' });
    expect(verdict.conforming).toBe(false);
  });

  it('is not asked again by a law that looks for a smaller case', async () => {
    let asked = 0;
    const dying: Implementation = {
      ...right,
      neuron: () => {
        asked++;
        throw gone;
      },
    };
    const verdict = await judged(dying, { cases: lifCases });
    expect(verdict.fault?.case).toBe(lifCases[0]?.id);
    expect(asked).toBe(1);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['of a wrong shape', new ImplementationFault('shape', 'run', 'output.spikes: a list expected')],
    ['that is an error', new AnsweredError('overflow', 'too much')],
  ])('fails its case and leaves the others alone: %s', async (_, error) => {
    const verdict = await judged(right, { cases: [passes, madeUp('wrong', error)] });
    expect(outcomesOf(verdict)).toEqual({ passes: 'passed', wrong: 'failed' });
    expect(verdict).toMatchObject({ level: 'none', conforming: false, fault: null });
    expect(verdict.claims[0]?.cases[1]?.failure?.got).toBe(error.message);
  });
});

describe('a mistake of lifspec itself', () => {
  const mistake = new TypeError('undefined is not a function');

  it('is no failure of the implementation: nothing is judged', async () => {
    await expect(judged(right, { cases: [passes, madeUp('mistaken', mistake)] })).rejects.toBe(mistake);
  });

  it('is told apart from a refutation in a law too', async () => {
    const law: Law = {
      ...silentAtCurrentOne,
      property: ({ neuron }) =>
        fc.asyncProperty(fc.constant(oneStep), async (input) => {
          await neuron?.(input);
          throw mistake;
        }),
    };
    await expect(judged(right, { cases: casesOf([law]) })).rejects.toBe(mistake);
  });

  it('is not what an implementation in the same process throws', async () => {
    const mistaken: Implementation = {
      ...right,
      neuron: () => {
        throw mistake;
      },
    };
    const verdict = await judged(mistaken, { cases: [passes, ...casesOf([silentAtCurrentOne])] });
    expect(new Set(Object.values(outcomesOf(verdict)))).toEqual(new Set(['failed']));
  });
});
