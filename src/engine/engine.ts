import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { fastNetwork } from './fast.ts';
import { compile, type KernelModule } from './kernel.ts';
import type { PreparedNetwork } from './prepared.ts';
import { readableNetwork } from './readable.ts';
import { requireEffective, whyReadable } from './scope.ts';

/** Prepares networks to run on images. */
export interface Engine {
  /**
   * Prepares a network, which must not change afterwards.
   *
   * @throws {RangeError} if an array has the wrong length or a number that is not finite, or there is not enough memory
   */
  readonly prepare: (network: EffectiveNetwork) => PreparedNetwork;
}

/**
 * Creates the engine, which runs the networks of src/simulator/network faster, with the same bits.
 *
 * @param kernel - replaces the compiled kernel of src/engine/kernel
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
