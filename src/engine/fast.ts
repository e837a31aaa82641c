import type { FloatArray } from '../base/precision.ts';
import { sizeOf } from '../simulator/network/architecture.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { instantiate, type KernelModule } from './kernel.ts';
import { keepBlank, writeNetwork } from './memory.ts';
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
  const blank = new Uint8Array(sizeOf((network.layers[0] as EffectiveLayer).plan.input));
  const spikeBlank = once(() => {
    spike(fast, blank, { everything: true });
    keepBlank('spikes', places, memory);
  });
  const sendBlankRates = once(() => {
    sendRates(fast, blank, { everything: true });
    keepBlank('signal', places, memory);
  });
  return {
    path: 'fast',
    runSpiking: (image, watch = ignore) => {
      spikeBlank();
      const spikeCounts = spike(fast, image, { everything: false, watch });
      const filtered = filterReadOuts(readOuts(fast, network.point.steps), network).at(-1) as FloatArray;
      return { predicted: argmax(filtered), filtered, spikeCounts };
    },
    traceSpiking: (image, probes = []) => traceSpiking(fast, image, probes),
    runRates: (image, watch = ignore) => {
      sendBlankRates();
      sendRates(fast, image, { everything: false, watch });
      const readout = readOuts(fast, 1)[0] as FloatArray;
      return { predicted: argmax(readout), readout };
    },
    traceRates: (image) => traceRates(fast, image),
  };
}

const ignore = () => {};

/** What runs when it is called for the first time, and never again. */
function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
