import { describe, expect, it } from 'vitest';
import { firesAsTextbook } from '../../properties/neuron/lif-forms.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { withExchange } from '../../src/conformance/judge/tried.ts';
import { SkippedCase } from '../../src/conformance/protocol/driver/fault.ts';
import { testsOf } from '../../src/report/verdict-scope.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { changed } from './changed.ts';
import { casesOf, judged, oneStep, passes, right } from './judged.ts';

const neuron = (changes: object) => ({ capability: 'neuron', input: { ...oneStep, ...changes }, output: {} }) as const;
const skipped = (by: 'lifspec' | 'implementation') => ({
  ...({ capability: 'neuron', input: oneStep } as const),
  error: new SkippedCase('too large', by),
});

it('a verdict states the largest sizes that were answered', async () => {
  const verdict = await judged(right, { cases: [passes, ...casesOf([firesAsTextbook])] });
  const { neurons = 0, steps = 0 } = verdict.exploration.tried?.neuron ?? {};
  expect(neurons).toBeGreaterThan(32);
  expect(neurons).toBeLessThanOrEqual(1200);
  expect(steps).toBeGreaterThan(60);
  expect(testsOf(verdict)).toContainEqual(
    expect.stringMatching(`^tried with up to: neuron ${neurons} neurons, ${steps.toLocaleString('en')} steps, dt/tau `),
  );
});

describe('what was tried', () => {
  it('does not contain refused inputs', () => {
    expect(withExchange({}, { capability: 'neuron', input: oneStep, error: new RangeError('no') })).toEqual({});
    expect(withExchange({}, neuron({}))).toEqual({
      neuron: { neurons: 1, steps: 1, smallestStep: 1, largestStep: 1, lowestFloor: 0 },
    });
  });

  it('contains the range of steps and the lowest floor of neurons', () => {
    const answered = [
      { dtSeconds: 0.01, minVoltage: -7 },
      { dtSeconds: 30, minVoltage: null },
      { dtSeconds: Number.NaN },
    ];
    expect(answered.map(neuron).reduce(withExchange, {}).neuron).toMatchObject({
      ...{ smallestStep: 0.01, largestStep: 30, lowestFloor: -7 },
    });
  });

  it('contains the largest seed, and the sizes of images and kernels of networks', () => {
    const network = { architecture: tutorial, initialVoltage: [], steps: 2, images: [] };
    const tried = [
      { capability: 'seeded', input: { neurons: 3, seed: 2 ** 53 - 1 }, output: {} } as const,
      { capability: 'network', input: network, output: {} } as const,
    ].reduce(withExchange, {});
    expect(tried).toMatchObject({ seeded: { largestSeed: 2 ** 53 - 1 }, network: { imageEdge: 28, kernelSize: 3 } });
  });

  it('is one line, with the requests that were left out below it', async () => {
    const verdict = await judged(right, { cases: [passes] });
    const tried = {
      neuron: { neurons: 100, smallestStep: 1e-4, largestStep: 30, lowestFloor: -1000, leftOut: 31 },
      seeded: { neurons: 3, largestSeed: 2 ** 32 },
      network: { imageEdge: 28, kernelSize: 5, leftOut: 1 },
    };
    expect(testsOf({ ...verdict, exploration: { ...verdict.exploration, tried } }).slice(1, 3)).toEqual([
      'tried with up to: neuron 100 neurons, dt/tau 0.0001 to 30, floor -1,000; ' +
        'seeded 3 neurons, seed 4,294,967,296; network 28 × 28 pixels, 5 × 5 kernels',
      'left out, because they exceed its limits, are skipped or are unsupported: 31 requests for neuron, 1 request for network',
    ]);
  });

  it('counts requests that were left out, although no law counts as skipped', async () => {
    const exchanges = [skipped('lifspec'), skipped('lifspec'), skipped('implementation'), neuron({})];
    expect(exchanges.reduce(withExchange, {}).neuron).toMatchObject({ leftOut: 3, steps: 1 });
    let asked = 0;
    const ask = (input: NeuronInput) => {
      if (++asked % 3 === 0) throw new SkippedCase('too large', 'lifspec');
      return input;
    };
    const verdict = await judged(changed({ ask }), { cases: [passes, ...casesOf([firesAsTextbook])] });
    expect(verdict.counts).toMatchObject({ passed: 2, skipped: 0 });
    expect(testsOf(verdict)).toContainEqual(
      expect.stringMatching(
        /^left out, because they exceed its limits, are skipped or are unsupported: \d+ requests for neuron/,
      ),
    );
  });
});
