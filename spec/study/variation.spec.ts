import { describe, expect, it } from 'vitest';
import { describeCauses, describeRetraining, describeVariations } from '../../src/study/answer/remedy-advice.ts';
import { explainVariation, type MeasuredVariation, variationsOf } from '../../src/study/explanation/variation.ts';

const right = (count: number) => Array.from({ length: 100 }, (_, image) => (image < count ? 1 : 0));
const variations = variationsOf(3, { dtSeconds: 0.001, steps: 30 });
const measured = (name: string, floored: number, free: number | null) => {
  const variation = variations.find((one) => one.name === name) as (typeof variations)[number];
  const result: MeasuredVariation = {
    ...variation,
    floored: right(floored),
    free: free === null ? null : right(free),
    before: { floored: right(80), free: right(98) },
  };
  return explainVariation(result);
};

describe('what else is tried', () => {
  it('is the floor in each layer and in all but it, another reset, other steps, a longer window', () => {
    expect(variations.map(({ name }) => name)).toEqual([
      'floor in layer 1 only',
      'floor in layer 2 only',
      'floor in layer 3 only',
      'floor in all but layer 1',
      'floor in all but layer 2',
      'floor in all but layer 3',
      'reset by subtraction',
      'steps of 0.25 ms',
      'steps of 2 ms',
      '120 ms instead of 30',
    ]);
    expect(variations.map(({ change }) => change).slice(4)).toEqual([
      { flooredLayers: [0, 2] },
      { flooredLayers: [0, 1] },
      { reset: 'subtract' },
      { dtSeconds: 0.00025, steps: 120 },
      { dtSeconds: 0.002, steps: 15 },
      { steps: 120 },
    ]);
  });

  it('says the same twice for two layers, so it says it once', () => {
    const names = variationsOf(2, { dtSeconds: 0.001, steps: 30 }).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('floor'))).toEqual([
      'floor in layer 1 only',
      'floor in layer 2 only',
    ]);
  });

  it('recovers if it is not worse with the floor than the network is without', () => {
    expect(measured('120 ms instead of 30', 97, 98).recovers).toBe(true);
    expect(measured('120 ms instead of 30', 85, 98).recovers).toBe(false);
  });

  it('is put into words: the layer that matters most, then the rest', () => {
    const layers = [99, 95, 87].map((count, layer) => measured(`floor in layer ${layer + 1} only`, count, null));
    expect(describeVariations([...layers, measured('120 ms instead of 30', 85, 98)])).toEqual([
      'The floor matters most in layer 3. With the floor in layer 1 only 99.0 %, in layer 2 only 95.0 %, in layer 3 only 87.0 %; in all 80.0 %, in none 98.0 %.',
      '120 ms instead of 30: 85.0 % with the floor, 98.0 % without; 80.0 % and 98.0 % otherwise (100 images). It does not make up for the floor.',
    ]);
    expect(describeVariations([measured('floor in layer 1 only', 98, null)])).toEqual([
      "No layer's floor alone makes it worse than no floor at all, 98.0 %.",
    ]);
    expect(describeVariations([])).toEqual([]);
  });
});

describe('what became of retraining', () => {
  const fall = { total: 0.4, rates: 0.3, spikes: 0.02, floor: 0.08 };
  const none = { total: 0, rates: 0, spikes: 0, floor: 0 };
  const accuracy = { rate: 0.6, floored: 0.4, free: 0.5 };

  it('is put into words, with what was lost to what', () => {
    const remedies = { retrained: { accuracy, fall }, retrainedRescaled: { accuracy, fall: none } };
    expect(describeRetraining({ amplitude: 0.5, remedies } as Parameters<typeof describeRetraining>[0])).toEqual([
      'Trained anew for amplitude 0.5 with the recipe as it is: 40.0 % with the floor, 50.0 % without, 60.0 % as a rate network; of the 40.0 points lost, 8.0 points to the floor, 30.0 points to the units of training, 2.0 points to spikes as such.',
      'Trained anew in the units of the amplitude (start and learning rate ÷ k, ε · k²): 40.0 %; nothing is lost.',
    ]);
  });

  it('is not spoken of if nothing was retrained, nor are causes if nothing fell', () => {
    expect(describeRetraining({ amplitude: 0.5, remedies: {} } as Parameters<typeof describeRetraining>[0])).toEqual(
      [],
    );
    expect(describeCauses({ fall: none }, 0.01)).toEqual([]);
  });
});
