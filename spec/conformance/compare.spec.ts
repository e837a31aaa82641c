import { describe, expect, it } from 'vitest';
import { lifInput } from '../../properties/arbitraries/lif.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import { comparePair } from '../../src/conformance/compare/compare.ts';
import { findingsSchema, type PairFindings } from '../../src/conformance/compare/findings.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { SkippedCase } from '../../src/conformance/protocol/driver/fault.ts';
import { reference } from '../../src/conformance/reference.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { memoryInUse } from '../collect-garbage.ts';
import { alsoSlow, isSlow } from '../slow.ts';
import { changed, largeState } from './changed.ts';

const nengo = nengoConventions;
const plain: Conventions = { ...nengo, refractory: 'none' };
const subtracting: Conventions = { ...plain, reset: 'subtract' };

/** Every fifth vector and ten generated inputs take a fraction of a second. */
const vectors = publishedVectors().filter(({ capability }, index) => capability !== 'network' && index % 5 === 0);
const compared = (a: Implementation, b: Implementation) =>
  comparePair({ a, b }, { neurons: lifInput(), vectors, exploration: { seed: 1830, numRuns: 10 } });
const comparedRules = (a: Conventions, b: Conventions) => compared(simulatorOf(a), simulatorOf(b));

const fieldsIn = ({ rules }: PairFindings) => rules?.map(({ field }) => field);

