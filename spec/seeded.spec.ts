import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededLaws, trainedLaws } from '../properties/laws.ts';
import { seededMutants } from '../properties/mutants/seeded.ts';
import { type Distribution, draw, randomStream, shuffledOrder } from '../src/base/random.ts';
import type { Implementation, SeededInput } from '../src/conformance/implementation.ts';
import type { Law } from '../src/conformance/law.ts';
import { reference } from '../src/conformance/reference.ts';
import { buildEnsemble } from '../src/simulator/neuron/ensemble.ts';
import { defaultLif } from '../src/simulator/neuron/lif.ts';
import { rateHz } from '../src/simulator/neuron/rate.ts';
import { digestOf, recordedDigest } from './digest.ts';
import { holds } from './holds.ts';

describe('a stream of random numbers', () => {
  it('depends only on its name', () => {
    expect(randomStream('0/weights/conv1')()).toBe(0.0013551186681101113);
    expect(randomStream('0/weights/conv2')()).not.toBe(0.0013551186681101113);
  });

  it('gives the same 1,000 numbers on every JavaScript engine', () => {
    const numbers = Array.from({ length: 1000 }, randomStream('0/weights/conv1'));
    expect(digestOf(numbers)).toBe(recordedDigest('numbers/alea'));
  });

  it('draws one number per value, from a list or uniformly between two bounds', () => {
    expect(draw({ kind: 'choice', values: [100] }, 3, randomStream('any'))).toEqual([100, 100, 100]);
    const stream = randomStream('any');
    const halves = draw({ kind: 'uniform', low: -2, high: 0 }, 3, stream);
    const [first, second, third, fourth] = Array.from({ length: 4 }, randomStream('any'));
    expect(halves).toEqual([first, second, third].map((uniform) => -2 + 2 * (uniform as number)));
    expect(stream()).toBe(fourth);
  });

  it('refuses a choice that is not a number', () => {
    expect(() => draw({ kind: 'choice', values: [1, Number.NaN] }, 1, randomStream('any'))).toThrow(
      'values[1] must be',
    );
  });

  it('shuffles a list without losing or repeating a number', () => {
    expect([...shuffledOrder(4, randomStream('0/shuffle/epoch1'))]).toEqual([2, 3, 0, 1]);
    for (let count = 0; count <= 60; count++) {
      const order = shuffledOrder(count, randomStream(`${count}`));
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
    }
  });
});

describe('the law about the first neurons of many seeds', () => {
  const right = reference() as Required<Implementation>;
  const messageOf = async (seeded: Implementation['seeded'] = right.seeded) => {
    const law = seededLaws.find(({ id }) => id === 'seeded/first-neurons-of-many-seeds') as Law;
    const found = await fc.check(law.property({ ...right, seeded }), { numRuns: 1, seed: 1 });
    return String((found.errorInstance as { readonly got?: unknown } | undefined)?.got);
  };

  it('names the quantity that does not depend on the seed', async () => {
    const ignoring = async (input: SeededInput) => {
      const { initialVoltage } = await right.seeded({ ...input, seed: 0 });
      return { ...(await right.seeded(input)), initialVoltage };
    };
    expect(await messageOf(ignoring)).toBe('one: initialVoltage does not depend on the seed');
  });

  it('says that seeds only reorder the same values', async () => {
    const reordered = seededMutants.find(({ name }) => name === 'reorders-the-same-values');
    expect(await messageOf(reordered?.seeded)).toMatch(/^\d+: the same values for every seed, in another order$/);
  });

  it('names the quantity that is drawn once for two neurons', async () => {
    const paired = async (input: SeededInput) => {
      const answer = await right.seeded(input);
      const initialVoltage = answer.initialVoltage.map((_, n) => answer.initialVoltage[n - (n % 2)] as number);
      return { ...answer, initialVoltage };
    };
    expect(await messageOf(paired)).toMatch(
      /^the same for \d+ of \d+ seeds: initialVoltage is drawn once for two neurons$/,
    );
  });

  it('holds for the reference', async () => {
    expect(await messageOf()).toBe('undefined');
  });
});

describe('an ensemble of random neurons', () => {
  const settings = {
    neurons: 20,
    parameters: defaultLif,
    maxRatesHz: { kind: 'choice', values: [100] },
    intercepts: { kind: 'uniform', low: -1, high: 0.9 },
    initialVoltage: { kind: 'uniform', low: 0, high: 1 },
  } as const;

  it('draws every quantity from a separate stream', () => {
    const maxRatesHz = { kind: 'uniform', low: 100, high: 200 } as const;
    const ensemble = buildEnsemble('0/layer1', { ...settings, maxRatesHz });
    const drawn = (name: string, distribution: Distribution) =>
      draw(distribution, 20, randomStream(`0/layer1/${name}`));
    const rates = ensemble.tunings.map(({ gain, bias }) => rateHz(gain + bias, defaultLif));
    for (const [neuron, rate] of drawn('maxRatesHz', maxRatesHz).entries()) expect(rates[neuron]).toBeCloseTo(rate, 8);
    expect(ensemble.initialVoltage).toEqual(drawn('voltage', settings.initialVoltage));
  });

  for (const law of seededLaws) holds(law);
});

describe('laws about an implementation with a largest seed', () => {
  it('draw none that is larger', async () => {
    const asked: number[] = [];
    const refuse = ({ seed }: { readonly seed: number }): never => {
      asked.push(seed);
      throw new Error('has noted the seed');
    };
    const implementation = { name: 'noting', precision: 'float64', largestSeed: 2 ** 31 - 1 } as const;
    for (const { id, property } of [...seededLaws, ...trainedLaws]) {
      const before = asked.length;
      for (let seed = 0; seed < 5; seed++)
        await fc.check(property({ ...implementation, seeded: refuse, training: refuse }), {
          seed,
          numRuns: 1,
          endOnFailure: true,
        });
      expect(asked.length, id).toBeGreaterThan(before);
      expect(Math.max(...asked), id).toBeLessThanOrEqual(implementation.largestSeed);
    }
  });
});
