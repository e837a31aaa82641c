import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type ClaimEntry, type ClaimsOutput, describeEvidence } from '../src/report/claims.ts';
import { formatMarkdownTable } from '../src/report/markdown.ts';
import { makeColumns } from '../src/report/table.ts';
import { numberOf } from '../src/study/answer/words.ts';
import { readSaved } from './cited-points.ts';

const document = 'docs/claims.md';

/** Rewrites the table of the document. */
export function writeClaims(): void {
  const args = ['dist/bundle/main.js', 'claims', '--report', 'json'];
  const { claims } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ClaimsOutput;
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/m, () => tabulateClaims(claims)),
  );
}

/** How often the verdict about a claim is wrong, as saved in fixtures/studies/error-rates.json. */
interface ErrorRates extends Readonly<Record<'claim' | 'method' | 'justFalse', string>> {
  /** Fraction of simulated studies with the verdict "holds" although the claim is just false. */
  readonly ifFalse: { readonly holds: number };
}

/** Each claim with its verdict, its evidence in a line, and how it is decided, as a Markdown table. */
export function tabulateClaims(claims: readonly ClaimEntry[]): string {
  const rates: readonly ErrorRates[] = readSaved('error-rates.json').claims;
  return formatMarkdownTable(
    makeColumns(claims, [
      ['id', ({ id }) => id],
      ['claim', ({ statement, scope }) => `**${statement}** Scope: ${scope}`],
      ['verdict, evidence on MNIST', describeVerdict],
      ['decided by', (entry) => describeDecision(entry, rates)],
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

function describeDecision({ id, kind, laws }: ClaimEntry, rates: readonly ErrorRates[]): string {
  const own = rates.find(({ claim }) => claim === id);
  const method = own?.method ?? (kind === 'measured' ? 'a fixed bound' : 'exact');
  const wrong = own ? `; ${(100 * own.ifFalse.holds).toFixed(1)} % if ${own.justFalse}` : '';
  return `${numberOf(laws.length, 'law')}; ${method}${wrong}`;
}