describe('a comparison of two simulators', () => {
  it('finds the smallest input that separates reset to zero from reset by subtraction', async () => {
    const found = await comparedRules(nengo, { ...nengo, reset: 'subtract' });
    expect(findingsSchema.parse(found)).toEqual(found);
    const { separation, agrees } = found;
    expect(agrees).toBe(false);
    expect(separation).toMatchObject({ what: 'spikes', neuron: 0, step: 2, voltageStep: 0 });
    expect(separation?.input.current).toEqual([[32], [32], [32]]);
    expect([separation?.answers.a.spikes, separation?.answers.b.spikes]).toEqual([[[0]], [[0, 2]]]);
  });

  /** Pairs of rules that differ in one rule, each of which is once the explanation. */
  const pairs: readonly (readonly [keyof Conventions, Conventions, Partial<Conventions>])[] = [
    ['integrator', nengo, { integrator: 'euler' }],
    ['inputScale', plain, { inputScale: 'dt-over-tau' }],
    ['comparison', nengo, { comparison: '>=' }],
    ['reset', plain, { reset: 'none' }],
    ['resetTime', subtracting, { resetTime: 'one-step-late' }],
    ['refractory', nengo, { refractory: 'none' }],
    ['spikeTime', nengo, { spikeTime: 'end-of-step' }],
    ['floor', nengo, { floor: 'none' }],
    ['initialVoltage', nengo, { initialVoltage: 'zero' }],
    ['inputDelay', nengo, { inputDelay: 'one-step' }],
    ['spikeDelay', nengo, { spikeDelay: 'one-step' }],
    ['spikesPerStep', subtracting, { spikesPerStep: 'many' }],
    ['shownVoltage', nengo, { shownVoltage: 'before-reset' }],
  ];

  it.each(pairs.filter((_, index) => isSlow || index % 4 === 1))(
    'names the rule in which two simulators differ: %s',
    alsoSlow,
    async (field, a, change) => {
      const b = { ...a, ...change };
      const isReversed = field === 'reset' || field === 'comparison';
      for (const found of [await comparedRules(a, b), ...(isReversed ? [await comparedRules(b, a)] : [])]) {
        expect(fieldsIn(found)).toEqual([field]);
        const { separation } = found as { separation: NonNullable<PairFindings['separation']> };
        expect(separation.what).toBe(field === 'shownVoltage' ? 'voltage' : 'spikes');
        expect(separation.input.current.length).toBe(separation.step + 1);
        expect(separation.input.initialVoltage).toHaveLength(1);
        expect(found.agrees).toBe(field === 'shownVoltage');
      }
    },
  );

  it('lists the choices of both in each rule, and those that are mistakes too', async () => {
    const found = await compared(simulatorOf(nengo), simulatorOf({ threshold: '1.001', floor: 'none' }));
    expect(found.rules).toEqual([
      { field: 'threshold', a: '1', b: '1.001' },
      { field: 'floor', a: 'as-asked', b: 'none' },
    ]);
  });

  it('says that only rounding differs, and by how much', async () => {
    const sums = simulatorOf({ form: 'sum' });
    const {
      agrees,
      bitIdentical,
      compared: inputs,
      rules,
      largestVoltageDifference,
      separation,
      failed,
    } = await compared(reference(), sums);
    expect([agrees, rules, separation]).toEqual([true, [], null]);
    expect(bitIdentical).toBeLessThan(inputs);
    expect(largestVoltageDifference).toBeGreaterThan(0);
    expect(largestVoltageDifference).toBeLessThan(1e-12);
    expect(failed).toEqual({ a: 0, b: 0 });
  });

  it('does not name a rule that the answers do not determine', async () => {
    const rules: Conventions = { ...plain, floor: 'none' };
    const run = (asked: NeuronInput) => {
      if (Number.isFinite(asked.minVoltage)) throw new SkippedCase('has no floor');
      return simulate(rules, asked);
    };
    const found = await compared(simulatorOf(rules), changed({ run }));
    expect(found.diagnoses.b.open.map(({ field }) => field)).toContain('floor');
    expect(found.rules).toEqual([]);
  });

  it('finds equal bits for equal numbers, and not for another spike height', async () => {
    const same = await compared(reference(), reference());
    expect(same).toMatchObject({ agrees: true, bitIdentical: same.compared, separation: null, rules: [] });
    const low = await comparedRules(nengo, { ...nengo, spikeHeight: '1' });
    expect(low).toMatchObject({
      agrees: true,
      separation: null,
      rules: [{ field: 'spikeHeight', a: 'amplitude/dt', b: '1' }],
    });
    expect(low.bitIdentical).toBeLessThan(low.compared);
  });

  it('names no rule of a simulator that follows none of the known ones, but separates it', async () => {
    const fourOfFive = (train: readonly number[]) => train.filter((_, spike) => spike % 5 !== 4);
    const odd = changed({ answer: ({ spikes, ...rest }) => ({ ...rest, spikes: spikes.map(fourOfFive) }) });
    const found = await compared(simulatorOf(nengo), odd);
    expect(found).toMatchObject({ rules: null, largestVoltageDifference: null, agrees: false });
    expect(found.diagnoses.b).toMatchObject({ outcome: 'unexplained', sets: [] });
    const trains = found.separation?.answers;
    expect([trains?.a.spikes?.[0]?.length, trains?.b.spikes?.[0]?.length]).toEqual([5, 4]);
  });

  it('counts what one of them does not answer as a failure, and what it skips as not compared', async () => {
    const picky = (error: Error) =>
      changed({
        ask: (asked) => {
          if (Number.isFinite(asked.minVoltage) && asked.minVoltage < -0.5) throw error;
          return asked;
        },
      });
    const refusing = await compared(reference(), picky(new Refusal('too low')));
    expect(refusing).toMatchObject({ agrees: false, separation: null, failed: { a: 0 } });
    expect(refusing.failed.b).toBeGreaterThan(0);
    const skipping = await compared(reference(), picky(new SkippedCase('too low')));
    expect(skipping).toMatchObject({ agrees: true, separation: null });
    expect(skipping.skipped.b).toBeGreaterThan(0);
    const both = await compared(picky(new Refusal('no')), picky(new Refusal('no')));
    expect(both).toMatchObject({ agrees: true, separation: null });
  });

  it('keeps no states, however large they are', async () => {
    const [before, used]: [number, number[]] = [memoryInUse(), []];
    const answer = (output: NeuronOutput) => {
      used.push(used.length % 10 === 9 ? memoryInUse() - before : 0);
      return { ...output, state: largeState() };
    };
    await compared(changed({ answer }), reference());
    expect(used.length).toBeGreaterThan(50);
    expect(Math.max(...used)).toBeLessThan(60 * 2 ** 20);
  });

  it('neither agrees nor differs if nothing is answered by both', async () => {
    const run = () => {
      throw new SkippedCase('not today');
    };
    expect(await compared(reference(), changed({ run }))).toMatchObject({ agrees: null, rules: null });
  });
});
