import type { FloatArray } from '../base/precision.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import {
  blankImage,
  type FastNetwork,
  filterReadouts,
  loadFastNetwork,
  readReadouts,
  runRateNetwork,
  runSpikes,
} from './inference.ts';
import type { KernelModule } from './kernel.ts';
import { type PreparedNetwork, readableRates } from './prepared.ts';
import { traceRates, traceSpiking } from './trace.ts';

/**
 * Prepares a network that the kernel runs. In float64 the readable code runs the rate network.
 *
 * @throws {RangeError} if the memory cannot be allocated
 */
export function fastNetwork(module: KernelModule, network: EffectiveNetwork): PreparedNetwork {
  const fast = loadFastNetwork(module, network);
  const { kernel, layout } = fast;
  const blank = blankImage(network);
  const runBlankSpikes = once(() => {
    runSpikes(fast, blank, { everything: true });
    for (const { blocks } of layout.layers) {
      kernel.saveBlankSpikes(blocks.struct.address, layout.neurons.struct.address);
    }
  });
  return {
    path: 'fast',
    runSpiking: (image) => {
      runBlankSpikes();
      const spikeCounts = runSpikes(fast, image, { everything: false });
      const filtered = filterReadouts(readReadouts(fast, network.point.steps), network).at(-1) as FloatArray;
      return { predicted: argmax(filtered), filtered, spikeCounts };
    },
    traceSpiking: (image, probes = []) => traceSpiking(fast, image, probes),
    ...(layout.precision === 'float32' ? fastRates(fast) : readableRates(network)),
  };
}

function fastRates(fast: FastNetwork): Pick<PreparedNetwork, 'runRates' | 'traceRates'> {
  const runBlank = once(() => {
    runRateNetwork(fast, blankImage(fast.network), { everything: true });
    for (const { blocks } of fast.layout.layers) fast.kernel.saveBlankRates(blocks.struct.address);
  });
  return {
    runRates: (image) => {
      runBlank();
      runRateNetwork(fast, image, { everything: false });
      const [readout] = readReadouts(fast, 1) as [FloatArray];
      return { predicted: argmax(readout), readout };
    },
    traceRates: (image) => traceRates(fast, image),
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
