import { hundredths, numberOf } from '../answer/words.ts';
import { type AccuracyCurve, type AccuracyDrop, accuracyDrop, endsOf } from '../results/accuracy-curve.ts';
import type { Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-results.ts';

/** The evidence of a saved study about a claim. */
export interface StudyEvidence {
  readonly claim: string;
  readonly study: string;
  readonly network: string;
  /** The numbers, in words. */
  readonly sentence: string;
  /** Whether the claim holds in this study; null: chance is not excluded. */
  readonly holds: boolean | null;
}

/** Finds the evidence about one claim in saved studies; none if no study has the rows for it. */
export type FindEvidence = (studies: readonly SavedStudy[]) => StudyEvidence[];

/** The finding of one study. */
export type EvidenceFinding = Pick<StudyEvidence, 'sentence' | 'holds'>;

/** Looks for evidence in every study of one kind of weights. */
export function inStudies(
  claim: string,
  kinds: readonly WeightKind[],
  find: (study: SavedStudy, all: readonly SavedStudy[]) => EvidenceFinding | undefined,
): FindEvidence {
  return (studies) =>
    studies
      .filter((study) => kinds.includes(weightKindOf(study)))
      .flatMap((study) => {
        const finding = find(study, studies);
        return finding ? [evidenceOf(claim, study, finding)] : [];
      });
}

/** Adds a finding to the claim and the study that it is about. */
export function evidenceOf(claim: string, study: SavedStudy, { sentence, holds }: EvidenceFinding): StudyEvidence {
  return { claim, study: study.name, network: study.settings.network, sentence, holds };
}

/** The origin of a study's weights. */
type WeightKind = 'fixed' | 'retrained' | 'fixed, rescaled' | 'retrained, rescaled';

/** Determines the origin of a study's weights. */
export function weightKindOf({ rows }: SavedStudy): WeightKind {
  const { mode, rescaled } = rows[0] as Row;
  return rescaled ? `${mode}, rescaled` : mode;
}

/**
 * The accuracies at both ends of a curve.
 *
 * @example describeEnds({ points: [{ accuracy: 0.987 }, { accuracy: 0.806 }] }) // '98.7 → 80.6 %'
 */
export function describeEnds(curve: Pick<AccuracyCurve, 'points'>): string {
  const [first, last] = endsOf(curve);
  return `${hundredths(first.accuracy)} → ${hundredths(last.accuracy)} %`;
}

/** The ends of a curve and, with enough seeds, the 95 % interval of the loss between them. */
export function describeCurveDrop(curve: AccuracyCurve): string {
  const { interval } = accuracyDrop(curve);
  return `${describeEnds(curve)}${interval === null ? '' : ` (${describeInterval(interval)} points lost)`}`;
}

/** A loss in points with its interval. */
export function describeLoss({ lost, interval }: Pick<AccuracyDrop, 'lost' | 'interval'>): string {
  return `${hundredths(lost)} points${interval === null ? '' : ` (${describeInterval(interval)})`}`;
}

function describeInterval([low, high]: readonly [low: number, high: number]): string {
  return `${hundredths(low)} … ${hundredths(high)}`;
}

/** The sample behind a curve, such as `10,000 images, 3 seeds, 10 epochs`. */
export function describeSample({ images, seeds }: AccuracyCurve, { settings }: SavedStudy): string {
  const parts = [`${images.toLocaleString('en')} images`];
  if (seeds.length > 1) parts.push(`${seeds.length} seeds`);
  if ('training' in settings) parts.push(numberOf(settings.training.epochs, 'epoch'));
  return parts.join(', ');
}
