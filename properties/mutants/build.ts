import { type FloatArray, float32 } from '../../src/base/precision.ts';
import { draw, type RandomStream, randomStream } from '../../src/base/random.ts';
import { build } from '../../src/simulator/network/build.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { Build } from '../network/build.ts';
import { type Mutant, withMemory } from './mutant.ts';

/** A builder that differs from the correct one in one respect. */
export interface BuilderMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'> {
  readonly build: Build;
  readonly anew?: () => BuilderMutant;
}

/** Draws all random arrays from one stream, one after another: weights, read-out, voltages. */
function drawnFromOne(network: Network, stream: RandomStream): Network {
  const redrawn = (values: FloatArray) => {
    const limit = Math.max(...Array.from(values, Math.abs));
    return float32.array.from(draw({ kind: 'uniform', low: -limit, high: limit }, values.length, stream));
  };
  return {
    ...network,
    layers: network.layers.map((layer) => ({ ...layer, kernel: redrawn(layer.kernel) })),
    readout: { ...network.readout, weight: redrawn(network.readout.weight) },
    initialVoltage: network.initialVoltage.map(({ length }) =>
      float32.array.from(draw({ kind: 'uniform', low: 0, high: 1 }, length, stream)),
    ),
  };
}

/** Uses one generator for the whole program, seeded once. */
function globallySeeded(): Build {
  const stream = randomStream('0');
  return (architecture, seed, settings) => drawnFromOne(build(architecture, seed, settings), stream);
}

/** Counts layers from the last one to name their streams, so adding a layer changes the stream of every other layer. */
const namedFromTheEnd: Build = (architecture, seed, settings) => {
  const network = build(architecture, seed + architecture.hidden.length, settings);
  return { ...network, readout: build(architecture, seed, settings).readout };
};

/** Scales the kernels with the amplitude. */
const scaled: Build = (architecture, seed, settings = {}) => {
  const network = build(architecture, seed, settings);
  const scale = (settings.amplitude ?? 0.01) / 0.01;
  const layers = network.layers.map((layer) => ({ ...layer, kernel: layer.kernel.map((weight) => weight * scale) }));
  return { ...network, layers };
};

export const builderMutants: readonly BuilderMutant[] = [
  withMemory(() => ({
    name: 'build-seeds-once-outside',
    difference: 'draws from one generator that is seeded once, outside the function that builds',
    build: globallySeeded(),
  })),
  {
    name: 'build-shifts-streams',
    difference: 'draws other random numbers for each layer if the number of layers changes',
    build: namedFromTheEnd,
  },
  {
    name: 'build-scales-weights-with-amplitude',
    difference: 'multiplies the kernels by amplitude/0.01',
    build: scaled,
  },
];
