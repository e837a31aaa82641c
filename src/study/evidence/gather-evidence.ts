import type { SavedStudy } from '../results/saved-results.ts';
import {
  findDrop,
  floorCausesDrop,
  rescalingTrainsAsWell,
  restIsInTheRateNetwork,
  synapsePreventsDrop,
} from './drops.ts';
import {
  firstLayerIgnoresAmplitude,
  rescalingChangesNothing,
  retrainedNetworksAgree,
  sharedPointsAgree,
  timingChangesClasses,
} from './exact.ts';
import { seedsMatter, zigZagComesFromRetraining, zigZagIsPerSeed } from './seeds.ts';
import type { FindEvidence, StudyEvidence } from './study-evidence.ts';

/** What a saved study shows about each claim that is measured. */
export const finders: Readonly<Record<string, FindEvidence>> = {
  C4: firstLayerIgnoresAmplitude,
  C5: findDrop,
  C6: zigZagIsPerSeed,
  C7: sharedPointsAgree,
  C8: retrainedNetworksAgree,
  C9: seedsMatter,
  C11: findDrop,
  C12: timingChangesClasses,
  F1: rescalingChangesNothing,
  F2: floorCausesDrop,
  F3: rescalingTrainsAsWell,
  F4: restIsInTheRateNetwork,
  F5: synapsePreventsDrop,
  F6: zigZagComesFromRetraining,
};

/** A claim with the names of its studies. */
interface MeasuredClaim {
  readonly id: string;
  readonly studies: readonly string[];
  readonly studiesOutsideScope?: readonly string[];
}

/** The evidence of the saved studies about every claim, in the order in which the claims list the studies. */
export function gatherEvidence(claims: readonly MeasuredClaim[], saved: readonly SavedStudy[]): StudyEvidence[] {
  return claims.flatMap((claim) => [
    ...evidenceFrom(claim.studies, claim, saved),
    ...evidenceFrom(claim.studiesOutsideScope ?? [], claim, saved).map((one) => ({
      ...one,
      isOutsideScope: true as const,
    })),
  ]);
}

function evidenceFrom(names: readonly string[], { id }: MeasuredClaim, saved: readonly SavedStudy[]): StudyEvidence[] {
  return names.flatMap((name) => {
    const study = saved.find((one) => one.name === name);
    const found = study && finders[id]?.(study, saved);
    return [found ?? []]
      .flat()
      .map((finding) => ({ claim: id, study: name, network: study?.settings.network ?? '', ...finding }));
  });
}
