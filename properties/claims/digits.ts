import {
  fallsThoughRetrained,
  fallsWithFixedWeights,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
} from './digits-falls.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './digits-spread.ts';
import type { StatisticalClaim } from './experiment.ts';

/** What is claimed of networks that read digits, in reading order. */
export const digitClaims: readonly StatisticalClaim[] = [
  fallsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  fallsThoughRetrained,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
];
