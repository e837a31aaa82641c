import type fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNeurons } from '../../properties/arbitraries/seeded.ts';
import { filteredSignal } from '../../properties/arbitraries/signal.ts';
import { steadyNeuron } from '../../properties/arbitraries/steady-neuron.ts';
import { tunedNeurons } from '../../properties/arbitraries/tuning.ts';
import { reference } from '../../src/conformance/reference.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { drawn as drawnFrom, fractionOf } from './sample.ts';

const drawn = <Value>(arbitrary: fc.Arbitrary<Value>) => drawnFrom(arbitrary, 7);

describe('the generated tuned neurons', () => {
  const neurons = drawn(tunedNeurons()).flatMap((input) =>
    input.maxRatesHz.map((maxRateHz, neuron) => {
      const intercept = input.intercepts[neuron] as number;
      return { ...input, maxRateHz, intercept, ...tune({ maxRateHz, intercept }, input) };
    }),
  );

  it('can be tuned, and include intercept 0, no refractory period, rates near 1/τ_ref and currents near 1', () => {
    expect(neurons.filter(({ gain }) => !(gain > 0))).toEqual([]);
    expect(fractionOf(neurons, ({ intercept }) => intercept === 0)).toBeGreaterThan(0.1);
    expect(fractionOf(neurons, ({ tauRefSeconds }) => tauRefSeconds === 0)).toBeGreaterThan(0.005);
    expect(fractionOf(neurons, (one) => one.maxRateHz * one.tauRefSeconds > 0.9)).toBeGreaterThan(0.01);
    expect(fractionOf(neurons, ({ gain, bias }) => gain + bias < 1.001)).toBeGreaterThan(0.1);
    expect(fractionOf(neurons, ({ gain, bias }) => gain + bias > 10)).toBeGreaterThan(0.02);
  });

  it('fire at some inputs and are silent at others', () => {
    const rates = neurons.flatMap((one) => one.inputs.map((input) => rateHz(one.gain * input + one.bias, one)));
    expect(fractionOf(rates, (rate) => rate > 0)).toBeGreaterThan(0.4);
    expect(fractionOf(rates, (rate) => rate === 0)).toBeGreaterThan(0.2);
  });
});

describe('the generated steady neurons', () => {
  const steady = drawn(steadyNeuron()).map((one) => {
    const { maxRatesHz, intercepts, inputs } = one.tuning;
    const response = { maxRateHz: maxRatesHz[0] as number, intercept: intercepts[0] as number };
    const { gain, bias } = tune(response, one.tuning);
    return { ...one, current: gain * (inputs[0] as number) + bias };
  });

  it('are within the scope of the count law: dt at most τ_ref, current 1.001 to 10,000', () => {
    const isCovered = ({ dtSeconds, tuning, current }: (typeof steady)[number]) =>
      dtSeconds <= tuning.tauRefSeconds && current >= 1.001 && current <= 10_000;
    expect(fractionOf(steady, isCovered)).toBe(1);
  });

  it('mostly fire at least 3 times', () => {
    const spikes = ({ current, tuning, dtSeconds, steps }: (typeof steady)[number]) =>
      rateHz(current, tuning) * dtSeconds * steps;
    expect(fractionOf(steady, (one) => spikes(one) >= 3)).toBeGreaterThan(0.7);
  });
});

describe('the generated signals', () => {
  const signals = drawn(filteredSignal());

  it('have at least two steps, are mostly nonzero, and pass through short and long filters', () => {
    expect(fractionOf(signals, ({ signal }) => signal.length >= 2)).toBe(1);
    expect(fractionOf(signals, ({ signal }) => signal.some((value) => value !== 0))).toBeGreaterThan(0.9);
    expect(fractionOf(signals, ({ dtSeconds, tauSeconds }) => tauSeconds < 5 * dtSeconds)).toBeGreaterThan(0.03);
    expect(fractionOf(signals, ({ dtSeconds, tauSeconds }) => tauSeconds > 100 * dtSeconds)).toBeGreaterThan(0.2);
  });
});

describe('the generated ensembles', () => {
  it('can be drawn', () => {
    const { seeded } = reference();
    for (const input of drawn(seededNeurons())) expect(() => seeded?.(input)).not.toThrow();
  });
});
