import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { formatMarkdownTable, makeColumns } from '../src/report/table.ts';
import type { ErrorRates, VerdictRates } from './write-error-rates.ts';

const document = 'docs/claims.md';

/** Rewrites the tables of the document: the claims, as `lifspec claims` prints them, and the chances of their verdicts. */
export function writeClaims(): void {
  const args = ['dist/src/cli/main.js', 'claims', '--format', 'markdown'];
  const tables = [execFileSync(process.execPath, args, { encoding: 'utf8' }), tabulateErrorRates()];
  writeFileSync(
    document,
    readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/gm, () => tables.shift() as string),
  );
}

/** The chances of every verdict, from the saved simulation, as a Markdown table. */
export function tabulateErrorRates(): string {
  const { claims } = JSON.parse(readFileSync('fixtures/studies/error-rates.json', 'utf8')) as {
    readonly claims: readonly ErrorRates[];
  };
  return formatMarkdownTable(
    makeColumns(claims, [
      ['claim', ({ claim }) => claim],
      ['sample', ({ study, seeds, images }) => `${study}: ${seeds} seeds, ${images.toLocaleString('en')} images`],
      ['method', ({ method }) => method],
      ['new seeds, as measured', ({ asMeasured }) => describeRates(asMeasured)],
      ['just false', ({ justFalse }) => justFalse],
      ['new seeds, if just false', ({ ifFalse }) => describeRates(ifFalse)],
    ]),
  );
}

function describeRates({ holds, undecided, fails }: VerdictRates): string {
  return [holds, undecided, fails].map((rate) => (100 * rate).toFixed(1)).join(' / ');
}
