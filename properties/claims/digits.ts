import {
  fallsThoughRetrained,
  fallsWithFixedWeights,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
} from './digits-falls.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './digits-spread.ts';
import type { StatisticalClaim } from './experiment.ts';

/** The claims about networks that classify digits, in reading order. */
export const digitClaims: readonly StatisticalClaim[] = [
  fallsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  fallsThoughRetrained,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
];
