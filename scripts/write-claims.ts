import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { claims } from '../src/conformance/claims.ts';
import { type ClaimEntry, type ClaimsOutput, describeEvidence } from '../src/report/claims.ts';
import { formatMarkdownTable } from '../src/report/markdown.ts';
import { makeColumns } from '../src/report/table.ts';
import { numberOf } from '../src/study/answer/words.ts';

const document = 'docs/claims.md';

/** Rewrites the table of the document. */
export function writeClaims(): void {
  const args = ['dist/bundle/main.js', 'claims', '--report', 'json'];
  const output = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ClaimsOutput;
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/m, () => tabulateClaims(output.claims)),
  );
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
