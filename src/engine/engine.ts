import type { PrecisionName } from '../base/precision.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { fastNetwork } from './fast.ts';
import { compile, type KernelModule, NoMemory, whyNoKernel } from './kernel.ts';
import { type PreparedNetwork, readableNetwork } from './prepared.ts';
import { requireEffective, whyReadable } from './scope.ts';

/** Prepares networks to run on images. */
export interface Engine {
  /**
   * Prepares a network, which must not change afterwards.
   *
   * @throws {RangeError} if an array has the wrong length or a number that is not finite
   */
  readonly prepare: (network: EffectiveNetwork) => PreparedNetwork;
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
  if (missing !== undefined) return readableEngine(missing);
  const modules = { float32: await compile(), float64: await compile('float64'), ...kernels };
  return {
    prepare: (network) => {
      requireEffective(network);
      const reason = whyReadable(network);
      if (reason !== undefined) return readableNetwork(network, reason);
      try {
        return fastNetwork(modules[network.point.precision.name], network);
      } catch (error) {
        if (error instanceof NoMemory) return readableNetwork(network, error.message);
        throw error;
      }
    },
  };
}

/** An engine without a kernel: it runs networks with src/simulator/network, for the stated reason. */
export function readableEngine(reason: string): Engine {
  return {
    prepare: (network) => {
      requireEffective(network);
      return readableNetwork(network, reason);
    },
  };
}
