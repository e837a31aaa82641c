import type { FloatArray, PrecisionName } from '../base/precision.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { type RateRun, runRates } from '../simulator/network/rates.ts';
import {
  filterReadouts,
  requireImage,
  runSpiking,
  type SpikingSummary,
  summarizeRun,
} from '../simulator/network/run.ts';
import {
  blankImage,
  type FastNetwork,
  loadFastNetwork,
  readReadouts,
  runRateLayers,
  runSpikes,
  type SavedSpikes,
} from './inference.ts';
import { compile, type KernelModule, NoMemory, whyNoKernel } from './kernel.ts';
import { readOutputs } from './network-memory.ts';
import { requireFiniteWeights, whyReadable } from './scope.ts';
import { fastStream, lengthen, type PreparedStream, readableStream } from './stream.ts';

/** Prepares networks to run on images. */
export interface Engine {
  /**
   * Prepares a network, which must not change afterwards.
   *
   * @param network - folded by `foldForSpikes` or `foldForRates`
   * @throws {Refusal} if a weight or a bias is not finite
   */
  readonly prepare: (network: EffectiveNetwork) => PreparedNetwork;
  /**
   * Prepares a network for streams of `length` images.
   *
   * @throws {Refusal} as `prepare` does
   */
  readonly prepareStream: (network: EffectiveNetwork, length: number) => PreparedStream;
}

export type RateSummary = Pick<RateRun, 'predicted' | 'readout'>;

/** A network that is ready to run on images. */
export interface PreparedNetwork {
  /** Which code runs: the kernel (`fast`) or src/simulator/network (`readable`). Both give the same bits. */
  readonly path: 'fast' | 'readable';
  /** Why the kernel does not run it. */
  readonly reason?: string;
  /**
   * A summary of `runSpiking` of src/simulator/network.
   *
   * @param saved - of an earlier run of the image with the same first layer, by the kernel
   */
  readonly runSpiking: (image: Uint8Array, saved?: SavedSpikes) => SpikingSummary;
  /** A summary of `runRates` of src/simulator/network. */
  readonly runRates: (image: Uint8Array) => RateSummary;
  /** The same, and the outputs of all neurons. */
  readonly traceRates: (image: Uint8Array) => Omit<RateRun, 'currents'>;
}

/**
 * Creates the engine, which runs the networks of src/simulator/network faster, with the same bits. Without WebAssembly or
 * its SIMD instructions, or with too little memory, src/simulator/network runs them.
 *
 * @param kernels - replace the compiled kernels of src/engine/kernel
 * @example
 * const network = foldForSpikes(build(miniature, 0), tutorialPoint);
 * (await createEngine()).prepare(network).runSpiking(new Uint8Array(784).fill(128)).predicted // 5
 */
export async function createEngine(kernels: Partial<Record<PrecisionName, KernelModule>> = {}): Promise<Engine> {
  const missing = whyNoKernel();
  const modules: typeof kernels =
    missing === undefined ? { float32: await compile(), float64: await compile('float64'), ...kernels } : {};
  /** Runs a network with the kernel if the kernel can run it, otherwise with the readable code, for a reason. */
  const choose = <Prepared>(
    network: EffectiveNetwork,
    fast: (module: KernelModule) => Prepared,
    readable: (reason: string) => Prepared,
  ): Prepared => {
    requireFiniteWeights(network);
    const reason = missing ?? whyReadable(network);
    if (reason !== undefined) return readable(reason);
    try {
      return fast(modules[network.point.precision.name] as KernelModule);
    } catch (error) {
      if (error instanceof NoMemory) return readable(error.message);
      throw error;
    }
  };
  return {
    prepare: (network) =>
      choose(
        network,
        (module) => fastNetwork(module, network),
        (reason) => readableNetwork(network, reason),
      ),
    prepareStream: (network, length) =>
      choose(
        lengthen(network, length),
        (module) => fastStream(module, network, length),
        () => readableStream(network),
      ),
  };
}

/** Prepares a network to be run by src/simulator/network; `reason` says why. */
export function readableNetwork(network: EffectiveNetwork, reason: string): PreparedNetwork {
  return {
    path: 'readable',
    reason,
    runSpiking: (image) => summarizeRun(runSpiking(network, image)),
    ...readableRates(network),
  };
}

export function readableRates(network: EffectiveNetwork): Pick<PreparedNetwork, 'runRates' | 'traceRates'> {
  return {
    runRates: (image) => {
      const { predicted, readout } = runRates(network, image);
      return { predicted, readout };
    },
    traceRates: (image) => {
      const { predicted, readout, outputs } = runRates(network, image);
      return { predicted, readout, outputs };
    },
  };
}

/**
 * Prepares a network that the kernel runs. In float64 the readable code runs the rate network.
 *
 * @throws {Refusal} if the memory cannot be allocated
 */
function fastNetwork(module: KernelModule, network: EffectiveNetwork): PreparedNetwork {
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
    runSpiking: (image, saved) => {
      runBlankSpikes();
      const spikeCounts = runSpikes(fast, image, { everything: false, ...(saved && { saved }) });
      const filtered = filterReadouts(readReadouts(fast, network.point.steps), network).at(-1) as FloatArray;
      return { predicted: argmax(filtered), filtered, spikeCounts };
    },
    ...(layout.precision === 'float32' ? fastRates(fast) : readableRates(network)),
  };
}

function fastRates(fast: FastNetwork): Pick<PreparedNetwork, 'runRates' | 'traceRates'> {
  const { kernel, memory, network, layout } = fast;
  const neuron = { ...network.neuron, amplitude: network.point.amplitude };
  const runBlank = once(() => {
    runRateLayers(fast, layout, blankImage(network), neuron, { everything: true });
    for (const { blocks } of layout.layers) kernel.saveBlankRates(blocks.struct.address);
  });
  const run = (image: Uint8Array): RateSummary => {
    requireImage(network, image);
    runBlank();
    runRateLayers(fast, layout, image, neuron, { everything: false });
    const [readout] = readReadouts(fast, 1) as [FloatArray];
    return { predicted: argmax(readout), readout };
  };
  return {
    runRates: run,
    traceRates: (image) => ({ ...run(image), outputs: layout.layers.map((layer) => readOutputs(layer, memory)) }),
  };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
