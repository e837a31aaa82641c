import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../properties/arbitraries/legal-network.ts';
import { float64 } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { continueSpiking, runSpiking } from '../../src/simulator/network/run.ts';
import { mean } from '../../src/study/statistics/statistics.ts';

const inFloat64 = { ...tutorialPoint, precision: float64 };
const untrained = build(miniature, 0);

/** The generated network of an input, its operating point, and its first image. */
function generated({ architecture, amplitude, initialVoltage, weights, ...input }: NetworkInput) {
  const { minVoltage, steps, dtSeconds, images } = input;
  const network: Network = { architecture, trainedAmplitude: amplitude, initialVoltage, ...weights };
  return { network, point: { ...inFloat64, amplitude, minVoltage, steps, dtSeconds }, image: images[0] as Uint8Array };
}

describe('an operating point', () => {
  it('is refused if its rescaling is negative', () => {
    const message = 'rescaling must be a finite number above 0, but is -1';
    expect(() => foldForSpikes(untrained, { ...tutorialPoint, rescaling: -1 })).toThrow(new Refusal(message));
  });

  it('is always cancelled by rescaling: for powers of two, k times the amplitude with weights ÷ k gives the same bits', () => {
    fc.assert(
      fc.property(smallNetwork(), fc.constantFrom(0.25, 0.5, 2, 32), (input, k) => {
        const { network, point, image } = generated(input);
        const rescaled = { ...point, amplitude: k * point.amplitude, rescaling: k };
        const [plain, cancelled] = [point, rescaled].map((one) => [
          runSpiking(foldForSpikes(network, one), image),
          runRates(foldForRates(network, one), image).readout,
        ]);
        expect(cancelled).toEqual(plain);
      }),
    );
  });
});

describe('the rate network', () => {
  it('is the long-run limit of the spiking network: each neuron fires within one of time × rate, and so does the read-out', () => {
    const seconds = 0.5;
    fc.assert(
      fc.property(smallNetwork({ layers: 1 }), (drawn) => {
        // the law about counts needs a step that is no longer than the refractory period
        const { intercept, maxRateHz } = drawn.architecture.neuron;
        const neuron = { intercept, maxRateHz: Math.min(maxRateHz, 200), tauRcSeconds: 0.02, tauRefSeconds: 0.002 };
        const { network, point, image } = generated({ ...drawn, architecture: { ...drawn.architecture, neuron } });
        const long = { ...inFloat64, amplitude: point.amplitude, steps: 500 };
        const rates = runRates(foldForRates(network, long), image);
        const spikes = runSpiking(foldForSpikes(network, long), image);
        const { weight, bias } = network.readout;
        const allowed = bias.map(() => 1e-9); // rounding in float64
        for (const [neuron, output] of (rates.outputs[0] ?? []).entries()) {
          const expected = (seconds * output) / point.amplitude;
          // below 10 Hz, currents are below 1.0075, where rounding can decide whether a neuron fires at all
          const most = expected === 0 || expected > seconds * 10 ? 1 : seconds * 10 + 1;
          expect(Math.abs((spikes.spikeCounts[0]?.[neuron] as number) - expected)).toBeLessThan(most);
          for (const [label, before] of allowed.entries()) {
            const sent = Math.abs(weight[neuron * bias.length + label] as number) * (point.amplitude / seconds);
            allowed[label] = before + most * sent;
          }
        }
        for (const [label, readout] of rates.readout.entries()) {
          const shown = mean(spikes.readout.map((step) => step[label] as number));
          expect(Math.abs(shown - readout)).toBeLessThanOrEqual(allowed[label] as number);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('a network that sums its read-outs', () => {
  const architecture = { ...miniature, readoutTauSeconds: Number.POSITIVE_INFINITY };
  const folded = foldForSpikes({ ...untrained, architecture }, inFloat64);
  const image = new Uint8Array(784).fill(128);

  it('has the sum of all steps so far, including the last one', () => {
    const { readout, filtered, predicted } = runSpiking(folded, image);
    const sums = readout[0]?.map((_, label) => readout.reduce((sum, step) => sum + (step[label] as number), 0));
    expect(filtered.at(-1)).toEqual(sums);
    expect(filtered[0]).toEqual(readout[0]);
    expect(predicted).toBe(argmax(sums as Float64Array));
  });

  it('continues a run', () => {
    const half = { ...folded, point: { ...folded.point, steps: 15 } };
    const { state } = continueSpiking(half, image);
    expect(continueSpiking(half, image, state).run.filtered.at(-1)).toEqual(runSpiking(folded, image).filtered.at(-1));
  });
});
