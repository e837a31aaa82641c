import type { Versions } from '../base/version.ts';
import { type Claim, claims as statedClaims } from '../conformance/claims.ts';
import type { StudyEvidence } from '../study/evidence.ts';
import { type Document, type Part, titledTable } from './document.ts';
import { type ColumnOf, makeColumns } from './table.ts';

/** A claim with what decides it. */
export interface ClaimEntry extends Pick<Claim, 'id' | 'statement' | 'scope' | 'kind'> {
  readonly laws: readonly { readonly id: string; readonly statement: string }[];
  /** From the laws that npm test runs and the saved studies. */
  readonly verdict: string;
  /** From the saved studies; empty if no study has rows for the claim. */
  readonly evidence: readonly StudyEvidence[];
}

/** What `lifspec claims --report json` prints. */
export interface ClaimsOutput {
  readonly versions: Versions;
  readonly claims: readonly ClaimEntry[];
}

export function joinClaims(laws: ClaimEntry['laws'], evidence: readonly StudyEvidence[]): ClaimEntry[] {
  return statedClaims.map(({ id, statement, scope, kind, laws: ids }) => {
    const encoding = laws
      .filter((law) => ids.includes(law.id))
      .map((law) => ({ id: law.id, statement: law.statement }));
    const own = evidence.filter((one) => one.claim === id);
    return { id, statement, scope, kind, laws: encoding, verdict: claimVerdict(encoding, own), evidence: own };
  });
}

/**
 * The verdict that follows from laws and evidence. A claim is refuted if it does not hold in one saved study
 * within its scope. The claims are about the tutorial network, so a miniature decides only if no study of it does.
 */
export function claimVerdict(
  laws: readonly unknown[],
  evidence: readonly Pick<StudyEvidence, 'holds' | 'network'>[],
): string {
  const decided = evidence.filter(({ holds }) => holds !== null);
  const tutorials = decided.filter(({ network }) => network === 'tutorial');
  const decisive = tutorials.length > 0 ? tutorials : decided;
  if (decisive.some(({ holds }) => !holds)) return 'does not hold in the saved study';
  if (laws.length > 0) return decisive.length > 0 ? 'holds (law and saved study)' : 'holds (law)';
  return decisive.length > 0 ? 'holds in the saved study' : 'not shown yet';
}

export function reportClaims({ claims }: ClaimsOutput): Document {
  return { title: 'Claims about the spike amplitude', parts: claims.flatMap(describeClaim) };
}

function describeClaim(entry: ClaimEntry): Part[] {
  const { id, statement, scope, kind, laws, verdict } = entry;
  const facts: (readonly [string, string])[] = [
    ['scope', scope],
    ['kind', kind],
    ['verdict', verdict],
    ...laws.map((law) => ['law', `${law.id}: ${law.statement}`] as const),
    ...describeEvidence(entry.evidence).map((sentence) => ['evidence', sentence] as const),
  ];
  const columns: ColumnOf<(typeof facts)[number]>[] = [
    ['', ([name]) => name],
    ['', ([, text]) => text],
  ];
  return titledTable(`${id} ${statement}`, makeColumns(facts, columns, true));
}

/** What the studies show, and whether that decides the claim. */
export function describeEvidence(evidence: readonly StudyEvidence[]): string[] {
  return evidence.map(({ study, sentence, holds }) => {
    const doubt = holds === null ? ' (undecided)' : ' (does not hold)';
    return `${study}: ${sentence}${holds ? '' : doubt}`;
  });
}
