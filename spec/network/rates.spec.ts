import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../properties/arbitraries/network.ts';
import { float64 } from '../../src/base/precision.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { networkOfOne } from './one-neuron.ts';

const point = { ...tutorialPoint, precision: float64 };

const ofOne = networkOfOne(1, 1, [1, 0]);

function networkOf({ architecture, amplitude, initialVoltage, weights }: NetworkInput): Network {
  return { architecture, trainedAmplitude: amplitude, initialVoltage, ...weights };
}

describe('the rate network', () => {
  it('sends amplitude × rate: 1 for input 1, at amplitude 0.01 and 100 Hz', () => {
    const { outputs, readout, predicted } = runRates(foldForRates(ofOne, point), Uint8Array.of(1));
    expect(outputs[0]?.[0]).toBeCloseTo(1, 12);
    expect(readout[0]).toBeCloseTo(1, 12);
    expect(predicted).toBe(0);
  });

  it('sends 0 at its intercept', () => {
    expect(runRates(foldForRates(ofOne, point), Uint8Array.of(0)).outputs[0]?.[0]).toBe(0);
  });

  it('always sends twice as much from its only hidden layer for twice the amplitude', () => {
    fc.assert(
      fc.property(smallNetwork({ layers: [1, 1] }), (input) => {
        const image = input.images[0] as Uint8Array;
        const send = (amplitude: number) =>
          runRates(foldForRates(networkOf(input), { ...point, amplitude }), image).outputs[0];
        const once = send(input.amplitude);
        expect(send(2 * input.amplitude)).toEqual(once?.map((output) => 2 * output));
      }),
    );
  });

  it('is the long-run limit of the spiking network: each neuron of the first layer fires within one of time × rate', () => {
    const seconds = 0.5;
    fc.assert(
      fc.property(smallNetwork({ layers: [1, 1] }), (input) => {
        const image = input.images[0] as Uint8Array;
        const { amplitude } = input;
        const long = { ...point, amplitude, steps: 500 };
        const { outputs } = runRates(foldForRates(networkOf(input), long), image);
        const { spikeCounts } = runSpiking(foldForSpikes(networkOf(input), long), image);
        for (const [neuron, output] of (outputs[0] ?? []).entries()) {
          const expected = (seconds * output) / amplitude;
          // below 10 Hz, currents are below 1.0075, where rounding can decide whether a neuron fires at all
          if (expected === 0 || expected > seconds * 10)
            expect(Math.abs((spikeCounts[0]?.[neuron] as number) - expected)).toBeLessThan(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});
