import type { SavedStudy } from '../results/saved-results.ts';
import {
  findDrop,
  floorCausesDrop,
  rescalingTrainsAsWell,
  restIsInTheRateNetwork,
  synapsePreventsDrop,
  timingChangesClasses,
} from './losses.ts';
import { seedsMatter, zigZagComesFromRetraining, zigZagIsPerSeed } from './seeds.ts';
import type { FindEvidence, StudyEvidence } from './study-evidence.ts';

/** What a saved study shows about each claim that is measured. */
export const finders: Readonly<Record<string, FindEvidence>> = {
  C5: findDrop,
  C6: zigZagIsPerSeed,
  C9: seedsMatter,
  C11: findDrop,
  C12: timingChangesClasses,
  F2: floorCausesDrop,
  F3: rescalingTrainsAsWell,
  F4: restIsInTheRateNetwork,
  F5: synapsePreventsDrop,
  F6: zigZagComesFromRetraining,
};

/** A claim with the names of its studies. */
interface MeasuredClaim {
  readonly id: string;
  readonly studies?: readonly string[];
}

/** The evidence of the saved studies about every claim, in the order in which the claims list the studies. */
export function gatherEvidence(claims: readonly MeasuredClaim[], saved: readonly SavedStudy[]): StudyEvidence[] {
  return claims.flatMap(({ id, studies = [] }) =>
    studies.flatMap((name) => {
      const study = saved.find((one) => one.name === name);
      const found = study && finders[id]?.(study, saved);
      return found ? [{ claim: id, study: name, network: study.settings.network, ...found }] : [];
    }),
  );
}
