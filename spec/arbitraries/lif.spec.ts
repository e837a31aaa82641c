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
const shareOf = <Value>(values: readonly Value[], holds: (value: Value) => boolean): number =>
  values.filter(holds).length / values.length;

describe('the currents that laws are tried on', () => {
  it.each([
    ['a current', current(), -4, 8],
    ['an exciting current', excitingCurrent(), 1.25, 8],
    ['an inhibiting current', inhibitingCurrent(), -4, -0.25],
    ['a strong current', strongCurrent(), 10, 10_000],
  ])('lie in their range, the ends of which they reach: %s', (_, arbitrary, low, high) => {
    const values = drawn(arbitrary);
    expect([Math.min(...values), Math.max(...values)]).toEqual([low, high]);
  });

  it('are 0 and 1 on purpose', () => {
    for (const edge of [0, 1]) expect(shareOf(drawn(current()), (value) => value === edge)).toBeGreaterThan(0.05);
  });

  it('stand where the count law is stated: up to 1, or from 1.001 to 10,000, both ends on purpose', () => {
    const values = drawn(standingCurrent());
    expect(values.filter((value) => !(value <= 1 || (value >= 1.001 && value <= 1e4)))).toEqual([]);
    for (const edge of [1, 1.001, 1e4]) expect(values).toContain(edge);
    expect(shareOf(values, (value) => value > 1)).toBeGreaterThan(0.7);
    expect(shareOf(values, (value) => value > 1 && value < 1.01)).toBeGreaterThan(0.05);
  });

  it('change along a trace of 8 to 192 steps', () => {
    const traces = drawn(currentTrace());
    expect(traces.filter((trace) => trace.length < 8 || trace.length > 192)).toEqual([]);
    expect(shareOf(traces, (trace) => new Set(trace).size > 3)).toBeGreaterThan(0.95);
  });
});

describe('the neurons that laws are tried on', () => {
  const settings = drawn(lifSettings());

  it('are never longer in a step than in their membrane time constant, which is a step on purpose', () => {
    expect(settings.filter(({ dtSeconds, tauRcSeconds }) => !(dtSeconds <= tauRcSeconds))).toEqual([]);
    expect(shareOf(settings, ({ dtSeconds, tauRcSeconds }) => dtSeconds === tauRcSeconds)).toBeGreaterThan(0.05);
  });

  it.each([
    ['no refractory time', (steps: number) => steps === 0],
    ['less than a step of it', (steps: number) => steps > 0 && steps < 1],
    ['whole steps', (steps: number) => steps >= 1 && Number.isInteger(steps)],
    ['more than a step, and a part', (steps: number) => steps > 1 && !Number.isInteger(steps)],
  ])('have every kind of refractory time: %s', (_, holds) => {
    const share = shareOf(settings, ({ tauRefSeconds, dtSeconds }) => holds(tauRefSeconds / dtSeconds));
    expect(share).toBeGreaterThan(0.05);
  });

  it('have a refractory time of a step or more where a law asks for it', () => {
    expect(shareOf(drawn(refractoryLifSettings()), (one) => one.tauRefSeconds >= one.dtSeconds)).toBe(1);
  });

  it.each([[0], [null], [-1]])('have a floor of %s on purpose', (floor) => {
    expect(shareOf(drawn(minVoltage()), (value) => value === floor)).toBeGreaterThan(0.1);
  });

  it('start anywhere from −1 to 1, at 0 and at 1 on purpose', () => {
    const voltages = drawn(initialVoltage());
    expect([Math.min(...voltages), Math.max(...voltages)]).toEqual([-1, 1]);
    for (const edge of [0, 1]) expect(shareOf(voltages, (value) => value === edge)).toBeGreaterThan(0.1);
  });

  it('have amplitudes from .01 to 2', () => {
    const amplitudes = drawn(amplitude());
    expect([Math.min(...amplitudes), Math.max(...amplitudes)]).toEqual([0.01, 2]);
  });
});

describe('the runs that laws are tried on', () => {
  const inputs = drawn(lifInput());
  const predictions = inputs.map((input) => ({ input, ...predict(input, 0, 'float64') }));

  it('are all valid', () => {
    for (const input of inputs) expect(() => checkNeuronInput(input)).not.toThrow();
  });

  it('spike: no law about spikes holds because there are none', () => {
    expect(shareOf(predictions, ({ spikes }) => spikes.length > 0)).toBeGreaterThan(0.9);
    expect(shareOf(predictions, ({ spikes }) => spikes.length > 4)).toBeGreaterThan(0.5);
  });

  it('reach their floor', () => {
    const reaches = shareOf(predictions, ({ input, voltage }) => voltage.some((value) => value === input.minVoltage));
    expect(reaches).toBeGreaterThan(0.3);
  });

  it('can be compared to their end, in float32 mostly', () => {
    const toTheEnd = (precision: 'float64' | 'float32') =>
      shareOf(inputs, (input) => predict(input, 0, precision).comparableSteps === input.current.length);
    expect(toTheEnd('float64')).toBeGreaterThan(0.95);
    expect(toTheEnd('float32')).toBeGreaterThan(0.75);
  });

  it('are of one, two and three neurons', () => {
    for (const count of [1, 2, 3]) {
      expect(shareOf(inputs, ({ initialVoltage }) => initialVoltage.length === count)).toBeGreaterThan(0.2);
    }
  });
});
