import type { Case } from '../../../properties/vectors/description.ts';
import type { NetworkInput } from '../../../src/conformance/implementation.ts';
import type { Architecture } from '../../../src/simulator/network/architecture.ts';

/** A network that is drawn; the first seed is taken with which rounding decides nothing. */
export interface NetworkCase extends Omit<Case<NetworkInput>, 'input'> {
  /** Left out: the small one. */
  readonly architecture?: Architecture;
  /** What is other than drawn. */
  readonly change?: (input: NetworkInput) => Partial<NetworkInput>;
}
