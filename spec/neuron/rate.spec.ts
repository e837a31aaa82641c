import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excitingCurrent } from '../../properties/arbitraries/current.ts';
import { lifSettings } from '../../properties/arbitraries/lif.ts';
import { oneNeuron, run, standing, trainOf } from '../../properties/neuron/neuron-run.ts';
import { rateLaws } from '../../properties/neuron/rate.ts';
import { reference } from '../../src/conformance/reference.ts';
import { defaultLif } from '../../src/simulator/neuron/lif.ts';
import { rateHz, rateShortfall } from '../../src/simulator/neuron/rate.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { holds } from '../holds.ts';

describe('the firing rate of a neuron', () => {
  const { gain, bias } = tune({ maxRateHz: 100, intercept: 0 }, defaultLif);

  it('is 100 Hz at a current of 3.03', () => {
    expect(rateHz(3.0332447817197368, defaultLif)).toBe(100.00000000000001);
  });

  it.each([
    [0, 0],
    [1, 100],
    [2, 156],
    [10, 338],
    [255, 491],
  ])('of a neuron tuned to 100 Hz at input 1: at input %d it is %d Hz', (input, rate) => {
    expect(Math.round(rateHz(gain * input + bias, defaultLif))).toBe(rate);
  });

  for (const law of rateLaws) holds(law);
});

describe('the rate of a neuron with a refractory period below dt', () => {
  const steps = 2000;
  const measure = async (settings: Parameters<typeof oneNeuron>[0], current: number) =>
    trainOf(await run(reference(), oneNeuron(settings, 0, standing(current, steps)))).length /
    (steps * settings.dtSeconds);

  it('of 267 Hz, without a refractory period, is 250 Hz in steps of 1 ms, because intervals are whole steps', async () => {
    const settings = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0, minVoltage: 0 };
    expect(Math.round(rateHz(5.86, settings))).toBe(267);
    expect(await measure(settings, 5.86)).toBe(250);
    expect(Math.round(267 * (1 - rateShortfall(267, settings)))).toBe(211);
  });

  it('is never below the rate model by more than the bound, and never above it', async () => {
    const shortened = fc.tuple(lifSettings(), fc.integer({ min: 0, max: 63 }));
    await fc.assert(
      fc.asyncProperty(shortened, excitingCurrent(), async ([all, parts], current) => {
        const settings = { ...all, tauRefSeconds: (all.dtSeconds * parts) / 64 };
        const rate = rateHz(current, settings);
        const oneSpike = 1 / (steps * settings.dtSeconds);
        const measured = await measure(settings, current);
        expect(measured).toBeLessThanOrEqual(rate + oneSpike);
        expect(measured).toBeGreaterThanOrEqual(rate * (1 - rateShortfall(rate, settings)) - oneSpike);
      }),
    );
  });

  it('equals the rate model from a refractory period of dt on', () => {
    expect(rateShortfall(400, { dtSeconds: 0.001, tauRefSeconds: 0.001 })).toBe(0);
    expect(rateShortfall(400, { dtSeconds: 0.001, tauRefSeconds: 0.002 })).toBe(0);
  });
});
