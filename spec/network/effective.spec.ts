import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../properties/arbitraries/network.ts';
import { float64 } from '../../src/base/precision.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import {
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { lowPassConstants } from '../../src/simulator/synapse/low-pass.ts';

/** A generated network and its operating point. */
function networkAt(input: NetworkInput, rescaling = 1): { network: Network; point: OperatingPoint } {
  const { architecture, amplitude, initialVoltage, weights, steps, dtSeconds } = input;
  const minVoltage = input.minVoltage ?? Number.NEGATIVE_INFINITY;
  return {
    network: { architecture, trainedAmplitude: amplitude, initialVoltage, ...weights },
    point: { amplitude, minVoltage, steps, dtSeconds, rescaling, precision: float64 },
  };
}

describe('an operating point', () => {
  const network = build(miniature, 0);

  it('is folded into the weights, with the gain and the spike height', () => {
    const { layers, readout } = foldForSpikes(network, { ...tutorialPoint, precision: float64 });
    const [first, second] = network.layers;
    const gain = 2.0332447817197368;
    expect(layers[0]?.weight[5]).toBe(gain * (first?.kernel[5] as number));
    expect(layers[1]?.weight[5]).toBe(gain * 10 * (second?.kernel[5] as number));
    expect(readout.weight[5]).toBe(10 * (network.readout.weight[5] as number));
    expect(layers[0]?.bias[5]).toBe(1);
  });

  it('has spike height 1 if the neurons send rates', () => {
    const { layers, readout } = foldForRates(network, { ...tutorialPoint, precision: float64 });
    expect(layers[1]?.weight[5]).toBe(2.0332447817197368 * (network.layers[1]?.kernel[5] as number));
    expect(readout.weight[5]).toBe(network.readout.weight[5]);
  });

  it.each<[string, Partial<OperatingPoint>, string]>([
    ['an amplitude of 0', { amplitude: 0 }, 'amplitude must be a finite number above 0, but is 0'],
    ['an amplitude of NaN', { amplitude: Number.NaN }, 'amplitude must be a finite number above 0, but is NaN'],
    ['a negative rescaling', { rescaling: -1 }, 'rescaling must be a finite number above 0, but is -1'],
    ['a floor above 0', { minVoltage: 0.1 }, 'minVoltage must be at most 0, but is 0.1'],
    ['a fractional number of steps', { steps: 30.5 }, 'steps must be a whole number of 2 or more, but is 30.5'],
    ['a negative synapse', { synapseSeconds: -1 }, 'synapseSeconds must be a finite number of 0 or more, but is -1'],
    ['a step of length 0', { dtSeconds: 0 }, 'dtSeconds must be a finite number above 0, but is 0'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => foldForSpikes(network, { ...tutorialPoint, ...change })).toThrow(new RangeError(message));
  });

  it('has no synapses by default, or with a time constant of 0', () => {
    expect(foldForSpikes(network, tutorialPoint).synapse).toBeUndefined();
    expect(foldForSpikes(network, { ...tutorialPoint, synapseSeconds: 0 }).synapse).toBeUndefined();
    expect(foldForSpikes(network, { ...tutorialPoint, synapseSeconds: 0.005, precision: float64 }).synapse).toEqual(
      lowPassConstants({ dtSeconds: 0.001, tauSeconds: 0.005 }),
    );
  });

  it('is always cancelled by rescaling: for powers of two, k times the amplitude with weights ÷ k gives the same bits', () => {
    fc.assert(
      fc.property(smallNetwork(), fc.constantFrom(0.25, 0.5, 2, 32), (input, k) => {
        const plain = networkAt(input);
        const rescaled = networkAt({ ...input, amplitude: k * input.amplitude }, k);
        const image = input.images[0] as Uint8Array;
        const run = ({ network, point }: typeof plain) => runSpiking(foldForSpikes(network, point), image);
        expect(run(rescaled)).toEqual(run(plain));
        const rates = ({ network, point }: typeof plain) => runRates(foldForRates(network, point), image).readout;
        expect(rates(rescaled)).toEqual(rates(plain));
      }),
    );
  });
});

describe('a run', () => {
  const network = foldForSpikes(build(miniature, 0), tutorialPoint);
  const image = new Uint8Array(784);

  it('has 30 steps with a read-out of 10 classes each', () => {
    const { readout, filtered, spikeCounts } = runSpiking(network, image);
    expect([readout.length, filtered.length, readout[0]?.length]).toEqual([30, 30, 10]);
    expect(spikeCounts.map((counts) => counts.length)).toEqual([512, 144]);
  });

  it('is silent for a black image before training because every current is exactly 1', () => {
    expect(runSpiking(network, image).spikeCounts.every((counts) => counts.every((count) => count === 0))).toBe(true);
  });

  it('refuses an image of another size', () => {
    expect(() => runSpiking(network, image.subarray(1))).toThrow(
      new RangeError('image must be 784 values long, but is 783 values'),
    );
    const rates = foldForRates(build(miniature, 0), tutorialPoint);
    expect(() => runRates(rates, image.subarray(1))).toThrow(
      new RangeError('image must be 784 values long, but is 783 values'),
    );
  });

  it('refuses to probe a layer that does not exist', () => {
    const probe = { layer: 'layer9', stage: 'spikes' } as const;
    expect(() => runSpiking(network, image, [probe])).toThrow(
      new RangeError('layer of a probe must be one of layer1 layer2, but is layer9'),
    );
  });
});
