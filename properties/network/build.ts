import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { build } from '../../src/simulator/network/build.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { legalArchitecture } from '../arbitraries/legal-network.ts';
import { seed } from '../arbitraries/seeded.ts';
import { requireSame } from '../require.ts';

/** Builds a network from an architecture and a seed. */
export type Build = typeof build;

/** A statement that holds for every correct builder. The laws about training judge what it draws. */
export interface BuilderLaw extends Pick<Law, 'id' | 'clause' | 'statement'> {
  readonly property: (build: Build) => fc.IProperty<unknown>;
}

const numbersOf = ({ layers, readout, initialVoltage }: Network) => ({ layers, readout, initialVoltage });

/**
 * A global generator would make the network depend on everything that was built before it. If another layer or amplitude
 * changed it, a comparison would compare different random networks.
 */
const dependsOnSeedAlone: BuilderLaw = {
  id: 'build/depends-on-seed-alone',
  clause: 'streams',
  statement:
    'always builds the same layers from the same seed, whatever was built before, behind them, or for another amplitude',
  property: (build) =>
    fc.property(legalArchitecture(), seed(), legalArchitecture(), seed(), (own, ownSeed, other, otherSeed) => {
      const first = numbersOf(build(own, ownSeed));
      build(other, otherSeed);
      const again = numbersOf(build(own, ownSeed, { amplitude: 0.5 }));
      requireSame(dependsOnSeedAlone, first, again, 'built again');
      const larger = build({ ...own, hidden: [...own.hidden, { kernelSize: 1, stride: 1, channels: 2 }] }, ownSeed);
      const behind = [larger.layers.slice(0, -1), larger.initialVoltage.slice(0, -1)];
      requireSame(dependsOnSeedAlone, [first.layers, first.initialVoltage], behind, 'with a layer behind');
    }),
};

export const builderLaws: readonly BuilderLaw[] = [dependsOnSeedAlone];
