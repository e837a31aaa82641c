import {
  dropsThoughRetrained,
  dropsWithFixedWeights,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
} from './digits-drops.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './digits-spread.ts';
import type { StatisticalClaim } from './experiment.ts';

/** The claims about networks that classify digits, in reading order. */
export const digitClaims: readonly StatisticalClaim[] = [
  dropsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  dropsThoughRetrained,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
];
