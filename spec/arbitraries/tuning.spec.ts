import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNeurons } from '../../properties/arbitraries/seeded.ts';
import { filteredSignal } from '../../properties/arbitraries/signal.ts';
import { steadyNeuron } from '../../properties/arbitraries/steady-neuron.ts';
import { tunedNeurons } from '../../properties/arbitraries/tuning.ts';
import { reference } from '../../src/conformance/reference.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { subject } from '../subject.ts';

const sampled = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.sample(arbitrary, { numRuns: 1000, seed: 7 });
const fractionOf = <Value>(values: readonly Value[], holds: (value: Value) => boolean) =>
  values.filter(holds).length / values.length;

describe('generated tunings', () => {
  const inputs = sampled(tunedNeurons());
  const neurons = inputs.flatMap((input) =>
    input.maxRatesHz.map((maxRateHz, neuron) => ({
      ...input,
      maxRateHz,
      intercept: input.intercepts[neuron] as number,
    })),
  );

  it('can all be tuned', () => {
    for (const neuron of neurons) expect(tune(neuron, neuron).gain).toBeGreaterThan(0);
  });

  it('include intercept 0, no refractory time, rates near 1/τ_ref and currents near 1', () => {
    expect(fractionOf(neurons, ({ intercept }) => intercept === 0)).toBeGreaterThan(0.1);
    expect(fractionOf(neurons, ({ tauRefSeconds }) => tauRefSeconds === 0)).toBeGreaterThan(0.005);
    expect(fractionOf(neurons, (n) => n.maxRateHz * n.tauRefSeconds > 0.9)).toBeGreaterThan(0.01);
    expect(fractionOf(neurons, (n) => currentAtOne(n) < 1.001)).toBeGreaterThan(0.1);
    expect(fractionOf(neurons, (n) => currentAtOne(n) > 10)).toBeGreaterThan(0.02);
  });

  it('fire at some inputs and are silent at others', () => {
    const fires = neurons.flatMap((neuron) => {
      const { gain, bias } = tune(neuron, neuron);
      return neuron.inputs.map((input) => rateHz(gain * input + bias, neuron) > 0);
    });
    expect(fractionOf(fires, (fired) => fired)).toBeGreaterThan(0.4);
    expect(fractionOf(fires, (fired) => !fired)).toBeGreaterThan(0.2);
  });
});

describe('generated neurons at a constant input', () => {
  const steady = sampled(steadyNeuron());
  const currentOf = ({ tuning }: (typeof steady)[number]) => {
    const response = { maxRateHz: tuning.maxRatesHz[0] as number, intercept: tuning.intercepts[0] as number };
    const { gain, bias } = tune(response, tuning);
    return gain * (tuning.inputs[0] as number) + bias;
  };

  it('are in the range of the count law: dt at most τ_ref, current 1.001 to 10,000', () => {
    for (const neuron of steady) {
      expect(neuron.dtSeconds).toBeLessThanOrEqual(neuron.tuning.tauRefSeconds);
      expect(currentOf(neuron)).toBeGreaterThanOrEqual(1.001);
      expect(currentOf(neuron)).toBeLessThanOrEqual(10_000);
    }
  });

  it('usually fire at least 3 times', () => {
    const spikes = (neuron: (typeof steady)[number]) =>
      rateHz(currentOf(neuron), neuron.tuning) * neuron.dtSeconds * neuron.steps;
    expect(fractionOf(steady, (neuron) => spikes(neuron) >= 3)).toBeGreaterThan(0.7);
  });
});

describe('generated signals', () => {
  const signals = sampled(filteredSignal());

  it('have at least two steps, so that the last input but one exists', () => {
    for (const { signal } of signals) expect(signal.length).toBeGreaterThanOrEqual(2);
  });

  it('are usually not silent, and go through short and long filters', () => {
    expect(fractionOf(signals, ({ signal }) => signal.some((value) => value !== 0))).toBeGreaterThan(0.9);
    expect(fractionOf(signals, ({ dtSeconds, tauSeconds }) => tauSeconds < 5 * dtSeconds)).toBeGreaterThan(0.03);
    expect(fractionOf(signals, ({ dtSeconds, tauSeconds }) => tauSeconds > 100 * dtSeconds)).toBeGreaterThan(0.2);
  });
});

describe('generated ensembles', () => {
  it('can all be drawn', () => {
    const { seeded } = reference(subject.precision);
    for (const input of sampled(seededNeurons())) expect(() => seeded?.(input)).not.toThrow();
  });
});

function currentAtOne(neuron: Parameters<typeof tune>[0] & Parameters<typeof tune>[1]): number {
  const { gain, bias } = tune(neuron, neuron);
  return gain + bias;
}
