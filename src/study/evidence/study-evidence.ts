import { numberOf } from '../answer/words.ts';
import { type AccuracyCurve, accuracyCurve } from '../results/accuracy-curve.ts';
import { type Row, type SavedStudy, type WeightKind, weightKindOf } from '../results/saved-results.ts';

/** The evidence of a saved study about a claim. */
export interface StudyEvidence extends EvidenceFinding {
  readonly claim: string;
  readonly study: string;
  readonly network: string;
}

/** What a study shows about a claim. */
export interface EvidenceFinding {
  /** The numbers, in words. */
  readonly sentence: string;
  /** Whether the claim holds in this study; null: chance is not excluded, or there are fewer than three seeds. */
  readonly holds: boolean | null;
}

/** Finds the evidence of a study about one claim; none if the study has no rows for it. */
export type FindEvidence = (study: SavedStudy, all: readonly SavedStudy[]) => EvidenceFinding | undefined;

/** The origin of a study's weights. */
export function kindOf({ rows }: SavedStudy): WeightKind {
  return weightKindOf(rows[0] as Row);
}

/** The curve of a study, if it has two amplitudes or more. */
export function curveOf({ rows }: SavedStudy, floor: AccuracyCurve['floor']): AccuracyCurve | undefined {
  const curve = accuracyCurve(rows, floor);
  return curve && curve.points.length > 1 ? curve : undefined;
}

/** The sample behind a curve, such as `10,000 images, 3 seeds, 10 epochs`. */
export function describeSample({ images, seeds }: AccuracyCurve, { settings }: SavedStudy): string {
  const parts = [`${images.toLocaleString('en')} images`];
  if (seeds.length > 1) parts.push(`${seeds.length} seeds`);
  if (settings.epochs !== undefined) parts.push(numberOf(settings.epochs, 'epoch'));
  return parts.join(', ');
}
