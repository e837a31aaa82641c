import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { NeuronTypeName } from '../../src/models/neuron-types.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { answerExplanation } from '../../src/study/answer/answer-explanation.ts';
import {
  explain,
  explainFloor,
  type FurtherFindings,
  type MeasuredAmplitude,
} from '../../src/study/explanation/explain.ts';
import { usualAmplitudes, warnAbout } from '../../src/study/explanation/explain-network.ts';
import type {
  AccuracyExplanation,
  ExplainedVariation,
  RunKind,
} from '../../src/study/explanation/explanation-schema.ts';
import { explainVariation, measureRates, variationsOf } from '../../src/study/explanation/measure.ts';
import { mean } from '../../src/study/statistics/statistics.ts';

/** 100 images, of which the first ones are classified correctly. */
const right = (count: number) => Array.from({ length: 100 }, (_, image) => (image < count ? 1 : 0));

/** Made-up measurements: numbers of correct images, and twice the spikes of the rates with a floor. */
const at = (amplitude: number, counts: Readonly<Record<RunKind, number>>): MeasuredAmplitude => ({
  amplitude,
  kick: 12 * amplitude,
  rate: { right: right(counts.rate), spikes: [0.1, 0.05], silent: [0, 0] },
  floored: { right: right(counts.floored), spikes: [0.1, 0.1] },
  free: { right: right(counts.free), spikes: [0.1, 0.06] },
  rescaled: { right: right(counts.rescaled), spikes: [0.1, 0.05] },
});
const good = { rate: 98, floored: 98, free: 98, rescaled: 98 };
const dropping = [
  at(0.01, good),
  at(0.02, { ...good, floored: 96 }),
  at(0.5, { rate: 96, floored: 80, free: 97, rescaled: 98 }),
];
const floorsOf = (counts: readonly [number | null, number][]) =>
  counts.map(([minVoltage, count]) => explainFloor(minVoltage, right(count), dropping.at(-1) as MeasuredAmplitude));
const floors = floorsOf([
  [0, 80],
  [-4, 88],
  [-16, 96],
  [null, 97],
]);
const found: FurtherFindings = {
  warnings: [],
  dropFrom: 0.02,
  floors,
  variations: [],
};
const answer = (explanation: AccuracyExplanation) =>
  answerExplanation(explanation, { images: 100, trainedAmplitude: 0.01 });

/** The variations of a network of three layers, of which some numbers of images are correct with the floor. */
const variations = variationsOf(3, { dtSeconds: 0.001, steps: 30 });
const measuredVariation = (name: string, count: number): ExplainedVariation =>
  explainVariation(
    variations.find((one) => one.name === name) as (typeof variations)[number],
    { floored: right(count), free: null },
    { floored: right(80), free: right(98) },
  );

