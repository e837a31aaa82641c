import { describe, expect, it } from 'vitest';
import { gainOf } from '../../properties/network/observation.ts';
import { float64 } from '../../src/base/precision.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { rateHz, rateSlopeHz } from '../../src/simulator/neuron/rate.ts';
import { addGradients, parameterGradient } from '../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';
import { networkOfOne, oneNeuron } from '../network/one-neuron.ts';

const { neuron } = oneNeuron;
const network = networkOfOne(0, 2, [1, -1]);

describe('the gradient', () => {
  it('propagates from the read-out through the slope of the rate back to the pixel', () => {
    const sums = zeroParameters(network, float64);
    const effective = foldForRates(network, { ...tutorialPoint, precision: float64 });
    const { loss } = addGradients(effective, { image: Uint8Array.of(3), label: 0 }, 1, sums);
    const gradient = parameterGradient(sums, 2, float64);

    // the neuron sends 0.01 · 63.04 Hz, so the classes are at ±0.6304: the correct one has a probability of 0.779
    const sent = 0.01 * rateHz(2, neuron);
    const wrong = 1 / (1 + Math.exp(2 * sent));
    expect(loss).toBeCloseTo(-Math.log(1 - wrong), 12);
    expect(gradient.readout.bias[0]).toBeCloseTo(-wrong, 12);
    expect(gradient.readout.weight[0]).toBeCloseTo(-wrong * sent, 12);

    // both weights affect the neuron, whose output grows by 0.01 · 39.74 per unit of current
    const currentGradient = -2 * wrong * 0.01 * rateSlopeHz(2, neuron);
    const [hidden] = gradient.layers;
    expect(hidden?.neuronBias[0]).toBeCloseTo(currentGradient, 12);
    expect(hidden?.kernelBias[0]).toBeCloseTo(2 * currentGradient, 12); // times the gain given above
    expect(hidden?.kernel[0]).toBeCloseTo(2 * currentGradient * 3, 12); // times the pixel
  });

  it('is the derivative of the loss in padded networks, too', () => {
    const hidden = [
      { kernelSize: 3, stride: 2, padding: 2, channels: 2 },
      { kernelSize: 2, stride: 1, padding: 1, channels: 1 },
    ];
    const padded = build({ ...oneNeuron, input: { rows: 3, columns: 4, channels: 1 }, hidden }, 0, {
      precision: float64,
    });
    const layers = padded.layers.map((layer) => ({ ...layer, neuronBias: layer.neuronBias.map(() => 3) }));
    const image = Uint8Array.from({ length: 12 }, (_, pixel) => pixel % 5);
    const gradientOf = (network: Network) => {
      const sums = zeroParameters(network, float64);
      const folded = foldForRates(network, { ...tutorialPoint, precision: float64 });
      const { loss } = addGradients(folded, { image, label: 1 }, 1, sums);
      return { loss, gradient: parameterGradient(sums, gainOf(network), float64) };
    };
    const { gradient } = gradientOf({ ...padded, layers });
    for (const index of [0, 1]) {
      const { kernel } = layers[index] as (typeof layers)[number];
      for (const weight of kernel.keys()) {
        const [more, less] = [1e-5, -1e-5].map((step) => {
          const moved = kernel.with(weight, (kernel[weight] as number) + step);
          return gradientOf({ ...padded, layers: layers.with(index, { ...layers[index], kernel: moved } as never) })
            .loss;
        }) as [number, number];
        expect(gradient.layers[index]?.kernel[weight]).toBeCloseTo((more - less) / 2e-5, 7);
      }
    }
  });
});
