import { describe, expect, it } from 'vitest';
import * as currents from '../../properties/arbitraries/current.ts';
import {
  amplitude,
  initialVoltage,
  lifInput,
  lifSettings,
  minVoltage,
  refractoryLifSettings,
} from '../../properties/arbitraries/lif.ts';
import { checkNeuronInput } from '../../properties/oracles/neuron-input.ts';
import { predict } from '../../properties/oracles/prediction.ts';
import { drawn, fractionOf } from './sample.ts';

describe('the generated currents', () => {
  it.each([
    ['current', currents.current(), -4, 8],
    ['exciting current', currents.excitingCurrent(), 1.25, 8],
    ['inhibiting current', currents.inhibitingCurrent(), -4, -0.25],
    ['strong current', currents.strongCurrent(), 10, 10_000],
    ['initial voltage', initialVoltage(), -1, 1],
    ['amplitude', amplitude(), 0.01, 2],
  ])('include both ends of their range: %s', (_, arbitrary, low, high) => {
    const values = drawn(arbitrary);
    expect([Math.min(...values), Math.max(...values)]).toEqual([low, high]);
  });

  it('are often 0 or 1', () => {
    for (const edge of [0, 1]) {
      expect(fractionOf(drawn(currents.current()), (value) => value === edge)).toBeGreaterThan(0.05);
      expect(fractionOf(drawn(initialVoltage()), (value) => value === edge)).toBeGreaterThan(0.1);
    }
  });

  it('are within the scope of the count law: up to 1, or 1.001 to 10,000, with all ends', () => {
    const values = drawn(currents.standingCurrent());
    expect(values.filter((value) => !(value <= 1 || (value >= 1.001 && value <= 1e4)))).toEqual([]);
    expect(values).toEqual(expect.arrayContaining([1, 1.001, 1e4]));
    expect(fractionOf(values, (value) => value > 1)).toBeGreaterThan(0.7);
    expect(fractionOf(values, (value) => value > 1 && value < 1.01)).toBeGreaterThan(0.05);
  });

  it('change along a trace of 8 to 192 steps', () => {
    const traces = drawn(currents.currentTrace());
    expect(traces.filter((trace) => trace.length < 8 || trace.length > 192)).toEqual([]);
    expect(fractionOf(traces, (trace) => new Set(trace).size > 3)).toBeGreaterThan(0.95);
  });
});

describe('the generated neurons', () => {
  const settings = drawn(lifSettings());

  it('have steps of at most τ_rc, often exactly τ_rc', () => {
    expect(settings.filter(({ dtSeconds, tauRcSeconds }) => !(dtSeconds <= tauRcSeconds))).toEqual([]);
    expect(fractionOf(settings, ({ dtSeconds, tauRcSeconds }) => dtSeconds === tauRcSeconds)).toBeGreaterThan(0.05);
  });

  it.each([
    ['none', (steps: number) => steps === 0],
    ['less than a step', (steps: number) => steps > 0 && steps < 1],
    ['whole steps', (steps: number) => steps >= 1 && Number.isInteger(steps)],
    ['more than a step, not whole', (steps: number) => steps > 1 && !Number.isInteger(steps)],
  ])('have every kind of refractory period: %s', (_, holds) => {
    const fraction = fractionOf(settings, ({ tauRefSeconds, dtSeconds }) => holds(tauRefSeconds / dtSeconds));
    expect(fraction).toBeGreaterThan(0.05);
  });

  it('have a refractory period of at least one step if a law requires it', () => {
    expect(fractionOf(drawn(refractoryLifSettings()), (one) => one.tauRefSeconds >= one.dtSeconds)).toBe(1);
  });

  it.each([[0], [null], [-1]])('often have the floor %s', (floor) => {
    expect(fractionOf(drawn(minVoltage()), (value) => value === floor)).toBeGreaterThan(0.1);
  });
});

describe('the generated runs', () => {
  const inputs = drawn(lifInput());
  const predictions = inputs.map((input) => ({ input, ...predict(input, 0, 'float64') }));

  it('are valid, with one, two or three neurons', () => {
    for (const input of inputs) expect(() => checkNeuronInput(input)).not.toThrow();
    for (const count of [1, 2, 3]) {
      expect(fractionOf(inputs, ({ initialVoltage }) => initialVoltage.length === count)).toBeGreaterThan(0.2);
    }
  });

  it('mostly spike, so laws about spikes are tested', () => {
    expect(fractionOf(predictions, ({ spikes }) => spikes.length > 0)).toBeGreaterThan(0.9);
    expect(fractionOf(predictions, ({ spikes }) => spikes.length > 4)).toBeGreaterThan(0.5);
  });

  it('often reach their floor', () => {
    const reaches = ({ input, voltage }: (typeof predictions)[number]) => voltage.includes(input.minVoltage ?? NaN);
    expect(fractionOf(predictions, reaches)).toBeGreaterThan(0.3);
  });

  it('can mostly be compared to the last step, even in float32', () => {
    const toTheEnd = (precision: 'float64' | 'float32') =>
      fractionOf(inputs, (input) => predict(input, 0, precision).comparableSteps === input.current.length);
    expect(toTheEnd('float64')).toBeGreaterThan(0.95);
    expect(toTheEnd('float32')).toBeGreaterThan(0.75);
  });
});
