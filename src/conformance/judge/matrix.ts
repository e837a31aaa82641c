import { groupBy } from '../../base/group-by.ts';
import { type Conventions, nengoConventions } from '../conventions/conventions.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { changes } from './declared-statement.ts';
import type { JudgedClause, Verdict } from './verdict.ts';

export interface Matrix {
  readonly columns: readonly MatrixColumn[];
  /** A row per clause, with a cell per column. */
  readonly rows: readonly { readonly id: string; readonly statement: string; readonly cells: readonly MatrixCell[] }[];
}

/** The parts of a verdict that a matrix shows; a summary is enough. */
export type MatrixColumn = Pick<
  Verdict,
  'versions' | 'implementation' | 'environment' | 'level' | 'shift' | 'conforming' | 'fault' | 'counts' | 'conventions'
> & {
  readonly clauses: readonly Omit<JudgedClause, 'why' | 'cases'>[];
  readonly fingerprint:
    | (Pick<Fingerprint, 'outcome' | 'words'> &
        Partial<Pick<Fingerprint, 'conventions'>> & { readonly nearest?: { readonly words: string } })
    | null;
};

/** Whether a clause holds for an implementation; `not tested` if none of its cases was run. */
export interface MatrixCell extends Pick<JudgedClause, 'level' | 'shift'> {
  readonly outcome: JudgedClause['outcome'] | 'not tested';
  /** Whether it holds with the declared conventions, which change the statement in the row. */
  readonly isAsDeclared?: true;
}

/** Puts verdicts side by side, with the clauses in the order of the longest list. */
export function makeMatrix(columns: readonly MatrixColumn[]): Matrix {
  const byLength = columns.toSorted((a, b) => b.clauses.length - a.clauses.length);
  const all = groupBy(
    byLength.flatMap(({ clauses }) => clauses),
    ({ id }) => id,
  );
  const rows = [...all].map(([id, [clause]]) => {
    return { id, statement: clause?.statement ?? '', cells: columns.map((verdict) => cellOf(verdict, id)) };
  });
  return { columns, rows };
}

/**
 * The conventions that an implementation was found to follow, or was judged by; null if it follows no known
 * conventions.
 */
export function conventionsOf({ fingerprint, conventions, conforming }: MatrixColumn): Conventions | null {
  if (fingerprint?.conventions) return fingerprint.conventions;
  return fingerprint?.outcome === 'outside' && !conforming ? null : { ...nengoConventions, ...conventions.differing };
}

function cellOf({ clauses, conventions }: MatrixColumn, id: string): MatrixCell {
  const clause = clauses.find((one) => one.id === id);
  if (clause === undefined) return { outcome: 'not tested', level: null };
  const { outcome, level, shift } = clause;
  const isAsDeclared = outcome === 'holds' && changes(id, { ...nengoConventions, ...conventions.differing });
  return { outcome, level, ...(shift !== undefined && { shift }), ...(isAsDeclared && { isAsDeclared }) };
}
