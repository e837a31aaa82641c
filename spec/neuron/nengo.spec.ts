import { describe, expect, it } from 'vitest';
import lif from '../../fixtures/nengo/lif.json' with { type: 'json' };
import tuning from '../../fixtures/nengo/tuning.json' with { type: 'json' };
import { exactTuning, rateError, tuningError } from '../../properties/oracles/rate.ts';
import { precisions, unitRoundoff } from '../../src/base/precision.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { readInput } from '../../src/conformance/protocol/capabilities.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import { implementationUnderTest } from '../implementation.ts';

const u = unitRoundoff.float64;

describe(`the reference tunes neurons like Nengo ${tuning.origin.version}`, () => {
  it.each(tuning.cases)(
    'for $id: to the same gain and bias, and the same output for inputs from −1 to 255',
    async (one) => {
      const { input, expected } = one;
      const response = { maxRateHz: input.maxRatesHz[0] as number, intercept: input.intercepts[0] as number };
      const got = await implementationUnderTest.tuning?.(input);
      const error = tuningError(response, input, u);
      // both sides round
      const apart = { gain: 2 * error.gain * (expected.gain[0] as number), bias: 2 * error.bias };
      expect(Math.abs((got?.gain[0] as number) - (expected.gain[0] as number))).toBeLessThanOrEqual(apart.gain);
      expect(Math.abs((got?.bias[0] as number) - (expected.bias[0] as number))).toBeLessThanOrEqual(apart.bias);
      const { gain, bias } = exactTuning(response, input);
      for (const [point, x] of input.inputs.entries()) {
        const output = expected.outputs[point]?.[0] as number;
        const current = gain * x + bias;
        const ofCurrent = error.gain * Math.abs(gain * x) + error.bias + 2 * u * (Math.abs(gain * x) + Math.abs(bias));
        // one more rounding each for the amplitude; both sides round
        const tolerance = current <= 1 ? 0 : 2 * (rateError(current, ofCurrent, input, u) + u) * output;
        expect(Math.abs((got?.outputs[point]?.[0] as number) - output), `input ${x}`).toBeLessThanOrEqual(tolerance);
      }
    },
  );
});

/** If a trace stays this far from the threshold, rounding cannot change a decision, even in float32. */
const safeMargin = 1e-5;

describe(`the reference fires in the same steps as Nengo ${lif.origin.version}`, () => {
  it.each(lif.cases)('$id: $note', ({ input: wire, expected, margin, voltageTolerance }) => {
    const input = readInput('neuron', wire) as NeuronInput;
    const { spikes, voltage = [] } = runNeurons(input, precisions.float64);
    expect(margin).toBeGreaterThan(safeMargin);
    expect(spikes).toEqual(expected.spikes);
    for (const [step, [value]] of expected.voltage.entries()) {
      const apart = Math.abs((voltage[step]?.[0] as number) - (value as number));
      expect(apart, `step ${step}`).toBeLessThanOrEqual(voltageTolerance);
    }
    expect(runNeurons(input, precisions.float32).spikes).toEqual(expected.spikes);
  });
});
