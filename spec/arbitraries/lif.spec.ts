import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  current,
  currentTrace,
  excitingCurrent,
  inhibitingCurrent,
  standingCurrent,
  strongCurrent,
} from '../../properties/arbitraries/current.ts';
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

const draws = 1000;
const drawn = <Value>(arbitrary: fc.Arbitrary<Value>): Value[] => fc.sample(arbitrary, { numRuns: draws, seed: 1830 });
const fractionOf = <Value>(values: readonly Value[], holds: (value: Value) => boolean): number =>
  values.filter(holds).length / values.length;

describe('generated currents', () => {
  it.each([
    ['a current', current(), -4, 8],
    ['an exciting current', excitingCurrent(), 1.25, 8],
    ['an inhibiting current', inhibitingCurrent(), -4, -0.25],
    ['a strong current', strongCurrent(), 10, 10_000],
  ])('cover their range including both ends: %s', (_, arbitrary, low, high) => {
    const values = drawn(arbitrary);
    expect([Math.min(...values), Math.max(...values)]).toEqual([low, high]);
  });

  it('are often exactly 0 or 1', () => {
    for (const edge of [0, 1]) expect(fractionOf(drawn(current()), (value) => value === edge)).toBeGreaterThan(0.05);
  });

  it('are in the range of the count law: up to 1, or from 1.001 to 10,000, often at the ends', () => {
    const values = drawn(standingCurrent());
    expect(values.filter((value) => !(value <= 1 || (value >= 1.001 && value <= 1e4)))).toEqual([]);
    for (const edge of [1, 1.001, 1e4]) expect(values).toContain(edge);
    expect(fractionOf(values, (value) => value > 1)).toBeGreaterThan(0.7);
    expect(fractionOf(values, (value) => value > 1 && value < 1.01)).toBeGreaterThan(0.05);
  });

  it('change within a trace of 8 to 192 steps', () => {
    const traces = drawn(currentTrace());
    expect(traces.filter((trace) => trace.length < 8 || trace.length > 192)).toEqual([]);
    expect(fractionOf(traces, (trace) => new Set(trace).size > 3)).toBeGreaterThan(0.95);
  });
});

describe('generated neurons', () => {
  const settings = drawn(lifSettings());

  it('have a time step of at most τ_rc, and often exactly τ_rc', () => {
    expect(settings.filter(({ dtSeconds, tauRcSeconds }) => !(dtSeconds <= tauRcSeconds))).toEqual([]);
    expect(fractionOf(settings, ({ dtSeconds, tauRcSeconds }) => dtSeconds === tauRcSeconds)).toBeGreaterThan(0.05);
  });

  it.each([
    ['no refractory time', (steps: number) => steps === 0],
    ['a refractory time below one step', (steps: number) => steps > 0 && steps < 1],
    ['whole steps', (steps: number) => steps >= 1 && Number.isInteger(steps)],
    ['a refractory time of one step and a part', (steps: number) => steps > 1 && !Number.isInteger(steps)],
  ])('include %s', (_, holds) => {
    const fraction = fractionOf(settings, ({ tauRefSeconds, dtSeconds }) => holds(tauRefSeconds / dtSeconds));
    expect(fraction).toBeGreaterThan(0.05);
  });

  it('have a refractory time of at least one step if a law requires it', () => {
    expect(fractionOf(drawn(refractoryLifSettings()), (one) => one.tauRefSeconds >= one.dtSeconds)).toBe(1);
  });

  it.each([[0], [null], [-1]])('often have a floor of %s', (floor) => {
    expect(fractionOf(drawn(minVoltage()), (value) => value === floor)).toBeGreaterThan(0.1);
  });

  it('start at −1 to 1, and often at exactly 0 or 1', () => {
    const voltages = drawn(initialVoltage());
    expect([Math.min(...voltages), Math.max(...voltages)]).toEqual([-1, 1]);
    for (const edge of [0, 1]) expect(fractionOf(voltages, (value) => value === edge)).toBeGreaterThan(0.1);
  });

  it('have amplitudes from 0.01 to 2', () => {
    const amplitudes = drawn(amplitude());
    expect([Math.min(...amplitudes), Math.max(...amplitudes)]).toEqual([0.01, 2]);
  });
});

describe('generated runs', () => {
  const inputs = drawn(lifInput());
  const predictions = inputs.map((input) => ({ input, ...predict(input, 0, 'float64') }));

  it('are all valid', () => {
    for (const input of inputs) expect(() => checkNeuronInput(input)).not.toThrow();
  });

  it('contain spikes, so that laws about spikes are not trivially true', () => {
    expect(fractionOf(predictions, ({ spikes }) => spikes.length > 0)).toBeGreaterThan(0.9);
    expect(fractionOf(predictions, ({ spikes }) => spikes.length > 4)).toBeGreaterThan(0.5);
  });

  it('reach their floor', () => {
    const reaches = fractionOf(predictions, ({ input, voltage }) =>
      voltage.some((value) => value === input.minVoltage),
    );
    expect(reaches).toBeGreaterThan(0.3);
  });

  it('can be compared up to their end, usually even in float32', () => {
    const toTheEnd = (precision: 'float64' | 'float32') =>
      fractionOf(inputs, (input) => predict(input, 0, precision).comparableSteps === input.current.length);
    expect(toTheEnd('float64')).toBeGreaterThan(0.95);
    expect(toTheEnd('float32')).toBeGreaterThan(0.75);
  });

  it('have one, two or three neurons', () => {
    for (const count of [1, 2, 3]) {
      expect(fractionOf(inputs, ({ initialVoltage }) => initialVoltage.length === count)).toBeGreaterThan(0.2);
    }
  });
});
