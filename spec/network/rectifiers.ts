import { float64 } from '../../src/base/precision.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';

/** The class that a network gives to an image if its neurons are rectifiers. */
export function classOfRectifiers(network: Network, image: Uint8Array): number {
  const point = { ...tutorialPoint, precision: float64 };
  return runRates(foldForRates(network, point), image, 'rectifiers').predicted;
}
