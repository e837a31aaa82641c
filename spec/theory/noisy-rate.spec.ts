import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NoisyRate, wrongNoisyRates } from '../../properties/mutants/theory.ts';
import { measureNoisyRate } from '../../properties/oracles/fluctuating-lif.ts';
import { preciseNoisyRateHz } from '../../properties/oracles/passage.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { type NoisyRateParameters, noisyRateHz } from '../../src/study/theory/noisy-rate.ts';
import { describeSlow } from '../slow.ts';
import { breakLaws } from './wrong-theories.ts';

const none = Number.NEGATIVE_INFINITY;
const neuron: NoisyRateParameters = {
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  dtSeconds: 0.001,
  minVoltage: 0,
};

/** Deviation of the current whose voltage has a given standard deviation; at 1 ms, a kick per step of 0.31 of it. */
const currentDeviation = (voltageDeviation: number, dtSeconds: number) => {
  const take = -Math.expm1(-dtSeconds / neuron.tauRcSeconds);
  return voltageDeviation * Math.sqrt((2 - take) / take);
};

const floors = [0, -1, none];
const noise = fc.record({
  mean: fc.double({ min: -4, max: 4, noNaN: true }),
  deviation: fc.double({ min: 0.1, max: 400, noNaN: true }),
});
const settings = fc.record({ dtSeconds: fc.constantFrom(0.001, 0.00025), minVoltage: fc.constantFrom(...floors, -8) });

/**
 * The theory treats the voltage as continuous between steps except for the shift of its boundaries, which is the first
 * order in √dt. Over the tried range the next order is below 5 %. A measurement of n spikes adds 4/√n: trains of LIF
 * neurons vary less than Poisson trains, so a correct theory exceeds it once in 15,000 points at most.
 */
const theoryTolerance = 0.05;
/** With a synapse, the shift is the first order in √(τ_synapse/τ_rc), which is 0.5 at 5 ms. */
const synapseTolerance = 0.2;

interface MeasuredPoint {
  mean: number;
  voltageDeviation: number;
  dtSeconds: number;
  minVoltage: number;
  synapseSeconds?: number;
}

const measurements = new Map<string, { readonly spikes: number; readonly rateHz: number }>();

function agrees(rate: NoisyRate, point: MeasuredPoint, tolerance: number): void {
  const { mean, voltageDeviation, ...changed } = point;
  const current = { mean, deviation: currentDeviation(voltageDeviation, point.dtSeconds) };
  const parameters = { ...neuron, ...changed };
  const key = JSON.stringify(point);
  const { spikes, rateHz: measured } = measurements.get(key) ?? measureNoisyRate(current, parameters);
  measurements.set(key, { spikes, rateHz: measured });
  const distance = Math.abs(rate(current, parameters) / measured - 1);
  expect(distance, `${JSON.stringify(point)}: measured ${measured} Hz`).toBeLessThan(tolerance + 4 / Math.sqrt(spikes));
}

const points: MeasuredPoint[] = [0.001, 0.00025].flatMap((dtSeconds) =>
  floors.flatMap((minVoltage) => [
    { mean: -2, voltageDeviation: 2, dtSeconds, minVoltage },
    { mean: 0.9, voltageDeviation: 0.3, dtSeconds, minVoltage },
    { mean: 0, voltageDeviation: 4, dtSeconds, minVoltage },
    { mean: 3, voltageDeviation: 1, dtSeconds, minVoltage },
  ]),
);
const smoothPoints: MeasuredPoint[] = [0.001, 0.005].flatMap((synapseSeconds) => [
  { mean: -2, voltageDeviation: 4, dtSeconds: 0.001, minVoltage: 0, synapseSeconds },
  { mean: 0.9, voltageDeviation: 1, dtSeconds: 0.001, minVoltage: 0, synapseSeconds },
  { mean: 0.9, voltageDeviation: 1, dtSeconds: 0.001, minVoltage: none, synapseSeconds },
]);

