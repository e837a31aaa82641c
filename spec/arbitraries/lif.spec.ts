import { describe, expect, it } from 'vitest';
import { standingCurrent } from '../../properties/arbitraries/current.ts';
import { lifInput, lifSettings } from '../../properties/arbitraries/lif.ts';
import { checkNeuronInput } from '../../properties/oracles/neuron-input.ts';
import { predict } from '../../properties/oracles/prediction.ts';
import { drawn, fractionOf } from './sample.ts';

describe('the generated currents', () => {
  it('are within the scope of the count law: up to 1, or 1.001 to 10,000, with all ends', () => {
    const values = drawn(standingCurrent());
    expect(values.filter((value) => !(value <= 1 || (value >= 1.001 && value <= 1e4)))).toEqual([]);
    expect(values).toEqual(expect.arrayContaining([1, 1.001, 1e4]));
    expect(fractionOf(values, (value) => value > 1 && value < 1.01)).toBeGreaterThan(0.05);
  });
});

describe('the generated neurons', () => {
  it.each([
    ['none', (steps: number) => steps === 0],
    ['less than a step', (steps: number) => steps > 0 && steps < 1],
    ['whole steps', (steps: number) => steps >= 1 && Number.isInteger(steps)],
    ['more than a step, not whole', (steps: number) => steps > 1 && !Number.isInteger(steps)],
  ])('have every kind of refractory period: %s', (_, holds) => {
    const fraction = fractionOf(drawn(lifSettings()), (one) => holds(one.tauRefSeconds / one.dtSeconds));
    expect(fraction).toBeGreaterThan(0.05);
  });
});

describe('the generated runs', () => {
  const inputs = drawn(lifInput());
  const predictions = inputs.map((input) => ({ input, ...predict(input, 0, 'float64') }));

  it('are valid', () => {
    for (const input of inputs) expect(() => checkNeuronInput(input)).not.toThrow();
  });

  it('mostly spike, and often reach their floor', () => {
    const reaches = ({ input, voltage }: (typeof predictions)[number]) => voltage.includes(input.minVoltage ?? NaN);
    expect(fractionOf(predictions, ({ spikes }) => spikes.length > 4)).toBeGreaterThan(0.5);
    expect(fractionOf(predictions, reaches)).toBeGreaterThan(0.3);
  });

  it.each([
    ['float64', 0.95],
    ['float32', 0.75],
  ] as const)('can mostly be compared to the last step in %s', (precision, most) => {
    const toTheEnd = fractionOf(
      inputs,
      (input) => predict(input, 0, precision).comparableSteps === input.current.length,
    );
    expect(toTheEnd).toBeGreaterThan(most);
  });
});
