import { readFileSync, writeFileSync } from 'node:fs';
import { allLaws } from '../properties/laws.ts';
import { type Claim, claims } from '../src/conformance/claims.ts';
import { formatMarkdownTable } from '../src/report/markdown.ts';
import { makeColumns } from '../src/report/table.ts';
import { numberOf } from '../src/study/answer/words.ts';
import { readStudies } from '../src/study/results/read-saved.ts';
import { gatherEvidence, type StudyEvidence } from './evidence.ts';

/** A claim with what decides it. */
export interface ClaimEntry extends Pick<Claim, 'id' | 'statement' | 'scope' | 'kind'> {
  readonly laws: readonly { readonly id: string; readonly statement: string }[];
  /** From the laws that npm test runs and the saved studies. */
  readonly verdict: string;
  /** From the saved studies; empty if no study has rows for the claim. */
  readonly evidence: readonly StudyEvidence[];
}

const document = 'docs/claims.md';

/** Rewrites the table of the document. */
export function writeClaims(): void {
  const table = tabulateClaims(joinClaims());
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/m, () => table),
  );
}

/** All claims, with the laws that npm test runs and the saved studies. */
export function joinClaims(): ClaimEntry[] {
  const evidence = gatherEvidence(claims, readStudies('fixtures/studies'));
  return claims.map(({ id, statement, scope, kind, laws: ids }) => {
    const encoding = allLaws
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

/** Each claim with its verdict, its evidence in a line, and how it is decided, as a Markdown table. */
export function tabulateClaims(entries: readonly ClaimEntry[]): string {
  return formatMarkdownTable(
    makeColumns(entries, [
      ['id', ({ id }) => id],
      ['claim', ({ statement, scope }) => `**${statement}** Scope: ${scope}`],
      ['verdict, evidence on MNIST', describeVerdict],
      ['decided by', describeDecision],
    ]),
  );
}

/** The first study in which the claim holds, and the names of those in which it does not. */
function describeVerdict(entry: ClaimEntry): string {
  const { verdict, evidence } = entry;
  const shown = evidence.find(({ holds }) => holds === true) ?? evidence[0];
  const refuting = evidence.filter(({ holds }) => holds === false);
  return [
    `**${verdict}**`,
    ...describeEvidence(shown === undefined ? [] : [shown]),
    ...refuting.map(({ study }) => `${study}: does not hold`),
  ].join('<br>');
}

function describeDecision({ id, kind, laws }: ClaimEntry): string {
  const stated = claims.find((claim) => claim.id === id)?.method;
  return `${numberOf(laws.length, 'law')}; ${stated ?? (kind === 'measured' ? 'a fixed bound' : 'exact')}`;
}

/** What the studies show, and whether that decides the claim. */
export function describeEvidence(evidence: readonly StudyEvidence[]): string[] {
  return evidence.map(({ study, sentence, holds }) => {
    const doubt = holds === null ? ' (undecided)' : ' (does not hold)';
    return `${study}: ${sentence}${holds ? '' : doubt}`;
  });
}
