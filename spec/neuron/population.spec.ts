import { describe, expect, it } from 'vitest';
import { defaultLif, lifConstants } from '../../src/simulator/neuron/lif.ts';
import { startingPopulation, stepPopulation, stepSubtracting } from '../../src/simulator/neuron/population.ts';

describe('a population', () => {
  const constants = lifConstants(defaultLif);

  it('consists of neurons, each with its own current', () => {
    const population = startingPopulation([0, 0.9, 0.9], constants);
    const spikes = new Uint8Array(3);
    stepPopulation(population, [5, 1, 5], constants, spikes);
    expect(Array.from(spikes)).toEqual([0, 0, 1]);
    expect(Array.from(population.voltage)).toEqual([5 * constants.charge, 0.9 + (1 - 0.9) * constants.charge, 0]);
    expect(Array.from(population.refractorySteps)).toEqual([0, 0, 1]);
  });

  it.each([1.25, Number.NaN])('refuses to start at a voltage of %d', (voltage) => {
    expect(() => startingPopulation([0, voltage], constants)).toThrow(/initialVoltage must be at most 1, but is/);
  });

  it('refuses a number of currents other than that of neurons', () => {
    const step = () => stepPopulation(startingPopulation([0, 0], constants), [1], constants, new Uint8Array(2));
    expect(step).toThrow(new RangeError('currents must be 2 values long, but is 1 values'));
  });

  it('with reset by subtraction, fires during the refractory period while the excess is above 1', () => {
    const population = startingPopulation([0.5], constants);
    const trace = [60, 0, 0, 0].map((current) => {
      const spikes = new Uint8Array(1);
      stepSubtracting(population, [current], constants, spikes);
      return [spikes[0], Math.round((population.voltage[0] as number) * 1e4) / 1e4];
    });
    expect(trace).toEqual([
      [1, 2.4018],
      [1, 1.4018],
      [1, 0.4018],
      [0, 0.4018],
    ]);
  });
});
