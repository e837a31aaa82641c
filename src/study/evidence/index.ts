import type { SavedStudy } from '../results/saved-study.ts';
import {
  fallsThoughRetrained,
  fallsWithFixedWeights,
  floorMakesTheFall,
  gaugeChangesNothing,
  rescalingTrainsAsWell,
  restIsTheRateNetworks,
} from './falls.ts';
import type { Evidence, Judge } from './judge.ts';
import { builtAgainTheSame, sameAmplitudeSameNumbers } from './repeated.ts';
import { seedsDiffer, zigZagsAreTheirOwn } from './seeds.ts';
import { spikesIgnoreAmplitude, timingMovesResults } from './spikes.ts';

const judges: readonly Judge[] = [
  spikesIgnoreAmplitude,
  fallsWithFixedWeights,
  zigZagsAreTheirOwn,
  sameAmplitudeSameNumbers,
  builtAgainTheSame,
  seedsDiffer,
  fallsThoughRetrained,
  timingMovesResults,
  gaugeChangesNothing,
  floorMakesTheFall,
  rescalingTrainsAsWell,
  restIsTheRateNetworks,
];

/** All that kept studies say about the claims; what two say of one in the same words, because they share points, once. */
export function gatherEvidence(studies: readonly SavedStudy[]): Evidence[] {
  const all = judges.flatMap((judge) => judge(studies));
  const isSaid =
    ({ claim, network, sentence }: Evidence) =>
    (other: Evidence) =>
      other.claim === claim && other.network === network && other.sentence === sentence;
  return all.filter((one, place) => all.findIndex(isSaid(one)) === place);
}
