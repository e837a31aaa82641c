import { accuracyDropsThoughRetrained, accuracyDropsWithFixedWeights, standsIfRescaled } from './digits-drops.ts';
import { followsItsRatesWithoutFloor, restIsTheRateNetworks, staysWithSynapse } from './digits-floor.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './digits-spread.ts';
import type { StatisticalClaim } from './experiment.ts';

/** The claims about networks that classify digits, in reading order. */
export const digitClaims: readonly StatisticalClaim[] = [
  accuracyDropsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  accuracyDropsThoughRetrained,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
  staysWithSynapse,
];
