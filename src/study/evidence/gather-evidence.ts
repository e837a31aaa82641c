import type { SavedStudy, WeightKind } from '../results/saved-results.ts';
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
import { seedsMatter, zigZagIsPerSeed } from './seeds.ts';
import { type FindEvidence, kindOf, type StudyEvidence } from './study-evidence.ts';

const anyKind: readonly WeightKind[] = ['fixed', 'retrained', 'fixed, rescaled', 'retrained, rescaled'];

/**
 * The function that finds the evidence about a claim, and the studies that it searches: by default, those without
 * synapses.
 */
type Finder = readonly [claim: string, kinds: readonly WeightKind[], find: FindEvidence, synapses?: 'synapses'];

const finders: readonly Finder[] = [
  ['C4', ['fixed'], firstLayerIgnoresAmplitude],
  ['C5', ['fixed'], findDrop],
  ['C6', ['fixed', 'retrained'], zigZagIsPerSeed],
  ['C7', anyKind, sharedPointsAgree],
  ['C8', anyKind, retrainedNetworksAgree],
  ['C9', ['fixed'], seedsMatter],
  ['C11', ['retrained'], findDrop],
  ['C12', ['fixed'], timingChangesClasses],
  ['F1', ['fixed, rescaled'], rescalingChangesNothing],
  ['F2', ['fixed'], floorCausesDrop],
  ['F3', ['retrained, rescaled'], rescalingTrainsAsWell],
  ['F4', ['fixed', 'retrained'], restIsInTheRateNetwork],
  ['F5', ['fixed'], synapsePreventsDrop, 'synapses'],
];

/** The studies that are outside the scope of a claim, although its finder compares them. */
const outside: Readonly<Record<string, (study: SavedStudy) => boolean>> = {
  F2: ({ settings }) => settings.network !== 'tutorial',
  F4: (study) => study.settings.network !== 'tutorial' || kindOf(study) !== 'fixed',
  F5: ({ settings }) => settings.synapseSeconds !== 0.005,
};

/**
 * All evidence in saved studies. Two studies with common points may give the same evidence about a claim, which is then
 * listed once.
 */
export function gatherEvidence(studies: readonly SavedStudy[]): StudyEvidence[] {
  const all = finders.flatMap(([claim, kinds, find, synapses]) =>
    studies
      .filter(
        (study) =>
          kinds.includes(kindOf(study)) && (synapses !== undefined) === (study.settings.synapseSeconds !== undefined),
      )
      .flatMap((study) =>
        [find(study, studies) ?? []].flat().map((finding) => ({
          ...{ claim, study: study.name, network: study.settings.network, ...finding },
          ...(outside[claim]?.(study) && { isOutsideScope: true as const }),
        })),
      ),
  );
  const textOf = ({ claim, network, sentence }: StudyEvidence) => JSON.stringify([claim, network, sentence]);
  return [...new Map(all.toReversed().map((one) => [textOf(one), one])).values()].toReversed();
}
