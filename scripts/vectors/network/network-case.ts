import type { VectorCase } from '../../../properties/vectors/description.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import type { Architecture } from '../../../src/simulator/network/architecture.ts';

/** A randomly drawn network. Its seed is the first with which rounding decides nothing. */
export interface NetworkCase extends Omit<VectorCase<NetworkInput>, 'input'> {
  /** By default the small architecture. */
  readonly architecture?: Architecture;
  /** Replaces part of the drawn network. */
  readonly change?: (input: NetworkInput) => Partial<NetworkInput>;
}
