import type { NetworkInput } from '../../src/conformance/implementation.ts';

/** The same network with spikes `factor` times as high and all weights that receive spikes divided by `factor`. */
export function rescaled<Input extends NetworkInput>(input: Input, factor: number): Input {
  const divided = (weights: ArrayLike<number>) => Float32Array.from(weights, (weight) => weight / factor);
  const { layers, readout } = input.weights;
  return {
    ...input,
    amplitude: input.amplitude * factor,
    weights: {
      layers: layers.map((layer, index) => (index === 0 ? layer : { ...layer, kernel: divided(layer.kernel) })),
      readout: { weight: divided(readout.weight), bias: readout.bias },
    },
  };
}
