import { closeDecisions, type Decision, runWithTurned } from '../../properties/oracles/near-threshold.ts';
import type { EffectiveNetwork } from '../../src/network/effective.ts';
import { runSpiking } from '../../src/network/run.ts';
import { images } from './answers.ts';

/** Decisions with |v − 1| up to this are tried, the closest first. Each must besides be within its own rounding. */
export const searchWithin = 2e-5;

/** An image on which the class differs, and the decision that turns it to the class that NengoDL answered, if one does. */
export interface Difference {
  readonly image: number;
  readonly got: number;
  readonly expected: number;
  readonly turned: Decision | undefined;
}

/** Compares the classes of the first images, and looks for what explains those that differ. */
export function differences(network: EffectiveNetwork, expected: ArrayLike<number>): Difference[] {
  return Array.from(expected).flatMap((label, index) => {
    const image = images[index] as Uint8Array;
    const got = runSpiking(network, image).predicted;
    if (got === label) return [];
    const turned = closeDecisions(network, image, searchWithin).find(
      (decision) => runWithTurned(network, image, decision).predicted === label,
    );
    return [{ image: index, got, expected: label, turned }];
  });
}
