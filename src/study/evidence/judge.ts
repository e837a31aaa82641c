import type { Row } from '../results/row.ts';
import type { SavedStudy } from '../results/saved-study.ts';

/** What a kept study says about a claim. */
export interface Evidence {
  /** Id of the claim. */
  readonly claim: string;
  /** Name of the study. */
  readonly study: string;
  /** Name of the architecture. */
  readonly network: string;
  /** The numbers, in words. */
  readonly sentence: string;
  /** Whether the claim holds there; null: chance is not excluded. */
  readonly holds: boolean | null;
}

/** Finds in kept studies what they say about one claim: nothing if none of them has the rows for it. */
export type Judge = (studies: readonly SavedStudy[]) => Evidence[];

/** Puts together what a study says of a claim. */
export function evidence(claim: string, study: SavedStudy, sentence: string, holds: boolean | null): Evidence {
  return { claim, study: study.name, network: study.settings.network, sentence, holds };
}

/** What was done with the weights in a study. */
export function kindOf({ rows }: SavedStudy): string {
  const { mode, rescaled } = rows[0] as Row;
  return rescaled ? `${mode}, rescaled` : mode;
}
