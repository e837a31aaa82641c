import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { fastNetwork } from './fast.ts';
import { compile, type KernelModule } from './kernel.ts';
import type { PreparedNetwork } from './prepared.ts';
import { readableNetwork } from './readable.ts';
import { requireEffective, whyReadable } from './scope.ts';

/** What makes networks ready. */
export interface Engine {
  /**
   * Makes a network ready; it must not change afterwards.
   *
   * @throws {RangeError} if an array has the wrong length or holds what is no number, or there is no memory
   */
  readonly prepare: (network: EffectiveNetwork) => PreparedNetwork;
}

/**
 * Opens the engine: the same network as src/simulator/network, the same bits, faster.
 *
 * @param kernel - a compiled kernel in place of the one of src/engine/kernel
 * @example
 * const network = foldForSpikes(build(miniature, 0), tutorialPoint);
 * (await createEngine()).prepare(network).runSpiking(new Uint8Array(784).fill(128)).predicted // 5
 */
export async function createEngine(kernel?: KernelModule): Promise<Engine> {
  const module = kernel ?? (await compile());
  return {
    prepare: (network) => {
      requireEffective(network);
      const reason = whyReadable(network);
      return reason === undefined ? fastNetwork(module, network) : readableNetwork(network, reason);
    },
  };
}
