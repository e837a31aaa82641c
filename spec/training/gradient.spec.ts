import { expect, it } from 'vitest';
import { gainOf } from '../../properties/network/observation.ts';
import { float64 } from '../../src/base/precision.ts';
import { type Architecture, miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { addGradients, parameterGradient } from '../../src/simulator/training/gradient.ts';
import { arraysOf, type Parameters, zeroParameters } from '../../src/simulator/training/parameters.ts';

/** Two padded layers, and few enough parameters to change each of them. */
const padded: Architecture = {
  ...miniature,
  input: { rows: 3, columns: 4, channels: 1 },
  hidden: [
    { kernelSize: 3, stride: 2, padding: 2, channels: 2 },
    { kernelSize: 2, stride: 1, padding: 1, channels: 1 },
  ],
  classes: 2,
};
const image = Uint8Array.from({ length: 12 }, (_, pixel) => pixel % 5);

it('the gradient is the derivative of the loss with respect to every weight and bias', () => {
  const network = build(padded, 0, { precision: float64 });
  for (const { neuronBias } of network.layers) neuronBias.fill(3);
  const { gradient } = gradientOf(network);
  for (const [array, slopes] of arraysOf(gradient).entries()) {
    const values = arraysOf(network)[array] as Float64Array;
    for (const [index, slope] of slopes.entries()) {
      const value = values[index] as number;
      const [more, less] = [1e-5, -1e-5].map((step) => {
        values[index] = value + step;
        return gradientOf(network).loss;
      }) as [number, number];
      values[index] = value;
      expect(slope, `array ${array}`).toBeCloseTo((more - less) / 2e-5, 7);
    }
  }
});

function gradientOf(network: Network): { loss: number; gradient: Parameters } {
  const sums = zeroParameters(network, float64);
  const folded = foldForRates(network, { ...tutorialPoint, precision: float64 });
  const { loss } = addGradients(folded, { image, label: 1 }, 1, sums);
  return { loss, gradient: parameterGradient(sums, gainOf(network), float64) };
}
