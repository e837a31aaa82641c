import { accuracyDropsThoughRetrained, accuracyDropsWithFixedWeights, standsIfRescaled } from './digits-drops.ts';
import { followsItsRatesWithoutFloor, restIsTheRateNetworks, staysWithSynapse } from './digits-floor.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './digits-spread.ts';
import type { StatisticalLaw } from './experiment.ts';

/** Laws about networks that classify digits, in reading order. */
export const digitLaws: readonly StatisticalLaw[] = [
  accuracyDropsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  accuracyDropsThoughRetrained,
  followsItsRatesWithoutFloor,
  restIsTheRateNetworks,
  standsIfRescaled,
  staysWithSynapse,
];
