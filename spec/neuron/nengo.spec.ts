import { describe, expect, it } from 'vitest';
import lif from '../../fixtures/nengo/lif.json' with { type: 'json' };
import tuning from '../../fixtures/nengo/tuning.json' with { type: 'json' };
import { exactTuning, rateError, tuningError } from '../../properties/oracles/rate.ts';
import { type PrecisionName, precisions, unitRoundoff } from '../../src/base/precision.ts';
import { runNeurons } from '../../src/conformance/reference.ts';
import { respond, tune } from '../../src/simulator/neuron/tuning.ts';
import { implementationUnderTest } from '../implementation.ts';

const u = unitRoundoff.float64;

describe(`the reference tunes neurons like Nengo ${tuning.origin.version}`, () => {
  it('to the same gain and bias for 20 neurons', async () => {
    for (const { id, input, expected } of tuning.cases) {
      const response = { maxRateHz: input.maxRatesHz[0] as number, intercept: input.intercepts[0] as number };
      const error = tuningError(response, input, u);
      const got = await implementationUnderTest.tuning?.(input);
      // both sides round
      const apart = { gain: 2 * error.gain * (expected.gain[0] as number), bias: 2 * error.bias };
      expect(Math.abs((got?.gain[0] as number) - (expected.gain[0] as number)), id).toBeLessThanOrEqual(apart.gain);
      expect(Math.abs((got?.bias[0] as number) - (expected.bias[0] as number)), id).toBeLessThanOrEqual(apart.bias);
    }
  });

  it('to the same output, amplitude × rate, for inputs from −1 to 255', async () => {
    for (const { id, input, expected } of tuning.cases) {
      const response = { maxRateHz: input.maxRatesHz[0] as number, intercept: input.intercepts[0] as number };
      const { gain, bias } = exactTuning(response, input);
      const got = await implementationUnderTest.tuning?.(input);
      for (const [point, x] of input.inputs.entries()) {
        const output = expected.outputs[point]?.[0] as number;
        const current = gain * x + bias;
        const { gain: ofGain, bias: ofBias } = tuningError(response, input, u);
        const ofCurrent = ofGain * Math.abs(gain * x) + ofBias + 2 * u * (Math.abs(gain * x) + Math.abs(bias));
        // one more rounding each for the amplitude; both sides round
        const tolerance = current <= 1 ? 0 : 2 * (rateError(current, ofCurrent, input, u) + u) * output;
        expect(Math.abs((got?.outputs[point]?.[0] as number) - output), `${id}, input ${x}`).toBeLessThanOrEqual(
          tolerance,
        );
      }
    }
  });

  it('to the last bit at the operating point of the tutorial: gain 2.0332447817197368, bias 1', () => {
    const { gain, bias } = tune({ maxRateHz: 100, intercept: 0 }, { tauRcSeconds: 0.02, tauRefSeconds: 0.002 });
    expect([gain, bias]).toEqual([tuning.cases[0]?.expected.gain[0], tuning.cases[0]?.expected.bias[0]]);
  });

  it('and recovers max rates and intercepts from gain and bias', () => {
    for (const { id, input } of tuning.cases) {
      const response = { maxRateHz: input.maxRatesHz[0] as number, intercept: input.intercepts[0] as number };
      const read = respond(tune(response, input), input);
      const error = tuningError(response, input, u);
      const { gain, bias } = tune(response, input);
      const ofRate = rateError(gain + bias, error.currentAtOne, input, u);
      expect(Math.abs(read.maxRateHz - response.maxRateHz), id).toBeLessThanOrEqual(ofRate * response.maxRateHz);
      // 1 − bias and the bias itself are rounded, and divided by the gain
      const ofIntercept = (3 * u * (1 + Math.abs(bias))) / gain + 3 * u * Math.abs(response.intercept);
      expect(Math.abs(read.intercept - response.intercept), id).toBeLessThanOrEqual(ofIntercept);
    }
  });
});

/** If a trace stays this far from the threshold, rounding cannot change a decision. */
const safeMargin: Readonly<Record<PrecisionName, number>> = { float64: 1e-9, float32: 1e-5 };

describe(`the reference fires in the same steps as Nengo ${lif.origin.version}`, () => {
  it.each(lif.cases)('$id, float64: $note', ({ input, expected, margin, voltageTolerance }) => {
    const { spikes, voltage = [] } = runNeurons(input, precisions.float64);
    expect(margin).toBeGreaterThan(safeMargin.float64);
    expect(spikes).toEqual(expected.spikes);
    for (const [step, [value]] of expected.voltage.entries()) {
      const apart = Math.abs((voltage[step]?.[0] as number) - (value as number));
      expect(apart, `step ${step}`).toBeLessThanOrEqual(voltageTolerance);
    }
  });

  it.each(lif.cases)('$id, float32: $note', ({ input, expected, margin }) => {
    const { spikes } = runNeurons(input, precisions.float32);
    expect(margin).toBeGreaterThan(safeMargin.float32);
    expect(spikes).toEqual(expected.spikes);
  });
});