describe('an explanation', () => {
  it('uses multiples of the training amplitude by default', () => {
    expect(usualAmplitudes(0.01)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(usualAmplitudes(0.07)).toEqual([0.07, 0.14, 0.35, 0.7, 1.4, 3.5]);
  });

  const explanation = explain(dropping, 0.01, found);

  it('chooses the largest amplitude that is not significantly worse than that of training', () => {
    expect(explanation.amplitudes.map(({ isWorse }) => isWorse)).toEqual([false, false, true]);
    expect([explanation.choice, explanation.reference]).toEqual([0.02, 0.01]);
    const clear = [at(0.01, good), at(0.02, { ...good, floored: 90 })];
    expect(explain(clear, 0.01, found).choice).toBe(0.01);
    // the best of several amplitudes is best by chance, so it is not what the others are compared with
    const lucky = [at(0.005, { ...good, floored: 100 }), at(0.01, { ...good, floored: 94 }), at(0.02, good)];
    expect(explain(lucky, 0.012, found).amplitudes.map(({ isWorse }) => isWorse)).toEqual([false, false, false]);
  });

  it('corrects for the number of amplitudes', () => {
    const six = { ...good, floored: 92 }; // six images lost: p = 1/64
    const worseOf = (amplitudes: readonly number[]) =>
      explain([at(0.01, good), ...amplitudes.map((one) => at(one, six))], 0.01, found).choice;
    expect([worseOf([0.02]), worseOf([0.02, 0.05, 0.1, 0.2])]).toEqual([0.01, 0.2]);
  });

  it('finds what spikes lose at the amplitude of training, if it is more than 3 points and more than chance', () => {
    const isFound = (floored: number, rate: number) =>
      explain([at(0.01, { ...good, rate, floored })], 0.01, found).losesBySpikes;
    expect([isFound(90, 98), isFound(96, 98), isFound(98, 98)]).toEqual([true, false, false]);
  });
});

describe('the variations of an explanation', () => {
  it('are the floor in one layer, another reset, a synapse, other voltages and steps, and a longer window', () => {
    const listed = (layers: number, neurons?: NeuronTypeName) =>
      variationsOf(layers, { dtSeconds: 0.001, steps: 30, ...(neurons && { neurons }) });
    expect(listed(3).map(({ name, change }) => [name, change])).toEqual([
      ...[0, 1, 2].map((layer) => [`floor in layer ${layer + 1} only`, { flooredLayers: [layer] }]),
      ['reset by subtraction', { neurons: 'reset-by-subtraction' }],
      ['synapses of 5 ms between layers', { synapseSeconds: 0.005 }],
      ['initial voltages of 0', { initialVoltage: 'zero' }],
      ['other initial voltages', { initialVoltage: 'uniform', seeds: [1_000_003] }],
      ['steps of 0.25 ms', { dtSeconds: 0.00025, steps: 120 }],
      ['steps of 2 ms', { dtSeconds: 0.002, steps: 15 }],
      ['120 ms instead of 30', { steps: 120 }],
    ]);
    expect(listed(2, 'reset-by-subtraction')[2]).toMatchObject({ name: 'reset to 0', change: { neurons: 'lif' } });
    const others = listed(2, 'adaptive-lif' as 'lif'); // another reset would also change what else it does
    expect(others.filter(({ kind }) => kind === 'reset')).toEqual([]);
  });

  it('recover the accuracy if they are no worse with the floor than the network without it', () => {
    expect(measuredVariation('120 ms instead of 30', 97).recovers).toBe(true);
    expect(measuredVariation('120 ms instead of 30', 85).recovers).toBe(false);
    // keeps an accuracy that is lost without the floor as well, but recovers nothing
    const [first] = variations;
    const same = { floored: right(80), free: right(80) };
    expect(explainVariation(first as (typeof variations)[number], same, same).recovers).toBe(false);
  });
});

describe('the warnings of an explanation', () => {
  it.each([
    ['nothing if a trained network has some silent neurons', 0.9, 0.3, /^$/],
    ['a layer that hardly fires', 0.9, 0.95, /^Layer 1: 95\.0 % of the neurons fire for no image\./],
    ['an accuracy close to chance', 0.19, 0.3, /^As a rate network .* only 19\.0 % correctly, which is close/],
  ])('name %s', (_, accuracy, silent, message) => {
    expect(warnAbout(10, accuracy, [silent]).join('\n')).toMatch(message);
  });
});

// all of its other sentences are in a saved explanation, which saved-study.spec.ts compares
it('the answer of an explanation says in every situation what spec/study/golden/explanations.txt contains', async () => {
  const none = { ...found, floors: [] };
  const lucky = floorsOf([
    [0, 80],
    [-4, 97],
    [-16, 60],
    [null, 97],
  ]);
  const lost = { rate: 90, floored: 80, free: 81, rescaled: 82 };
  const usual = answer(explain(dropping, 0.01, found));
  const situations: Readonly<Record<string, string[]>> = {
    'there is a warning': answer(explain(dropping, 0.01, { ...found, warnings: ['close to chance'] })).slice(0, 1),
    'accuracy does not drop': answer(explain([at(0.01, { ...good, floored: 97 }), at(0.5, good)], 0.01, none)),
    'spikes lose at the amplitude of training': answer(explain([at(0.01, { ...good, floored: 90 })], 0.01, none)),
    'no remedy is better than chance': answer(explain([at(0.01, good), at(0.5, lost)], 0.01, none)),
    'a floor is high enough, but lower ones are not': answer(explain(dropping, 0.01, { ...found, floors: lucky })),
  };
  const texts = Object.entries(situations).map(([name, lines]) => {
    return `If ${name}:\n${lines.filter((line) => !usual.includes(line)).join('\n')}\n`;
  });
  await expect([`${usual.join('\n')}\n`, ...texts].join('\n')).toMatchFileSnapshot('golden/explanations.txt');
});

describe('the rates of an explanation', async () => {
  const engine = await createEngine();

  it('show which neurons are silent', () => {
    const silentAt = (gray: number) =>
      measureRates(engine, build(miniature, 0), tutorialPoint, [new Uint8Array(784).fill(gray)]).silent;
    expect(silentAt(0)).toEqual([1, 1]);
    expect(silentAt(255)[0]).toBeLessThan(0.9);
  });

  it('predict rate · dt spikes, the mean over neurons and images, whatever the amplitude', () => {
    const network = build(miniature, 0);
    const images = [0, 1].map((shift) => Uint8Array.from({ length: 784 }, (_, pixel) => ((pixel + shift) * 37) % 256));
    const point = { ...tutorialPoint, amplitude: 0.02 };
    const outputs = images.map((image) => runRates(foldForRates(network, point), image).outputs);
    const predicted = measureRates(engine, network, point, images).spikes;
    for (const [layer, spikes] of predicted.entries()) {
      const sent = mean(outputs.flatMap((layers) => Array.from(layers[layer] ?? [])));
      // sums of 1,024 numbers in another order
      expect(spikes / ((sent / 0.02) * 0.001)).toBeCloseTo(1, 12);
    }
    expect(predicted[0]).toBeLessThan(0.5); // 500 Hz at most
  });
});
