import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainedMutants } from '../../properties/mutants/trained.ts';
import { requireThat } from '../../properties/require.ts';
import { startsAsGlorotSays } from '../../properties/trained/start.ts';
import type { EventsInput, Implementation } from '../../src/conformance/implementation.ts';
import type { Finding } from '../../src/conformance/judge/case.ts';
import { Recording } from '../../src/conformance/judge/exchange.ts';
import { lawCase } from '../../src/conformance/judge/law-case.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { Refutation } from '../../src/conformance/refutation.ts';
import { firstClearlyOff, numbersOff } from '../../src/conformance/vectors/comparison.ts';

const right = reference();

describe('weights that are drawn within another limit', () => {
  it('are told by which rule', async () => {
    const mutant = trainedMutants.find(({ name }) => name === 'training-starts-without-area') as Implementation;
    const { errorInstance } = await fc.check(startsAsGlorotSays.property(mutant), { numRuns: 5, seed: 1 });
    expect(String((errorInstance as Refutation).got)).toContain('that of Glorot without the area of the kernel');
  });
});

/** A neuron that a source inhibits with a weight. */
const inhibited = (weight: number): EventsInput => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 0,
  minVoltage: -10,
  initialVoltage: [0],
  steps: 4,
  receptors: [{ kind: 'delta' }],
  sources: [[0]],
  connections: [{ source: 0, target: 0, receptor: 0, weight: -weight, delaySteps: 1 }],
});

/** A law that compares two answers to equal requests. */
const answersTwiceAlike = (weights: fc.Arbitrary<number>): Law => ({
  id: 'test/alike',
  clause: 'event',
  statement: 'always answers equal requests alike',
  needs: ['events'],
  property: (implementation) =>
    fc.asyncProperty(weights, async (weight) => {
      const run = capabilityOf(implementation, 'events');
      const [one, other] = [await run(inhibited(weight)), await run({ ...inhibited(weight), bias: [0] })];
      const [expected, got] = [one.voltage?.[1]?.[0], other.voltage?.[1]?.[0]];
      requireThat(expected === got, answersTwiceAlike(weights), () => ({ expected, got }));
    }),
});

/** Doubles the voltages of some answers. */
const wrongIf = (isWrong: (input: EventsInput) => boolean): Implementation => ({
  ...right,
  events: async (input) => {
    const answer = await capabilityOf(right, 'events')(input);
    const voltage = (answer.voltage ?? []).map((row) => row.map((one) => 2 * one));
    return isWrong(input) ? { ...answer, voltage } : answer;
  },
});

/** A billion weights, each as likely. */
const upTo = (most: number) => fc.noBias(fc.integer({ min: 1, max: 1e9 })).map((parts) => (most * parts) / 1e9);

const triedOn = async (implementation: Implementation, weights = upTo(1)): Promise<Finding> =>
  await lawCase(answersTwiceAlike(weights), { seed: 1, numRuns: 20 }, { right }).run(new Recording(implementation));

describe('of two answers that disagree', () => {
  it.each([
    [1, (input: EventsInput) => input.bias === undefined],
    [2, (input: EventsInput) => input.bias !== undefined],
  ])('the right number is the expected one if answer %i is wrong', async (wrong, isWrong) => {
    const { failure } = await triedOn(wrongIf(isWrong));
    expect(failure?.stage).toBe(`voltage[1][0] of answer ${wrong}`);
    expect(Number(failure?.got)).toBeCloseTo(2 * Number(failure?.expected), 9);
  });

  it('none is called wrong if both are right', async () => {
    expect(await triedOn(right)).toMatchObject({ outcome: 'passed' });
  });
});

describe('the smallest failing input', () => {
  it('is not so small that what is wrong looks like rounding', async () => {
    const { failure } = await triedOn(wrongIf(({ bias }) => bias !== undefined));
    expect(Math.abs(Number(failure?.expected))).toBeGreaterThanOrEqual(1e-4);
  });

  it.each([1, 2, 3, 4])('is none that shows hardly more than rounding if another does, with seed %i', async (seed) => {
    const law = answersTwiceAlike(fc.constantFrom(1e-12, 2));
    const recording = new Recording(wrongIf(({ bias }) => bias !== undefined));
    const { failure } = await lawCase(law, { seed, numRuns: 20 }, { right }).run(recording);
    expect(failure?.expected).toBe('-2');
  });

  it('is small if nothing larger fails', async () => {
    const { failure } = await triedOn(
      wrongIf(({ bias }) => bias !== undefined),
      upTo(1e-5),
    );
    expect(Math.abs(Number(failure?.expected))).toBeLessThan(1e-5);
  });
});

describe('the first number that is clearly off', () => {
  it('is not one that differs by rounding before it', () => {
    const off = [...numbersOff({ voltage: [0.1, 0.2, 0.5] }, { voltage: [0.1 + 1e-16, 0.2, 0.9] })];
    expect(firstClearlyOff(off)).toMatchObject({ place: 'voltage[2]', expected: 0.5, got: 0.9 });
  });

  it('is one that is missing', () => {
    expect(firstClearlyOff([...numbersOff([[1, 3]], [[1]])])).toMatchObject({ place: '[0][1]', expected: 3 });
  });

  it('is none of equal answers, or of fields that only one of them has', () => {
    expect(firstClearlyOff([...numbersOff({ a: [1], b: 2 }, { a: [1] })])).toBeUndefined();
  });
});
