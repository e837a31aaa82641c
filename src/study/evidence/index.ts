import type { KeptStudy } from '../kept.ts';
import {
  compensationTrainsAsWell,
  fallsThoughRetrained,
  fallsWithFixedWeights,
  floorMakesTheFall,
  gaugeChangesNothing,
  restIsTheRateNetworks,
} from './falls.ts';
import type { Evidence, Judge } from './judge.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './seeds.ts';

const judges: readonly Judge[] = [
  fallsWithFixedWeights,
  zigZagsAreTheirOwn,
  seedsDiffer,
  fallsThoughRetrained,
  gaugeChangesNothing,
  floorMakesTheFall,
  compensationTrainsAsWell,
  restIsTheRateNetworks,
];

/** All that kept studies say about the claims. */
export function gatherEvidence(studies: readonly KeptStudy[]): Evidence[] {
  return judges.flatMap((judge) => judge(studies));
}