const exactRates = [0, -0.5, none].flatMap((minVoltage) =>
  [
    { mean: -1, deviation: 4 },
    { mean: 0.5, deviation: 30 },
  ].map((current) => {
    const parameters = { ...neuron, minVoltage };
    return { current, parameters, exact: preciseNoisyRateHz(current, parameters) };
  }),
);

/** Statements about every correct theory of the rate under a fluctuating current. */
const noisyRateLaws: Readonly<Record<string, (rate: NoisyRate) => void>> = {
  'is the rate of a constant current if nothing fluctuates': (rate) => {
    fc.assert(
      fc.property(noise, settings, ({ mean }, changed) => {
        expect(rate({ mean, deviation: 0 }, { ...neuron, ...changed })).toBe(rateHz(mean, neuron));
        // far from the threshold, small fluctuations change little
        if (Math.abs(mean - 1) > 0.5) {
          expect(rate({ mean, deviation: 1e-3 }, { ...neuron, ...changed })).toBeCloseTo(rateHz(mean, neuron), 1);
        }
      }),
    );
  },
  'is never negative and never above 1/τ_ref': (rate) => {
    fc.assert(
      fc.property(noise, settings, (current, changed) => {
        const value = rate(current, { ...neuron, ...changed });
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1 / neuron.tauRefSeconds);
      }),
    );
  },
  'never rises if the floor is lowered, and tends to Siegert’s formula': (rate) => {
    fc.assert(
      fc.property(noise, (current) => {
        const rates = [0, -1, -8, -1000, none].map((minVoltage) => rate(current, { ...neuron, minVoltage }));
        for (const [index, value] of rates.slice(1).entries())
          expect(value).toBeLessThanOrEqual(rates[index] as number);
        expect(rates[3]).toBeCloseTo(rates[4] as number, 9);
      }),
    );
  },
  'rises with the mean, and with the fluctuation if the mean is below the threshold': (rate) => {
    fc.assert(
      fc.property(noise, settings, (current, changed) => {
        const parameters = { ...neuron, ...changed };
        const value = rate(current, parameters);
        expect(rate({ ...current, mean: current.mean + 0.5 }, parameters)).toBeGreaterThanOrEqual(value);
        if (current.mean < 1)
          expect(rate({ ...current, deviation: current.deviation * 1.1 }, parameters)).toBeGreaterThanOrEqual(value);
      }),
    );
  },
  'equals its power series in 120 digits': (rate) => {
    for (const { current, parameters, exact } of exactRates)
      expect(rate(current, parameters) / exact).toBeCloseTo(1, 11);
  },
};

/** Further statements, which take seconds to test. */
const measuredRateLaws: Readonly<Record<string, (rate: NoisyRate) => void>> = {
  'is within 5 % of the measured rate of the reference neuron': (rate) => {
    for (const point of points) agrees(rate, point, theoryTolerance);
  },
  'is within 20 % of the measured rate if a synapse smooths the current': (rate) => {
    for (const point of smoothPoints) agrees(rate, point, synapseTolerance);
  },
};

describe('the rate under a fluctuating current', () => {
  it('shows what the floor does: at mean 0 and strong noise, a neuron fires more than twice as fast with it', () => {
    const rates = [0, -1, -32, none].map((minVoltage) =>
      Math.round(noisyRateHz({ mean: 0, deviation: 25 }, { ...neuron, minVoltage })),
    );
    expect(rates).toEqual([181, 130, 66, 66]);
  });

  for (const [law, check] of Object.entries(noisyRateLaws)) it(law, () => check(noisyRateHz));
});

describeSlow('the rate under a fluctuating current', () => {
  for (const [law, check] of Object.entries(measuredRateLaws)) it(`always ${law}`, () => check(noisyRateHz));

  breakLaws({ ...noisyRateLaws, ...measuredRateLaws }, wrongNoisyRates);
});
