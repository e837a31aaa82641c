import { type Architecture, planLayers } from '../../src/simulator/network/architecture.ts';
import type { Network } from '../../src/simulator/network/network.ts';

/** Images with their labels. */
export interface Digits {
  /** 28 × 28 pixels, 0 … 255. */
  readonly images: readonly Uint8Array[];
  readonly labels: Uint8Array;
}

const pixels = 784;

/** Packs a network: every array as little-endian float32, the initial voltages last. */
export function packNetwork(network: Network): Uint8Array {
  const { layers, readout, initialVoltage } = network;
  const ofLayers = layers.flatMap(({ kernel, kernelBias, neuronBias }) => [kernel, kernelBias, neuronBias]);
  const arrays = [...ofLayers, readout.weight, readout.bias, ...initialVoltage];
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const values of arrays) {
    all.set(values, next);
    next += values.length;
  }
  return new Uint8Array(all.buffer);
}

/**
 * Reads what `packNetwork` wrote.
 *
 * @throws {RangeError} if the number of bytes does not match the architecture
 */
export function unpackNetwork(architecture: Architecture, trainedAmplitude: number, bytes: ArrayBuffer): Network {
  const plans = planLayers(architecture);
  let next = 0;
  const take = (length: number) => {
    next += length;
    return new Float32Array(bytes, (next - length) * 4, length);
  };
  const layers = plans.map((plan) => ({
    kernel: take(plan.weights),
    kernelBias: take(plan.channels),
    neuronBias: take(plan.neurons),
  }));
  const readout = {
    weight: take((plans.at(-1)?.neurons ?? 0) * architecture.classes),
    bias: take(architecture.classes),
  };
  const initialVoltage = plans.map(({ neurons }) => take(neurons));
  if (next * 4 !== bytes.byteLength) {
    throw new RangeError(`weights: ${bytes.byteLength} bytes, expected ${next * 4}`);
  }
  return { architecture, trainedAmplitude, layers, readout, initialVoltage };
}

/** Packs images, each after its label. */
export function packDigits({ images, labels }: Digits, count: number): Uint8Array {
  const bytes = new Uint8Array(count * (pixels + 1));
  for (let index = 0; index < count; index++) {
    bytes[index * (pixels + 1)] = labels[index] as number;
    bytes.set(images[index] as Uint8Array, index * (pixels + 1) + 1);
  }
  return bytes;
}

/** Reads what `packDigits` wrote. */
export function unpackDigits(bytes: ArrayBuffer): Digits {
  const count = Math.floor(bytes.byteLength / (pixels + 1));
  const all = new Uint8Array(bytes);
  return {
    images: Array.from({ length: count }, (_, index) =>
      all.subarray(index * (pixels + 1) + 1, (index + 1) * (pixels + 1)),
    ),
    labels: Uint8Array.from({ length: count }, (_, index) => all[index * (pixels + 1)] as number),
  };
}
