import { largest } from '../network/dense.ts';
import type { EffectiveNetwork } from '../network/effective.ts';
import type { FloatArray } from '../precision.ts';
import { instantiate, type KernelModule } from './kernel.ts';
import { writeNetwork } from './memory.ts';
import { placeArrays } from './places.ts';
import type { PreparedNetwork } from './prepared.ts';
import { filterReadOuts, readOuts, sendRates, spike } from './stages.ts';
import { traceRates, traceSpiking } from './trace.ts';

/**
 * Puts a network into the memory of a kernel of its own.
 *
 * @throws {RangeError} if there is no memory
 */
export function fastNetwork(module: KernelModule, network: EffectiveNetwork): PreparedNetwork {
  const places = placeArrays(network);
  const { kernel, memory } = instantiate(module, places.bytes);
  writeNetwork(network, places, memory);
  const fast = { kernel, memory, network, places };
  return {
    path: 'fast',
    runSpiking: (image, watch = ignore) => {
      const spikeCounts = spike(fast, image, watch);
      const filtered = filterReadOuts(readOuts(fast, network.point.steps), network).at(-1) as FloatArray;
      return { predicted: largest(filtered), filtered, spikeCounts };
    },
    traceSpiking: (image, probes = []) => traceSpiking(fast, image, probes),
    runRates: (image, watch = ignore) => {
      sendRates(fast, image, watch);
      const readout = readOuts(fast, 1)[0] as FloatArray;
      return { predicted: largest(readout), readout };
    },
    traceRates: (image) => traceRates(fast, image),
  };
}

const ignore = () => {};
