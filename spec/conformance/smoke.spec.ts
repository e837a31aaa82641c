import { describe, expect, it } from 'vitest';
import { float32, float64, type Precision } from '../../src/base/precision.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import { smokeChecks } from '../../src/conformance/judge/smoke/checks.ts';

const precision = smokeChecks.find(({ id }) => id === 'neuron/precision');

/** A neuron without a leak. It sums its input, and all sums are round numbers. */
function adding({ round }: Precision): Implementation {
  const neuron = ({ dtSeconds, tauRcSeconds, initialVoltage, current }: NeuronInput) => {
    let voltages = initialVoltage.map(round);
    const voltage = current.map((row) => {
      voltages = voltages.map((one, place) => round(one + round(((row[place] as number) * dtSeconds) / tauRcSeconds)));
      return voltages;
    });
    return { spikes: initialVoltage.map(() => []), spikeHeight: 1, voltage };
  };
  return { name: 'no leak', precision: 'float64', neuron };
}

describe('the smoke check of precision', () => {
  it('does not mistake round numbers for float32', async () => {
    await expect(precision?.act(adding(float64))).resolves.toBeUndefined();
  });

  it('detects float32 even if the numbers are round', async () => {
    await expect(precision?.act(adding(float32))).resolves.toHaveProperty(
      'wrong',
      expect.stringContaining('declares float64'),
    );
  });
});
