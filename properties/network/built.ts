import type { Architecture } from '../../src/simulator/network/architecture.ts';
import type { build } from '../../src/simulator/network/build.ts';
import { layerShapes } from './observation.ts';

/** Builds a network from an architecture and a seed. */
export type Build = typeof build;

/** The network that a builder returns. */
export type Built = ReturnType<Build>;

/** All numbers of a network: one entry per layer, then the read-out. */
export function numbersOf({ layers, readout, initialVoltage }: Built): number[][] {
  const hidden = layers.map(({ kernel, kernelBias, neuronBias }, index) => [
    ...kernel,
    ...kernelBias,
    ...neuronBias,
    ...(initialVoltage[index] ?? []),
  ]);
  return [...hidden, [...readout.weight, ...readout.bias]];
}

/** All random arrays: every kernel, the read-out weights, and the voltages of every layer. */
export function drawnBy({ layers, readout, initialVoltage }: Built): number[][] {
  return [...layers.map(({ kernel }) => kernel), readout.weight, ...initialVoltage].map((values) => Array.from(values));
}

/** fan in + fan out of every kernel and of the read-out. */
export function fansOf(architecture: Architecture): number[] {
  const shapes = layerShapes(architecture);
  const hidden = architecture.hidden.map(({ kernelSize, channels }, index) => {
    return kernelSize * kernelSize * ((shapes[index - 1] ?? architecture.input).channels + channels);
  });
  const last = shapes.at(-1);
  return [...hidden, (last ? last.rows * last.columns * last.channels : 0) + architecture.classes];
}

/** The first two random numbers of every random array, as draws from [0, 1). */
export function firstDrawsOf({ layers, readout, initialVoltage }: Built, architecture: Architecture): number[][] {
  const fans = fansOf(architecture);
  const weights = [...layers.map(({ kernel }) => kernel), readout.weight].map((values, index) => {
    const limit = Math.sqrt(6 / (fans[index] as number));
    return Array.from(values.slice(0, 2), (value) => (value / limit + 1) / 2);
  });
  return [...weights, ...initialVoltage.map((voltages) => Array.from(voltages.slice(0, 2)))];
}
