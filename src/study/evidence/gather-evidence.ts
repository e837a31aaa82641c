import type { SavedStudy } from '../results/saved-results.ts';
import {
  fixedWeightsDrop,
  floorCausesDrop,
  rescalingTrainsAsWell,
  restIsInTheRateNetwork,
  retrainedDrop,
} from './drops.ts';
import {
  firstLayerIgnoresAmplitude,
  rescalingChangesNothing,
  retrainedNetworksAgree,
  sharedPointsAgree,
  timingChangesClasses,
} from './exact.ts';
import { seedsMatter, zigZagIsPerSeed } from './seeds.ts';
import type { FindEvidence, StudyEvidence } from './study-evidence.ts';

const finders: readonly FindEvidence[] = [
  firstLayerIgnoresAmplitude,
  fixedWeightsDrop,
  zigZagIsPerSeed,
  sharedPointsAgree,
  retrainedNetworksAgree,
  seedsMatter,
  retrainedDrop,
  timingChangesClasses,
  rescalingChangesNothing,
  floorCausesDrop,
  rescalingTrainsAsWell,
  restIsInTheRateNetwork,
];

/**
 * All evidence in saved studies. Two studies with common points may give the same evidence about a claim, which is then
 * listed once.
 */
export function gatherEvidence(studies: readonly SavedStudy[]): StudyEvidence[] {
  const all = finders.flatMap((find) => find(studies));
  const textOf = ({ claim, network, sentence }: StudyEvidence) => JSON.stringify([claim, network, sentence]);
  return [...new Map(all.toReversed().map((one) => [textOf(one), one])).values()].toReversed();
}
