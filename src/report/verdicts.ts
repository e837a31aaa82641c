import type { JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { type Document, list, table } from './document.ts';
import { nameImplementation } from './fingerprint.ts';
import { type ColumnOf, makeColumns } from './table.ts';
import { nameJudgedConventions } from './verdict-conventions.ts';
import { describeVerdict, nameLevel } from './verdict-sentences.ts';

/** Compares simulators by their verdicts: one line for each, and a table of the clauses. */
export function reportVerdicts(verdicts: readonly Verdict[]): Document {
  const names = verdicts.map((verdict, index) => `${index + 1}: ${nameImplementation(verdict)}`);
  const clauses = [...new Set(verdicts.flatMap((verdict) => verdict.clauses.map(({ id }) => id)))];
  const columns = verdicts.map((verdict, index): ColumnOf<string> => {
    return [names[index] as string, (id) => describeClause(verdict.clauses.find((one) => one.id === id))];
  });
  const lines = verdicts.map(
    (verdict, index) => `${names[index]}: ${describeVerdict(verdict)}; ${nameJudgedConventions(verdict.conventions)}`,
  );
  return {
    title: 'Simulators compared',
    parts: [...list(lines), ...table('Clauses', makeColumns(clauses, [['clause', (id) => id], ...columns], true))],
  };
}

function describeClause(clause: JudgedClause | undefined): string {
  if (clause === undefined) return 'not tested';
  return clause.level === null ? clause.outcome : `${clause.outcome}, ${nameLevel(clause)}`;
}
